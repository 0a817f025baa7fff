"""The weather's own numbers as the product ships them. Loaded once by a migration, then data.

``S`` = read in a source, ``P`` = our proposal, ``M`` = generally known and not checked. None is
confirmed locally until the utility says so.
"""

from datetime import date
from typing import Final

OBSERVATION_BELIEVED: Final = "observation_believed_hours"
FORECAST_BELIEVED: Final = "forecast_believed_hours"
LOW_AHEAD: Final = "low_ahead_hours"
DAY_KNOWN: Final = "day_known_hours"
FORECAST_KEPT: Final = "forecast_kept_days"

# code, value, source
STANDARDS: Final[list[tuple[str, int, str]]] = [
    (OBSERVATION_BELIEVED, 3, "P: two hourly values may be missing, then nobody knows how cold it is"),
    (FORECAST_BELIEVED, 24, "P: a forecast is issued at least twice a day; older than a day it is no forecast"),
    (LOW_AHEAD, 24, "P: the coldest hour of the coming day and night decides"),
    (DAY_KNOWN, 18, "P: the lowest value of a day counts when most of its hours are known"),
    (FORECAST_KEPT, 30, "P: what was forecast a month ago decides nothing any more"),
]

# from, until (both included), mode, source: five winters of Beijing's calendar
_TRIAL: Final = "S: Beijing, trial heating from 7 November"
_OFFICIAL: Final = "S: Beijing, heating season 15 November to 15 March"
SEASONS: Final[list[tuple[date, date, str, str]]] = [
    row
    for year in range(2025, 2030)
    for row in (
        (date(year, 11, 7), date(year, 11, 14), "trial", _TRIAL),
        (date(year, 11, 15), date(year + 1, 3, 15), "official", _OFFICIAL),
    )
]

# level, the fall of the daily minimum in °C, within hours, minimum at most °C
COLD_WAVES: Final[list[tuple[str, int, int, int]]] = [
    ("blue", 8, 48, 4),
    ("yellow", 10, 24, 4),
    ("orange", 12, 24, 0),
    ("red", 16, 24, 0),
]
COLD_WAVE_SOURCE: Final = (
    "S: cold-wave signals: the lowest temperature falls by so much in so many hours; M: and is then at most so low"
)
