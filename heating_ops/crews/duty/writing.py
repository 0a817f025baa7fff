"""What every change of the roster shares: rows held, hours checked, and a person on duty once at a time."""

from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.refusal import InvalidInput

from ..hours import Hours
from .models import DutyPost, Leave, LeaveState, Origin, Pattern, Post
from .refusals import DutyCancelled, DutyOver, NotOnTheRoster, PersonAway, PersonBusy, WhyMissing

_LONGEST_DUTY: Final = timedelta(days=7)
_LONGEST_LEAVE: Final = timedelta(days=366)


def held_post(post_id: int) -> Post:
    """Lock a post: of two who fill it at once the second sees the first.

    :raises NotOnTheRoster: there is none
    """
    post = Post.objects.select_for_update(of=("self",)).select_related("branch").filter(pk=post_id).first()
    if post is None:
        raise NotOnTheRoster
    return post


def held_duty(duty_id: int, *, now: datetime) -> DutyPost:
    """Lock a duty that is still to be, or is.

    :raises NotOnTheRoster: there is none
    :raises DutyCancelled: somebody changed it meanwhile
    :raises DutyOver: its hours are over
    """
    duty = DutyPost.objects.select_for_update(of=("self",)).select_related("user").filter(pk=duty_id).first()
    if duty is None:
        raise NotOnTheRoster
    if duty.cancelled_at is not None:
        raise DutyCancelled
    if Hours.of_range(duty.hours).end <= now:
        raise DutyOver
    return duty


def checked_hours(begins_at: datetime, ends_at: datetime, *, now: datetime, leave: bool = False) -> Hours:
    """Check hours as somebody typed them.

    :raises InvalidInput: they end before they begin, last too long, or are over
    """
    if ends_at <= begins_at:
        raise InvalidInput("ends_at", _("The end lies before the beginning."))
    if ends_at <= now:
        raise InvalidInput("ends_at", _("This time has passed already."))
    if ends_at - begins_at > (_LONGEST_LEAVE if leave else _LONGEST_DUTY):
        raise InvalidInput("ends_at", _("That is longer than one entry can be."))
    return Hours(begins_at, ends_at)


def person(user_id: int, *, field: str = "user") -> User:
    """Find somebody who works here.

    :raises InvalidInput: there is nobody of this id, or not any more
    """
    found = User.objects.filter(pk=user_id, is_active=True).first()
    if found is None:
        raise InvalidInput(field, _("There is no such person."))
    return found


def write_duty(
    *,
    level: str,
    branch_id: int | None,
    user: User,
    hours: Hours,
    origin: Origin = Origin.HAND,
    instead_of: DutyPost | None = None,
    pattern: Pattern | None = None,
) -> DutyPost:
    """Put a person on duty.

    :raises PersonAway: leave was granted to them in these hours
    :raises PersonBusy: they are on duty at that time; the database decides between two who come at once
    """
    span = DateTimeTZRange(hours.begin, hours.end)
    if Leave.objects.filter(user=user, state=LeaveState.GRANTED, hours__overlap=span).exists():
        raise PersonAway(name=str(user))
    try:
        with transaction.atomic():
            return DutyPost.objects.create(
                level=level,
                branch_id=branch_id,
                user=user,
                hours=span,
                origin=origin,
                instead_of=instead_of,
                pattern=pattern,
            )
    except IntegrityError as error:
        if "duty_one_at_a_time" in str(error):
            raise PersonBusy(name=str(user)) from error
        raise


def cancel(duty: DutyPost, *, now: datetime) -> None:
    """Take a duty off the roster; the row stays."""
    duty.cancelled_at = now
    duty.save(update_fields=["cancelled_at"])


def said_why(reason: str) -> str:
    """Trim a reason that must be given.

    :raises WhyMissing: there is none
    """
    if not (reason := reason.strip()):
        raise WhyMissing
    return reason
