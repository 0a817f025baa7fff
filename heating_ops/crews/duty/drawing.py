"""Drawing hours from patterns: which days, who, from when until when. Pure but for ``draw`` and ``extend_roster``."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Q
from django.utils import timezone

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from ..hours import ONE_DAY, Hours
from ..models import CrewShift
from . import events
from .defaults import WEEKS_AHEAD
from .models import DutyPost, Origin, Pattern, PatternTurn
from .posts import complete_posts
from .rules import rule

_AT_ONCE: Final = 2_000


def days_of(pattern: Pattern, first: date, last: date) -> Iterator[tuple[date, int, Hours]]:
    """The days a pattern has between two days, both included: the day, the place of the round, the hours."""
    day = max(first, pattern.valid_from)
    last = min(last, pattern.valid_to) if pattern.valid_to else last
    while day <= last:
        if day.isoweekday() in pattern.weekdays:
            place = (day - pattern.valid_from).days // pattern.turn_days % pattern.turns
            yield day, place, Hours.on(day, pattern.begins, pattern.ends)
        day += ONE_DAY


@command
def extend_roster(*, actor: Actor, now: datetime) -> int:
    """Draw what the patterns have until as many weeks ahead as the rule says; what is drawn stays as it is.

    A day of a pattern is drawn once: one that was cancelled or given to somebody else does not
    come back. Where a person is on duty elsewhere at that time the hours stay a gap.

    :returns: how many hours of people and crews are new
    """
    complete_posts()
    until = timezone.localdate(now) + timedelta(weeks=rule(WEEKS_AHEAD))
    drawn = draw(_patterns_behind(until), first=timezone.localdate(now) - ONE_DAY, last=until)
    events.extended(drawn, until=until, actor=actor, now=now)
    return drawn


def _patterns_behind(until: date) -> list[Pattern]:
    """Patterns that are not drawn as far; held, so that two who draw do not do the work twice."""
    behind = Q(drawn_until__isnull=True) | Q(drawn_until__lt=until)
    goes_on = Q(valid_to__isnull=True) | Q(drawn_until__isnull=True) | Q(drawn_until__lt=F("valid_to"))
    return list(
        Pattern.objects.select_for_update(of=("self",)).filter(behind & goes_on).select_related("post").order_by("pk")
    )


def draw(patterns: Sequence[Pattern], *, first: date, last: date) -> int:
    """Write the hours of these patterns between two days, from where each was drawn already.

    :returns: how many rows are new
    """
    people = _people_of(patterns)
    duties, shifts = [], []
    for pattern in patterns:
        begin = max(first, pattern.drawn_until + ONE_DAY) if pattern.drawn_until else first
        for day, place, hours in days_of(pattern, begin, last):
            span = DateTimeTZRange(hours.begin, hours.end)
            if pattern.crew_id is not None and place == 0:
                shifts.append(CrewShift(crew_id=pattern.crew_id, hours=span, pattern=pattern, day=day))
            elif pattern.post is not None and (user_id := people.get((pattern.pk, place))):
                duties.append(
                    DutyPost(
                        level=pattern.post.level,
                        branch_id=pattern.post.branch_id,
                        user_id=user_id,
                        hours=span,
                        origin=Origin.PATTERN,
                        pattern=pattern,
                        day=day,
                    )
                )
        pattern.drawn_until = last
    # Day by day, so that of two who are on duty at a post who comes first is the same every day.
    duties.sort(key=lambda duty: (duty.day, duty.pattern_id))
    before = _rows_of(patterns)
    DutyPost.objects.bulk_create(duties, ignore_conflicts=True, batch_size=_AT_ONCE)
    CrewShift.objects.bulk_create(shifts, ignore_conflicts=True, batch_size=_AT_ONCE)
    Pattern.objects.bulk_update(patterns, ["drawn_until"], batch_size=_AT_ONCE)
    return _rows_of(patterns) - before


def _people_of(patterns: Sequence[Pattern]) -> dict[tuple[int, int], int]:
    turns = PatternTurn.objects.filter(pattern__in=patterns, user__is_active=True)
    return {(pattern, place): user for pattern, place, user in turns.values_list("pattern_id", "place", "user_id")}


def _rows_of(patterns: Sequence[Pattern]) -> int:
    return (
        DutyPost.objects.filter(pattern__in=patterns).count() + CrewShift.objects.filter(pattern__in=patterns).count()
    )
