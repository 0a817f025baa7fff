"""Changes of single duties and of patterns, one function each."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from ..hours import ONE_DAY, Hours, thin
from ..models import Crew, CrewShift
from . import events
from .defaults import WEEKS_AHEAD
from .drawing import draw
from .models import DutyPost, Origin, Pattern, PatternTurn
from .presence import present_at
from .refusals import NotOnTheRoster, PatternOver, PostFilled
from .rules import rule
from .writing import cancel, checked_hours, held_duty, held_post, person, said_why, write_duty


@command
def put_on_duty(
    *,
    post_id: int,
    user_id: int,
    begins_at: datetime,
    ends_at: datetime,
    one_more: bool = False,
    actor: Actor,
    now: datetime,
) -> DutyPost:
    """Put a person on duty at a post, for instance into a gap.

    :param one_more: the post may be filled already
    :raises PostFilled: nobody is needed there in any of these hours
    :raises PersonBusy: the person is on duty at that time
    :raises PersonAway: the person is on leave at that time
    :raises InvalidInput: the hours make no sense, or there is no such person
    """
    hours = checked_hours(begins_at, ends_at, now=now)
    user = person(user_id)
    post = held_post(post_id)
    if not one_more and not thin([hours], present_at(post, hours), people=max(post.people, 1)):
        raise PostFilled
    duty = write_duty(level=post.level, branch_id=post.branch_id, user=user, hours=hours)
    events.entered(duty, actor=actor, now=now)
    return duty


@command
def replace_on_duty(*, duty_id: int, user_id: int, reason: str = "", actor: Actor, now: datetime) -> DutyPost:
    """Let somebody else be on duty instead; from now on, if the duty has begun.

    :raises DutyOver: the hours are over
    :raises DutyCancelled: somebody changed it meanwhile
    :raises PersonBusy: the other is on duty at that time
    :raises PersonAway: the other is on leave at that time
    """
    duty = held_duty(duty_id, now=now)
    user = person(user_id)
    whole = Hours.of_range(duty.hours)
    cancel(duty, now=now)
    if whole.begin < now:
        _keep_begun(duty, until=now)
    hours = Hours(max(whole.begin, now), whole.end)
    new = write_duty(level=duty.level, branch_id=duty.branch_id, user=user, hours=hours, instead_of=duty)
    events.replaced(duty, by=new, reason=reason.strip(), actor=actor, now=now)
    return new


@command
def take_off_duty(*, duty_id: int, reason: str, actor: Actor, now: datetime) -> DutyPost:
    """Take a person off duty; what is not over becomes a gap.

    :raises WhyMissing: nobody would know why
    :raises DutyOver: the hours are over
    :raises DutyCancelled: somebody changed it meanwhile
    """
    reason = said_why(reason)
    duty = held_duty(duty_id, now=now)
    cancel(duty, now=now)
    if Hours.of_range(duty.hours).begin < now:
        _keep_begun(duty, until=now)
    events.taken_off(duty, reason=reason, actor=actor, now=now)
    return duty


def _keep_begun(duty: DutyPost, *, until: datetime) -> None:
    """Keep the hours somebody was on duty already: the sheet of the morning names them."""
    DutyPost.objects.create(
        level=duty.level,
        branch_id=duty.branch_id,
        user_id=duty.user_id,
        hours=DateTimeTZRange(duty.hours.lower, until),
        origin=duty.origin,
        instead_of=duty,
    )


@command
def begin_pattern(
    *,
    post_id: int | None = None,
    crew_id: int | None = None,
    user_ids: Sequence[int] = (),
    weekdays: Sequence[int],
    begins: time,
    ends: time,
    first_day: date,
    last_day: date | None = None,
    turn_days: int = 1,
    turns: int | None = None,
    actor: Actor,
    now: datetime,
) -> Pattern:
    """Let hours come again, and draw them as far as the roster is drawn.

    :param user_ids: the people of a post in turn
    :param turns: of a round; as many as there are people if not said
    :raises InvalidInput: a value makes no sense, or a person does not exist
    :raises NotOnTheRoster: no such post or crew
    """
    today = timezone.localdate(now)
    if first_day < today:
        raise InvalidInput("first_day", _("This day has passed already."))
    if last_day is not None and last_day < first_day:
        raise InvalidInput("last_day", _("The end lies before the beginning."))
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise InvalidInput("weekdays", _("Choose at least one day of the week."))
    if crew_id is None and not user_ids:
        raise InvalidInput("users", _("Name at least one person."))
    post = held_post(post_id) if post_id is not None else None
    if post is None and (crew_id is None or not Crew.objects.filter(pk=crew_id).exists()):
        raise NotOnTheRoster
    people = [person(user_id, field="users") for user_id in user_ids] if post else []
    pattern = Pattern.objects.create(
        post=post,
        crew_id=None if post else crew_id,
        weekdays=sorted(set(weekdays)),
        begins=begins,
        ends=ends,
        valid_from=first_day,
        valid_to=last_day,
        turn_days=turn_days,
        turns=max(turns or 1, len(people), 1),
    )
    PatternTurn.objects.bulk_create(
        [PatternTurn(pattern=pattern, place=place, user=user) for place, user in enumerate(people)]
    )
    drawn = draw([pattern], first=first_day, last=today + timedelta(weeks=rule(WEEKS_AHEAD)))
    events.pattern_begun(pattern, drawn=drawn, actor=actor, now=now)
    return pattern


@command
def end_pattern(*, pattern_id: int, last_day: date, reason: str = "", actor: Actor, now: datetime) -> Pattern:
    """Give a pattern a last day; what it drew beyond and nobody changed is taken off.

    :raises NotOnTheRoster: no such pattern
    :raises PatternOver: it ends before that day already
    :raises InvalidInput: the day has passed
    """
    if last_day < timezone.localdate(now) - ONE_DAY:
        raise InvalidInput("last_day", _("This day has passed already."))
    held = Pattern.objects.select_for_update(of=("self",)).select_related("post", "crew")
    pattern = held.filter(pk=pattern_id).first()
    if pattern is None:
        raise NotOnTheRoster
    if pattern.valid_to is not None and pattern.valid_to <= last_day:
        raise PatternOver
    pattern.valid_to = last_day
    pattern.save(update_fields=["valid_to"])
    beyond = {"pattern": pattern, "day__gt": last_day, "hours__startswith__gt": now}
    duties = DutyPost.objects.filter(origin=Origin.PATTERN, cancelled_at__isnull=True, **beyond)
    gone = duties.update(cancelled_at=now)
    shifts, _by_model = CrewShift.objects.filter(**beyond).delete()
    events.pattern_ended(pattern, taken_off=gone + shifts, reason=reason.strip(), actor=actor, now=now)
    return pattern
