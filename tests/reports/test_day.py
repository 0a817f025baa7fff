"""A day is from midnight to midnight where the utility is, also when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from heating_ops.days import EARLIEST, LATEST, Day

ANY_DAY = st.dates(EARLIEST, LATEST)


def test_midnight_is_the_utilitys_own(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    day = Day.of(date(2026, 1, 12))
    assert day.begins == datetime(2026, 1, 11, 16, tzinfo=UTC)
    assert day.ends - day.begins == timedelta(hours=24)


@pytest.mark.parametrize(
    ("day", "hours", "changed"),
    [
        (date(2023, 11, 13), 24, []),
        (date(2023, 3, 26), 23, []),  # at 03:00 the clocks go to 04:00
        (date(2023, 10, 29), 25, [3]),  # at 04:00 they go back to 03:00
    ],
)
def test_the_hours_of_a_day_in_bucharest(settings: Settings, day: date, hours: int, changed: list[int]) -> None:
    settings.TIME_ZONE = "Europe/Bucharest"
    counted = Day.of(day).hours()
    assert len(counted) == hours
    assert [hour.hour for hour in counted if hour.again] == changed
    assert (3 in [hour.hour for hour in counted]) == (hours != 23)
    assert all(later.begins - hour.begins == timedelta(hours=1) for hour, later in pairwise(counted))


@given(
    ANY_DAY, st.sampled_from(["Asia/Shanghai", "Europe/Bucharest", "UTC", "America/St_Johns", "Australia/Lord_Howe"])
)
def test_days_follow_each_other_without_gap_or_overlap(day: date, zone: str) -> None:
    with override_settings(TIME_ZONE=zone):
        today = Day.of(day)
        if day < LATEST:
            assert today.ends == Day.of(day + timedelta(days=1)).begins
        hours = today.hours()
        assert hours[0].begins == today.begins
        assert hours[-1].begins < today.ends <= hours[-1].begins + timedelta(hours=1)
