"""What it is like outside, in one value: the newest that can be believed, and the day of the season."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from town import MORNING

from heating_ops.weather.conditions import Conditions, conditions, forget
from heating_ops.weather.models import ColdWave, Forecast, Observation, Source

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def observed(hours_ago: int, temperature: float, source: str = Source.FEED) -> None:
    """It was so warm so many hours ago."""
    hour = MORNING - hours_ago * HOUR
    Observation.objects.create(hour=hour, temperature_c=temperature, source=source, entered_at=hour)


def foretold(hours_ahead: int, temperature: float, *, issued_hours_ago: int = 1) -> None:
    """It will be so cold in so many hours."""
    Forecast.objects.create(
        hour=MORNING + hours_ahead * HOUR,
        issued_at=MORNING - issued_hours_ago * HOUR,
        temperature_c=temperature,
        source=Source.FEED,
        entered_at=MORNING,
    )


def test_nothing_known_is_said_as_nothing_known() -> None:
    assert conditions(MORNING) == Conditions(season="official", season_day=59)


def test_the_newest_observation_counts() -> None:
    observed(2, -3)
    observed(1, -4)
    assert conditions(MORNING).outdoor_c == -4


def test_a_typed_value_counts_until_a_newer_hour_is_known() -> None:
    observed(1, -4, Source.FEED)
    observed(1, -9, Source.TYPED)
    assert conditions(MORNING).outdoor_c == -9
    observed(0, -5, Source.FEED)
    forget()
    assert conditions(MORNING).outdoor_c == -5


def test_an_old_observation_is_not_believed() -> None:
    observed(3, -4)
    assert conditions(MORNING).outdoor_c is None


def test_the_low_is_that_of_the_newest_forecast_of_each_hour() -> None:
    foretold(5, -20, issued_hours_ago=6)
    foretold(5, -12, issued_hours_ago=1)
    foretold(6, -11, issued_hours_ago=1)
    foretold(30, -25, issued_hours_ago=1)  # beyond a day ahead
    assert conditions(MORNING).forecast_low_c == -12


def test_an_old_forecast_is_not_believed() -> None:
    foretold(5, -20, issued_hours_ago=24)
    assert conditions(MORNING).forecast_low_c is None


def test_the_level_in_force_is_told() -> None:
    ColdWave.objects.create(level="blue", began_at=MORNING - 9 * HOUR, ended_at=MORNING - 2 * HOUR)
    ColdWave.objects.create(level="orange", began_at=MORNING - 2 * HOUR)
    assert conditions(MORNING).cold_wave == "orange"


@pytest.mark.parametrize(
    ("day", "season", "season_day"),
    [
        ("2026-11-06", "off", None),
        ("2026-11-07", "trial", 1),
        ("2026-11-14", "trial", 8),
        ("2026-11-15", "official", 1),
        ("2027-03-15", "official", 121),
        ("2027-03-16", "off", None),
    ],
)
def test_the_day_of_the_season_is_counted(day: str, season: str, season_day: int | None) -> None:
    told = conditions(datetime.fromisoformat(f"{day}T04:00+00:00"))
    assert (told.season, told.season_day) == (season, season_day)


def test_a_day_begins_at_midnight_where_the_heating_is() -> None:
    assert conditions(datetime(2026, 11, 14, 15, 59, tzinfo=UTC)).season == "trial"
    assert conditions(datetime(2026, 11, 14, 16, 0, tzinfo=UTC)).season == "official"


def test_conditions_are_one_statement_and_are_kept_for_half_a_minute(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1):
        conditions(MORNING)
        conditions(MORNING + timedelta(seconds=29))
    with django_assert_num_queries(1):
        conditions(MORNING + timedelta(seconds=30))
