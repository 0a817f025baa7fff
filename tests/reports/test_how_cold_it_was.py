"""The morning sheet says how cold the day was, over the hours that are known, and nothing when none is."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from heating_ops.days import Day
from heating_ops.reports.outside import weather_of
from heating_ops.weather.models import Observation

pytestmark = pytest.mark.django_db
DAY = Day.of(date(2026, 1, 12))


def measured(hours: int, degrees: float, source: str = "csv") -> None:
    at = DAY.begins + timedelta(hours=hours)
    Observation.objects.create(hour=at, temperature_c=degrees, source=source, entered_at=at)


def test_mean_and_lowest_are_of_the_day_and_the_typed_value_counts() -> None:
    for hours, degrees in ((0, -4.0), (1, -6.0), (23, -8.0)):
        measured(hours, degrees)
    measured(1, -12.0, "typed")
    measured(24, -30.0)  # the next day's
    measured(-1, -30.0)  # the day before's
    assert weather_of(DAY) == {"mean_c": -8.0, "low_c": -12.0, "hours": 3, "season": "official"}


def test_a_day_nobody_measured_says_so(town: SimpleNamespace) -> None:
    assert weather_of(DAY) == {"mean_c": None, "low_c": None, "hours": 0, "season": "official"}
    mona = Client(headers={"accept-language": "en"})
    mona.force_login(town.mona)
    assert "temperature outside not known" in mona.get("/reports/daily/?date=2026-01-12").content.decode()


def test_the_page_and_the_file_print_it(town: SimpleNamespace) -> None:
    measured(6, -9.5)
    mona = Client(headers={"accept-language": "en"})
    mona.force_login(town.mona)
    assert "-9.5 °C at the lowest (1 h known)" in mona.get("/reports/daily/?date=2026-01-12").content.decode()
