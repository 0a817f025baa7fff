"""The conditions outside in one value: what triage, clocks and screens ask for, read in one statement."""

import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from .default_rules import FORECAST_BELIEVED, LOW_AHEAD, OBSERVATION_BELIEVED, STANDARDS
from .models import SeasonMode

_KEPT: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What it is like outside, in °C, and which day of the heating it is.

    ``outdoor_c`` and ``forecast_low_c`` are ``None`` when nothing recent enough is known:
    nobody takes an old number for today's. ``cold_wave`` is a level or "". ``season_day``
    counts from 1 on the first day of official heating (in trial heating: on the trial's
    first); ``None`` while there is no heating.
    """

    outdoor_c: float | None = None
    forecast_low_c: float | None = None
    cold_wave: str = ""
    season: str = SeasonMode.OFF
    season_day: int | None = None


class _Kept:
    """The conditions read last, and when."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: tuple[datetime, Conditions] | None = None

    def at(self, now: datetime) -> Conditions | None:
        """What was read less than half a minute before ``now``."""
        with self._lock:
            read = self._read
        return read[1] if read is not None and read[0] <= now < read[0] + _KEPT else None

    def keep(self, now: datetime, read: Conditions) -> None:
        """Put it in place of what was read before."""
        with self._lock:
            self._read = (now, read)

    def forget(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._read = None


_kept: Final = _Kept()

# Each number is one row, and one that was deleted counts as shipped. A day that continues the day before
# in the same kind of heating (trial, or official and what extends it) belongs to the same count.
_READ: Final = """
WITH RECURSIVE standard AS (SELECT code, value FROM weather_weatherstandard),
today AS (
    SELECT mode, first_day FROM weather_seasonperiod WHERE %(day)s BETWEEN first_day AND last_day
),
count AS (
    SELECT mode = 'trial' AS trial, first_day FROM today
    UNION ALL
    SELECT c.trial, e.first_day FROM count c
    JOIN weather_seasonperiod e ON e.last_day = c.first_day - 1 AND (e.mode = 'trial') = c.trial
)
SELECT
    (SELECT temperature_c FROM weather_observation
     WHERE hour <= %(now)s AND hour > %(now)s
        - COALESCE((SELECT value FROM standard WHERE code = %(believed)s), %(believed_shipped)s) * interval '1 hour'
     ORDER BY hour DESC, (source = 'typed') DESC, entered_at DESC LIMIT 1),
    (SELECT min(temperature_c) FROM (
        SELECT DISTINCT ON (hour) temperature_c FROM weather_forecast
        WHERE hour > %(now)s AND hour <= %(now)s
            + COALESCE((SELECT value FROM standard WHERE code = %(ahead)s), %(ahead_shipped)s) * interval '1 hour'
        AND issued_at <= %(now)s AND issued_at > %(now)s
            - COALESCE((SELECT value FROM standard WHERE code = %(foretold)s), %(foretold_shipped)s) * interval '1 hour'
        ORDER BY hour, issued_at DESC, (source = 'typed') DESC
    ) AS newest),
    (SELECT level FROM weather_coldwave WHERE ended_at IS NULL),
    (SELECT mode FROM today),
    (SELECT min(first_day) FROM count)"""


def conditions(now: datetime) -> Conditions:
    """Answer the conditions now; what was read is kept for half a minute in this process."""
    known = _kept.at(now)
    if known is None:
        known = read_now(now)
    return known


def read_now(now: datetime) -> Conditions:
    """Answer the conditions now as the database knows them, and keep them."""
    read = _read(now)
    _kept.keep(now, read)
    return read


def forget() -> None:
    """Read anew at the next use: after a change, and between tests."""
    _kept.forget()


def local_day(now: datetime) -> date:
    """The day it is where the heating is."""
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _read(now: datetime) -> Conditions:
    shipped = {code: value for code, value, _source in STANDARDS}
    day = local_day(now)
    values: dict[str, Any] = {
        "now": now,
        "day": day,
        "believed": OBSERVATION_BELIEVED,
        "believed_shipped": shipped[OBSERVATION_BELIEVED],
        "ahead": LOW_AHEAD,
        "ahead_shipped": shipped[LOW_AHEAD],
        "foretold": FORECAST_BELIEVED,
        "foretold_shipped": shipped[FORECAST_BELIEVED],
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        outdoor, low, level, mode, first_day = cursor.fetchone()
    return Conditions(
        outdoor_c=outdoor,
        forecast_low_c=low,
        cold_wave=level or "",
        season=mode or SeasonMode.OFF,
        season_day=(day - first_day).days + 1 if first_day else None,
    )
