"""The roster of a demonstration: patterns round the clock, drawn for the days a demonstration is looked at."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from heating_ops.access.models import User

from .duty.defaults import WEEKS_AHEAD
from .duty.drawing import draw
from .duty.models import (
    DutyPhone,
    DutyPost,
    Leave,
    LeaveKind,
    LeaveState,
    Level,
    Pattern,
    PatternTurn,
    Post,
    Swap,
    SwapState,
)
from .duty.posts import complete_posts
from .duty.rules import rule
from .hours import Hours

# Whole days: with one more at the end, any hour of two days past is covered.
_DAYS_BEFORE: Final = 3
_MORNING, _EVENING = time(8, 0), time(20, 0)
# Day, night, off: of three crews one is always out, and a night is followed by a free day.
_ROTATION: Final = 3
_AWAY_FROM, _AWAY_DAYS = timedelta(days=5), timedelta(days=2)
_SWAPPED_IN: Final = timedelta(days=3)


class Roster:
    """Collects who takes turns where; written when the people are."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.first = timezone.localdate(now) - timedelta(days=_DAYS_BEFORE)
        self._posts: list[tuple[Level, int | None, Sequence[int], bool]] = []
        self._crews: list[tuple[int, int, bool]] = []

    def post(self, level: Level, branch_id: int | None, people: Sequence[int], *, always_on: bool = False) -> None:
        """Let people take turns at a post, a day and then a night each; or be there round the clock."""
        self._posts.append((level, branch_id, people, always_on))

    def crew(self, crew_id: int, *, place: int, always_on: bool) -> None:
        """Put a crew on the rotation at a place: day, night, off; or on duty round the clock."""
        self._crews.append((crew_id, place, always_on))

    def write(self) -> None:
        """Write posts and patterns and draw them. Call inside a transaction, when the people are written."""
        complete_posts()
        posts = {(post.level, post.branch_id): post for post in Post.objects.all()}
        patterns: list[Pattern] = []
        turns: list[PatternTurn] = []
        for level, branch_id, people, always_on in self._posts:
            for late in (0,) if always_on else (0, 1):
                pattern = self._pattern(late, always_on=always_on)
                pattern.post, pattern.turns = posts[(level, branch_id)], len(people)
                patterns.append(pattern)
                turns += [
                    PatternTurn(pattern=pattern, place=(place + late) % len(people), user_id=user_id)
                    for place, user_id in enumerate(people)
                ]
        for crew_id, place, always_on in self._crews:
            for late in (0,) if always_on else (0, 1):
                pattern = self._pattern(late, always_on=always_on)
                pattern.crew_id, pattern.turns = crew_id, 1 if always_on else _ROTATION
                # On the first turn of each round: the first day lies as far back as the crew's place says.
                pattern.valid_from -= timedelta(days=(place - late) % pattern.turns)
                patterns.append(pattern)
        Pattern.objects.bulk_create(patterns)
        PatternTurn.objects.bulk_create(turns)
        last = timezone.localdate(self.now) + timedelta(weeks=rule(WEEKS_AHEAD))
        draw(patterns, first=self.first, last=last)

    def _pattern(self, late: int, *, always_on: bool) -> Pattern:
        begins, ends = (_EVENING, _MORNING) if late else (_MORNING, _MORNING if always_on else _EVENING)
        return Pattern(begins=begins, ends=ends, valid_from=self.first)


def give_life(branch_id: int, *, now: datetime) -> None:
    """Let the roster of a branch show what a roster has: leave that leaves a gap, leave to decide, a swap to decide."""
    heads = _ahead(Level.STATION_HEAD, branch_id, now + _AWAY_FROM)
    if heads:
        begin = Hours.of_range(heads[0].hours).begin
        away = DateTimeTZRange(begin, begin + _AWAY_DAYS)
        Leave.objects.create(
            user=heads[0].user,
            hours=away,
            kind=LeaveKind.SICK,
            state=LeaveState.GRANTED,
            asked_at=now,
            decided_at=now,
        )
    asking = next((duty for duty in heads if duty.user_id != heads[0].user_id), None)
    if asking is not None:
        week = DateTimeTZRange(now + timedelta(days=20), now + timedelta(days=27))
        Leave.objects.create(user=asking.user, hours=week, kind=LeaveKind.ANNUAL, asked_at=now)
    mates = [duty for duty in _ahead(Level.BRANCH_DISPATCHER, branch_id, now + _SWAPPED_IN) if duty.pattern is not None]
    asker = next((duty for duty in mates if not _is_round_the_clock(duty)), None)
    other = next((d for d in mates if asker and d.user_id != asker.user_id and not _is_round_the_clock(d)), None)
    if asker is not None and other is not None:
        Swap.objects.create(
            duty=asker,
            counter=other,
            asker=asker.user,
            other=other.user,
            state=SwapState.ACCEPTED,
            asked_at=now,
            answered_at=now,
        )
    people = User.objects.filter(pk__in=DutyPost.objects.filter(hours__contains=now).values("user"))
    numbers = [DutyPhone(user=user, number=f"010-9606{user.pk % 10_000:04d}") for user in people]
    DutyPhone.objects.bulk_create(numbers, ignore_conflicts=True)


def _is_round_the_clock(duty: DutyPost) -> bool:
    return duty.pattern is not None and duty.pattern.begins == duty.pattern.ends


def _ahead(level: Level, branch_id: int, begin: datetime) -> list[DutyPost]:
    duties = DutyPost.objects.filter(level=level, branch_id=branch_id, hours__startswith__gte=begin)
    return list(duties.select_related("user", "pattern").order_by("hours__startswith", "id")[:12])
