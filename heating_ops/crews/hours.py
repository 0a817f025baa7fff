"""Hours of duty as a value: from and until, half open; and what is left of some when others are taken away."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils import timezone

ONE_DAY = timedelta(days=1)


class Hours(NamedTuple):
    """From and until, half open."""

    begin: datetime
    end: datetime

    @classmethod
    def of_range(cls, held: Any) -> "Hours":
        """Read a range column."""
        return cls(held.lower, held.upper)

    @classmethod
    def on(cls, day: date, begins: time, ends: time) -> "Hours":
        """Draw a day's hours where the utility is; an end that is not after the beginning lies on the next day."""
        here = timezone.get_current_timezone()
        last = day if ends > begins else day + ONE_DAY
        return cls(datetime.combine(day, begins, tzinfo=here), datetime.combine(last, ends, tzinfo=here))

    def as_range(self) -> str:
        """Write them as PostgreSQL's ``tstzrange``."""
        return f"[{self.begin.isoformat()},{self.end.isoformat()})"

    def within(self, other: "Hours") -> "Hours | None":
        """The part that lies in other hours; ``None`` when nothing does."""
        begin, end = max(self.begin, other.begin), min(self.end, other.end)
        return Hours(begin, end) if begin < end else None


def without(hours: Hours, taken: Iterable[Hours]) -> list[Hours]:
    """What is left of hours when others are taken away, in order."""
    left = [hours]
    for gone in taken:
        left = [rest for each in left for rest in _cut(each, gone)]
    return left


def _cut(hours: Hours, gone: Hours) -> Iterator[Hours]:
    if gone.end <= hours.begin or gone.begin >= hours.end:
        yield hours
        return
    if hours.begin < gone.begin:
        yield Hours(hours.begin, gone.begin)
    if gone.end < hours.end:
        yield Hours(gone.end, hours.end)


def thin(needed: Iterable[Hours], present: Iterable[Hours], *, people: int) -> list[Hours]:
    """Where fewer than ``people`` are present of the hours that are needed, in order, joined where they touch."""
    steps: dict[datetime, int] = {}
    for hours in present:
        steps[hours.begin] = steps.get(hours.begin, 0) + 1
        steps[hours.end] = steps.get(hours.end, 0) - 1
    found: list[Hours] = []
    for want in _joined(needed):
        moments = sorted({want.begin, want.end, *(at for at in steps if want.begin < at < want.end)})
        there = sum(change for at, change in steps.items() if at <= want.begin)
        for begin, end in pairwise(moments):
            if begin != want.begin:
                there += steps.get(begin, 0)
            if there < people:
                found.append(Hours(begin, end))
    return _joined(found)


def _joined(some: Iterable[Hours]) -> list[Hours]:
    """Hours in order, those that touch or overlap made one."""
    joined: list[Hours] = []
    for hours in sorted(some):
        if joined and hours.begin <= joined[-1].end:
            joined[-1] = Hours(joined[-1].begin, max(joined[-1].end, hours.end))
        else:
            joined.append(hours)
    return joined
