"""A calendar day where the utility is, in instants; and its hours, of which a day has 23, 24 or 25."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from django.conf import settings

# A day has a field of that name, which would hide the type.
CalendarDate: TypeAlias = date
EARLIEST: Final = CalendarDate(2000, 1, 1)
LATEST: Final = CalendarDate(2099, 12, 31)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of a day: when it begins, how the clock on the wall calls it, and whether it calls it so again."""

    begins: datetime
    hour: int
    again: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the utility's own time zone: from, and up to but without, midnight. Instants are in UTC."""

    date: CalendarDate
    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, day: CalendarDate) -> "Day":
        """The day from midnight to midnight, whatever the clocks did in between."""
        zone = ZoneInfo(settings.TIME_ZONE)
        midnights = (datetime.combine(one, time.min, zone) for one in (day, day + timedelta(days=1)))
        begins, ends = (midnight.astimezone(UTC) for midnight in midnights)
        return cls(day, begins, ends)

    def hours(self) -> list[Hour]:
        """The hours in the order they pass; when clocks go back, one of them comes again."""
        zone = ZoneInfo(settings.TIME_ZONE)
        count = -(-(self.ends - self.begins) // _HOUR)
        walls = [(self.begins + n * _HOUR).astimezone(zone) for n in range(count)]
        return [Hour(wall.astimezone(UTC), wall.hour, again=wall.fold == 1) for wall in walls]
