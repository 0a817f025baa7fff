"""Taking hourly values, from wherever: in one transaction, and nothing twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from . import events
from .changes import alone, changed
from .cold_waves.looking import look
from .models import Source, WeatherChange
from .values import Value, check, hour_of, newest_of_each_hour

# Where a value is known already and is the same, nothing is written; a correction takes its place.
_OBSERVATIONS: Final = """
INSERT INTO weather_observation (hour, temperature_c, wind_m_s, source, entered_at, entered_by_id)
SELECT hour, temperature, wind, %(source)s, %(now)s, %(by)s
FROM unnest(%(hours)s::timestamptz[], %(temperatures)s::float8[], %(winds)s::float8[])
    AS given (hour, temperature, wind)
ON CONFLICT (hour, source) DO UPDATE SET
    temperature_c = EXCLUDED.temperature_c, wind_m_s = EXCLUDED.wind_m_s,
    entered_at = EXCLUDED.entered_at, entered_by_id = EXCLUDED.entered_by_id
WHERE (weather_observation.temperature_c, weather_observation.wind_m_s)
    IS DISTINCT FROM (EXCLUDED.temperature_c, EXCLUDED.wind_m_s)
RETURNING xmax = 0"""
_FORECASTS: Final = """
INSERT INTO weather_forecast (hour, issued_at, temperature_c, wind_m_s, source, entered_at, entered_by_id)
SELECT hour, issued, temperature, wind, %(source)s, %(now)s, %(by)s
FROM unnest(%(hours)s::timestamptz[], %(temperatures)s::float8[], %(winds)s::float8[], %(issues)s::timestamptz[])
    AS given (hour, temperature, wind, issued)
ON CONFLICT (hour, issued_at, source) DO UPDATE SET
    temperature_c = EXCLUDED.temperature_c, wind_m_s = EXCLUDED.wind_m_s,
    entered_at = EXCLUDED.entered_at, entered_by_id = EXCLUDED.entered_by_id
WHERE (weather_forecast.temperature_c, weather_forecast.wind_m_s)
    IS DISTINCT FROM (EXCLUDED.temperature_c, EXCLUDED.wind_m_s)
RETURNING xmax = 0"""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many values were new, how many corrected one, and how many were known."""

    new: int
    changed: int
    known: int


@command
def take_values(
    values: Sequence[Value], *, source: Source, entered_by: int | None = None, actor: Actor, now: datetime
) -> Taken:
    """Take hourly values; those that are known already change nothing, and so no order is looked at again.

    :param entered_by: the person, when one typed or uploaded them
    :raises InvalidInput: one of them cannot be; then none is taken
    """
    for value in values:
        check(value, now=now)
    alone()
    latest = newest_of_each_hour(values)
    observations = [value for value in latest if not value.is_forecast]
    forecasts = [value for value in latest if value.is_forecast]
    written = _write(_OBSERVATIONS, observations, source, entered_by, now)
    written += _write(_FORECASTS, forecasts, source, entered_by, now)
    taken = Taken(new=sum(written), changed=len(written) - sum(written), known=len(values) - len(written))
    if written:
        counts = {"observations": len(observations), "forecasts": len(forecasts), "new": taken.new}
        events.values_taken(counts | {"changed": taken.changed}, source=source, actor=actor, now=now)
        changed(WeatherChange.Cause.VALUES, actor=actor, now=now)
        look(actor=actor, now=now)
    return taken


def _write(sql: str, values: Sequence[Value], source: Source, entered_by: int | None, now: datetime) -> list[bool]:
    """Write the values; answers, of each that was not known, whether it is new."""
    if not values:
        return []
    given: dict[str, Any] = {
        "hours": [hour_of(value.hour) for value in values],
        "temperatures": [value.temperature_c for value in values],
        "winds": [value.wind_m_s for value in values],
        "issues": [value.issued_at for value in values],
        "source": source,
        "now": now,
        "by": entered_by,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [new for (new,) in cursor.fetchall()]
