"""Which day and hours of the shift somebody asks for: the page, the file and the API ask alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import NumberField
from heating_ops.days import EARLIEST, LATEST, CalendarDate, Day, Hour


class ShiftQuery(serializers.Serializer[dict[str, Any]]):
    """A day, today if not said, and hours of it, all if not said: ``since`` 8 and ``until`` 16 are 8:00 to 16:00."""

    date = serializers.DateField(required=False)
    since = NumberField(required=False, min_value=0, max_value=23, default=0)
    until = NumberField(required=False, min_value=1, max_value=24, default=24)

    def validate_date(self, value: CalendarDate) -> CalendarDate:
        """A day of this century: beyond, the calendar's arithmetic fails."""
        if not EARLIEST <= value <= LATEST:
            raise serializers.ValidationError(_("This day lies outside the years 2000 to 2099."))
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The end lies after the beginning."""
        if attrs["until"] <= attrs["since"]:
            raise serializers.ValidationError({"until": _("The last hour lies before the first.")})
        return attrs


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of one day: whole hours of the clock on the wall."""

    day: Day
    first: int
    last: int

    @property
    def hours(self) -> list[Hour]:
        """The hours in the order they pass."""
        return [hour for hour in self.day.hours() if self.first <= hour.hour < self.last]

    @property
    def begins(self) -> datetime:
        """When the first of them begins."""
        return self.hours[0].begins if self.hours else self.day.begins

    @property
    def ends(self) -> datetime:
        """When the hour after the last begins."""
        after = [hour.begins for hour in self.day.hours() if hour.begins >= self.begins and hour.hour >= self.last]
        return min(after, default=self.day.ends)

    @property
    def is_whole_day(self) -> bool:
        """Whether no hour is left out."""
        return (self.first, self.last) == (0, 24)


def asked_by(said: Mapping[str, Any]) -> Asked:
    """Settle the stretch of a checked ``ShiftQuery``."""
    return Asked(Day.of(said.get("date") or timezone.localdate()), said.get("since", 0), said.get("until", 24))
