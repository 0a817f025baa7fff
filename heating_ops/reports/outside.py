"""How cold a day was: what every other figure of the morning sheet is read against."""

from typing import Any, Final

from django.db import connection

from heating_ops.days import Day

# Of two values of one hour the typed one counts.
_READ: Final = """
SELECT avg(temperature_c), min(temperature_c), count(*),
    (SELECT mode FROM weather_seasonperiod WHERE %(date)s BETWEEN first_day AND last_day)
FROM (
    SELECT DISTINCT ON (hour) temperature_c FROM weather_observation
    WHERE hour >= %(begins)s AND hour < %(ends)s ORDER BY hour, (source = 'typed') DESC, entered_at DESC
) hourly"""


def weather_of(day: Day) -> dict[str, Any]:
    """Read a day's mean and lowest temperature in °C, over how many known hours, and the heating's mode.

    Both temperatures are ``None`` when no hour of the day is known; ``season`` is "" outside every period.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"date": day.date, "begins": day.begins, "ends": day.ends})
        mean, low, hours, season = cursor.fetchone()
    return {
        "mean_c": None if mean is None else round(mean, 1),
        "low_c": None if low is None else round(low, 1),
        "hours": hours,
        "season": season or "",
    }
