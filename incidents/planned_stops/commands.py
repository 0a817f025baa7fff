"""Every write on planned stops, one function each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.models import Building, Loop
from heating_ops.timers import clock

from ..commands.changing import explained
from ..commands.updating import checked_promise
from ..queries import households_on
from . import events
from .clocks import BEGIN, NEXT_UPDATE, OVERRUN
from .models import PlannedStop, StopReason
from .refusals import NoSuchStop, StopHasBegun, StopNotBegun, StopOver, StopStale

_LONGEST_DAYS: Final = 60


@command
def plan_stop(
    *,
    reason: StopReason,
    loop_ids: Sequence[int],
    begins_at: datetime,
    ends_at: datetime,
    building: Building | None = None,
    place_text: str = "",
    public_note: str = "",
    actor: Actor,
    now: datetime,
) -> PlannedStop:
    """Announce that heat is stopped on these loops; one that has begun already is written down the same way.

    :param building: the place it is drawn around; its branch has the stop on its board
    :raises InvalidInput: no loop, one that does not exist, or times that make no sense
    """
    branches = dict(Loop.objects.filter(pk__in=loop_ids).values_list("pk", "station__branch_id"))
    if not loop_ids or len(branches) < len(set(loop_ids)):
        raise InvalidInput("reach", _("Choose which part of the network has no heat."))
    _check_times(begins_at, ends_at, now=now)
    stop = PlannedStop.objects.create(
        reason=reason,
        branch_id=building.loop.station.branch_id if building else min(branches.values()),
        building=building,
        place_text=place_text.strip() or str(building),
        households=households_on(loop_ids),
        public_note=public_note.strip(),
        planned_at=now,
        begins_at=begins_at,
        ends_at=ends_at,
    )
    stop.loops.set(loop_ids)
    dues = [clock.Due(BEGIN, now, max(begins_at, now)), clock.Due(OVERRUN, begins_at, ends_at)]
    clock.arm(stop.subject, dues, generation=stop.version)
    events.planned(stop, loops=len(branches), actor=actor, now=now)
    return stop


@command
def extend_stop(
    *, stop_id: int, version: int | None, ends_at: datetime, reason: str, actor: Actor, now: datetime
) -> PlannedStop:
    """Expect another end, later or earlier than was said.

    :raises ReasonMissing: nobody would know why
    :raises InvalidInput: the end has passed, or lies before the beginning
    :raises StopOver: it was ended or called off
    :raises StopStale: somebody decided something about it since
    """
    reason = explained(reason)
    stop = _locked(stop_id, version)
    _check_times(stop.begins_at, ends_at, now=now)
    before = stop.ends_at
    _decide(stop, ends_at=ends_at)
    clock.settle(stop.subject, [OVERRUN], now=now)
    clock.arm(stop.subject, [clock.Due(OVERRUN, stop.begins_at, ends_at)], generation=stop.version)
    events.extended(stop, before=before, reason=reason, actor=actor, now=now)
    return stop


@command
def promise_stop_update(
    *,
    stop_id: int,
    version: int | None,
    next_update_at: datetime,
    public_note: str = "",
    actor: Actor,
    now: datetime,
) -> PlannedStop:
    """Say when callers hear more, and what they are told until then.

    :raises InvalidInput: the time lies in the past, or too far away
    :raises StopOver: it was ended or called off
    :raises StopStale: somebody decided something about it since
    """
    checked_promise(next_update_at, now=now)
    stop = _locked(stop_id, version)
    _decide(stop, next_update_at=next_update_at, public_note=public_note.strip())
    clock.settle(stop.subject, [NEXT_UPDATE], now=now)
    clock.arm(stop.subject, [clock.Due(NEXT_UPDATE, now, next_update_at)], generation=stop.version)
    events.update_promised(stop, actor=actor, now=now)
    return stop


@command
def end_stop(*, stop_id: int, version: int | None, actor: Actor, now: datetime) -> PlannedStop:
    """Say that the heat is back: from now on a caller without heat gets an order.

    :raises StopNotBegun: it has not begun
    :raises StopOver: it was ended or called off
    :raises StopStale: somebody decided something about it since
    """
    stop = _locked(stop_id, version)
    if not stop.has_begun(now):
        raise StopNotBegun(number=stop.number)
    _decide(stop, ended_at=now)
    clock.settle(stop.subject, now=now)
    events.ended(stop, actor=actor, now=now)
    return stop


@command
def cancel_stop(*, stop_id: int, version: int | None, reason: str, actor: Actor, now: datetime) -> PlannedStop:
    """Call a stop off before it begins.

    :raises ReasonMissing: nobody would know why
    :raises StopHasBegun: the heat is off already
    :raises StopOver: it was ended or called off
    :raises StopStale: somebody decided something about it since
    """
    reason = explained(reason)
    stop = _locked(stop_id, version)
    if stop.has_begun(now):
        raise StopHasBegun(number=stop.number)
    _decide(stop, cancelled_at=now)
    clock.settle(stop.subject, now=now)
    events.cancelled(stop, reason=reason, actor=actor, now=now)
    return stop


def _locked(stop_id: int, version: int | None) -> PlannedStop:
    stop = PlannedStop.objects.select_for_update(of=("self",)).filter(pk=stop_id).first()
    if stop is None:
        raise NoSuchStop
    if not stop.is_open:
        raise StopOver(number=stop.number)
    if version is not None and stop.version != version:
        raise StopStale(number=stop.number)
    return stop


def _decide(stop: PlannedStop, **changes: object) -> None:
    for name, value in changes.items():
        setattr(stop, name, value)
    stop.version += 1
    stop.save(update_fields=[*changes, "version"])


def _check_times(begins_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    if ends_at <= begins_at:
        raise InvalidInput("ends_at", _("It cannot end before it begins."))
    if ends_at <= now:
        raise InvalidInput("ends_at", _("This time has passed already."))
    if (ends_at - begins_at).days > _LONGEST_DAYS:
        raise InvalidInput("ends_at", _("That is longer than %(days)s days."), days=_LONGEST_DAYS)
