"""Drawing a roster: twelve-hour shifts, round the clock, for weeks ahead."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

# Whole days: with one more at each end, any hour of two days past and sixty ahead is covered.
DAYS_BEFORE: Final = 3
DAYS_AHEAD: Final = 61
_DAY_BEGINS: Final = time(8, 0)
_SHIFT: Final = timedelta(hours=12)
# Day, night, off: of three crews one is always out, and a night is followed by a free day.
_ROTATION: Final = 3


class Hours(NamedTuple):
    """From and until, half open."""

    begin: datetime
    end: datetime

    def as_range(self) -> str:
        """Write them as PostgreSQL's ``tstzrange``."""
        return f"[{self.begin.isoformat()},{self.end.isoformat()})"


def whole_window(now: datetime) -> Hours:
    """Answer the time the roster covers: two days past and sixty ahead, and a little more."""
    first = _first_morning(now)
    return Hours(first, first + timedelta(days=DAYS_BEFORE + DAYS_AHEAD))


def shifts_in_rotation(place: int, now: datetime) -> Iterator[Hours]:
    """Answer the shifts of the crew at this place of the rotation: day, night, off."""
    for day in range(DAYS_BEFORE + DAYS_AHEAD):
        phase = (place + day) % _ROTATION
        if phase < _ROTATION - 1:
            begin = _first_morning(now) + timedelta(days=day) + phase * _SHIFT
            yield Hours(begin, begin + _SHIFT)


def every_shift(now: datetime) -> Iterator[Hours]:
    """Answer all day and night shifts of the window."""
    window = whole_window(now)
    begin = window.begin
    while begin < window.end:
        yield Hours(begin, begin + _SHIFT)
        begin += _SHIFT


def _first_morning(now: datetime) -> datetime:
    here = timezone.get_current_timezone()
    first = now.astimezone(here).date() - timedelta(days=DAYS_BEFORE)
    return datetime.combine(first, _DAY_BEGINS, tzinfo=here)
