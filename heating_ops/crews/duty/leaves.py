"""Leave: asked for, granted or refused, withdrawn. Granted, a person's duties in it become gaps."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from ..hours import Hours
from . import events, telling
from .models import DutyPost, Leave, LeaveKind, LeaveState
from .refusals import LeaveOverlaps, LeaveSettled, NotOnTheRoster
from .writing import checked_hours, person, said_why


@command
def ask_leave(*, user_id: int, begins_at: datetime, ends_at: datetime, kind: str, actor: Actor, now: datetime) -> Leave:
    """Ask to be away; nothing changes on the roster before somebody grants it.

    :raises InvalidInput: the hours make no sense, or there is no such person
    :raises LeaveOverlaps: leave was asked for or granted in these hours
    """
    hours = checked_hours(begins_at, ends_at, now=now, leave=True)
    user = person(user_id)
    if kind not in LeaveKind.values:
        raise InvalidInput("kind", _("There is no such kind of leave."))
    span = DateTimeTZRange(hours.begin, hours.end)
    try:
        with transaction.atomic():
            leave = Leave.objects.create(user=user, hours=span, kind=kind, asked_at=now)
    except IntegrityError as error:
        if "leave_once_at_a_time" in str(error):
            raise LeaveOverlaps from error
        raise
    events.leave_asked(leave, boards=boards_of(user), actor=actor, now=now)
    telling.leave_asked(leave, now=now)
    return leave


@command
def grant_leave(*, leave_id: int, actor: Actor, now: datetime) -> Leave:
    """Let a person be away: their duties in these hours become gaps that somebody must fill.

    :raises NotOnTheRoster: there is no such leave
    :raises LeaveSettled: it was decided or withdrawn
    """
    leave = _decided(leave_id, LeaveState.GRANTED, actor=actor, now=now)
    duties = duties_in_leave(leave).count()
    events.leave_granted(leave, boards=boards_of(leave.user), duties=duties, actor=actor, now=now)
    telling.leave_decided(leave, now=now)
    return leave


@command
def refuse_leave(*, leave_id: int, reason: str, actor: Actor, now: datetime) -> Leave:
    """Say that a person is needed.

    :raises WhyMissing: nobody would know why
    :raises NotOnTheRoster: there is no such leave
    :raises LeaveSettled: it was decided or withdrawn
    """
    reason = said_why(reason)
    leave = _decided(leave_id, LeaveState.REFUSED, actor=actor, now=now)
    events.leave_refused(leave, boards=boards_of(leave.user), reason=reason, actor=actor, now=now)
    telling.leave_decided(leave, now=now)
    return leave


@command
def withdraw_leave(*, leave_id: int, actor: Actor, now: datetime) -> Leave:
    """Not be away after all, or be back sooner: what lies ahead of a granted leave ends now.

    :raises NotOnTheRoster: there is no such leave
    :raises LeaveSettled: it was refused or withdrawn, or is over
    """
    leave = _held(leave_id)
    hours = Hours.of_range(leave.hours)
    if leave.state not in (LeaveState.ASKED, LeaveState.GRANTED) or hours.end <= now:
        raise LeaveSettled(state=leave.get_state_display())
    if leave.state == LeaveState.GRANTED and hours.begin < now:
        leave.hours = DateTimeTZRange(hours.begin, now)
        leave.save(update_fields=["hours"])
    else:
        leave.state = LeaveState.WITHDRAWN
        leave.save(update_fields=["state"])
    events.leave_withdrawn(leave, boards=boards_of(leave.user), actor=actor, now=now)
    return leave


def boards_of(user: User) -> list[str]:
    """The boards of a person's branches, or the group's."""
    return [f"branch-{branch_id}" for branch_id in sorted(user.branch_ids)] or [GROUP_BOARD]


def duties_in_leave(leave: Leave) -> QuerySet[DutyPost]:
    """The duties that a leave takes hours from."""
    return DutyPost.objects.filter(user_id=leave.user_id, cancelled_at__isnull=True, hours__overlap=leave.hours)


def _held(leave_id: int) -> Leave:
    leave = Leave.objects.select_for_update(of=("self",)).select_related("user").filter(pk=leave_id).first()
    if leave is None:
        raise NotOnTheRoster
    return leave


def _decided(leave_id: int, state: LeaveState, *, actor: Actor, now: datetime) -> Leave:
    leave = _held(leave_id)
    if leave.state != LeaveState.ASKED:
        raise LeaveSettled(state=leave.get_state_display())
    leave.state, leave.decided_at, leave.decided_by_id = state, now, actor.user_id
    leave.save(update_fields=["state", "decided_at", "decided_by"])
    return leave
