"""Which level the temperatures make: a pure function of hourly values and rules.

The lowest temperature of a day and a night is compared with the lowest one so many hours
before. Comparing single hours would take every clear winter day's own swing for a cold wave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from ..values import hour_of

_HOUR: Final = timedelta(hours=1)
_DAY_HOURS: Final = 24
MILDEST_FIRST: Final = ("blue", "yellow", "orange", "red")


class Rule(Protocol):
    """When a level is reached."""

    level: str
    fall_c: int
    within_hours: int
    low_at_most_c: int


@dataclass(frozen=True, slots=True)
class Found:
    """A level, with the fall of the daily minimum in °C it rests on, and down to what."""

    level: str
    fall_c: float
    low_c: float


def strictness(level: str) -> int:
    """How strict a level is; 0 is none."""
    return MILDEST_FIRST.index(level) + 1 if level else 0


def level_in(
    temperatures: Mapping[datetime, float], rules: Sequence[Rule], *, now: datetime, day_known_hours: int
) -> Found | None:
    """Answer the strictest level reached by a fall that has happened or is foretold; ``None`` when none is.

    :param temperatures: °C by full hour, measured before now and foretold after
    :param day_known_hours: a day's minimum counts when so many of its 24 hours are known
    """
    found: Found | None = None
    for rule in sorted(rules, key=lambda each: strictness(each.level)):
        fall = _steepest(temperatures, rule, now=now, day_known_hours=day_known_hours)
        if fall is not None:
            found = fall
    return found


def _steepest(
    temperatures: Mapping[datetime, float], rule: Rule, *, now: datetime, day_known_hours: int
) -> Found | None:
    """The deepest fall that reaches a rule's level, of the days that end between now and the rule's hours ahead."""
    steepest: Found | None = None
    first = hour_of(now)
    for ahead in range(rule.within_hours + 1):
        end = first + ahead * _HOUR
        low = _lowest(temperatures, end, day_known_hours)
        before = _lowest(temperatures, end - rule.within_hours * _HOUR, day_known_hours)
        if low is None or before is None or low > rule.low_at_most_c or before - low < rule.fall_c:
            continue
        if steepest is None or before - low > steepest.fall_c:
            steepest = Found(rule.level, round(before - low, 1), low)
    return steepest


def _lowest(temperatures: Mapping[datetime, float], end: datetime, day_known_hours: int) -> float | None:
    """The lowest temperature of the 24 hours up to ``end``; unknown when too few are known."""
    hours = (end - back * _HOUR for back in range(_DAY_HOURS))
    known = [temperatures[hour] for hour in hours if hour in temperatures]
    return min(known) if len(known) >= day_known_hours else None
