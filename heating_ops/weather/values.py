"""One hourly value on its way in, wherever it comes from, and what can be wrong with it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput

from .models import COLDEST_C, WARMEST_C

_HOUR: Final = timedelta(hours=1)
# Clocks of two machines differ a little.
_AHEAD: Final = timedelta(minutes=10)
_LONGEST_AHEAD: Final = timedelta(days=16)
_STRONGEST_M_S: Final = 90


@dataclass(frozen=True, slots=True)
class Value:
    """A temperature in °C (and perhaps wind in m/s) for an hour; ``issued_at`` makes it a forecast."""

    hour: datetime
    temperature_c: float
    wind_m_s: float | None = None
    issued_at: datetime | None = None

    @property
    def is_forecast(self) -> bool:
        """Whether it was foretold, not measured."""
        return self.issued_at is not None


def hour_of(moment: datetime) -> datetime:
    """The full hour a moment lies in."""
    return moment.replace(minute=0, second=0, microsecond=0)


def check(value: Value, *, now: datetime) -> None:
    """Check one value.

    :raises InvalidInput: it cannot be; the field is named as the columns of a file are
    """
    if not math.isfinite(value.temperature_c) or not COLDEST_C <= value.temperature_c <= WARMEST_C:
        limits = {"coldest": COLDEST_C, "warmest": WARMEST_C}
        raise InvalidInput(
            "temperature_c", _("The temperature must lie between %(coldest)s and %(warmest)s °C."), **limits
        )
    if value.wind_m_s is not None and not 0 <= value.wind_m_s <= _STRONGEST_M_S:
        raise InvalidInput("wind_m_s", _("The wind must lie between 0 and %(most)s m/s."), most=_STRONGEST_M_S)
    if value.issued_at is None:
        if value.hour > now + _AHEAD:
            raise InvalidInput("at", _("This hour has not come yet. A forecast says in issued_at when it was issued."))
        return
    if value.issued_at > now + _AHEAD:
        raise InvalidInput("issued_at", _("A forecast cannot have been issued after now."))
    if value.hour < hour_of(value.issued_at):
        raise InvalidInput("at", _("A forecast is for an hour after it was issued."))
    if value.hour > value.issued_at + _LONGEST_AHEAD:
        raise InvalidInput("at", _("A forecast looks ahead sixteen days at most."))


def newest_of_each_hour(values: Sequence[Value]) -> list[Value]:
    """Of several for one hour (and issue) the last said counts."""
    return list({(hour_of(each.hour), each.issued_at): each for each in values}.values())
