"""In the first days of the season a cold flat is air in the pipes: by statute the visit may take longer then."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from order_cast import opened, waiting
from town import MORNING

from heating_ops.weather import conditions
from heating_ops.weather.models import SeasonMode, SeasonPeriod
from workorders import rules
from workorders.clock_rules.commands import switch_profile
from workorders.models import ClockProfile

HOUR = timedelta(hours=1)
TODAY = date(2026, 1, 12)


def heating_since(days: int, *, mode: SeasonMode = SeasonMode.OFFICIAL) -> None:
    """Let today be that day of the season."""
    SeasonPeriod.objects.all().delete()
    first = TODAY - timedelta(days=days - 1)
    SeasonPeriod.objects.create(mode=mode, first_day=first, last_day=first + timedelta(days=120), source="test")
    conditions.forget()
    rules.forget()


@pytest.fixture
def strict(town: SimpleNamespace) -> ClockProfile:
    profile = switch_profile(name="strict_statute", reason="the statute", actor=town.actor("adam"), now=MORNING)
    rules.forget()
    return profile


@pytest.mark.parametrize(("day", "hours"), [(1, 5), (10, 5), (11, 2), (59, 2)])
def test_five_hours_in_the_first_ten_days_then_two(
    town: SimpleNamespace, strict: ClockProfile, day: int, hours: int
) -> None:
    heating_since(day)
    assert waiting(opened(town))["on_site"] == MORNING + hours * HOUR


def test_without_heating_there_are_no_first_days(town: SimpleNamespace, strict: ClockProfile) -> None:
    SeasonPeriod.objects.all().delete()
    conditions.forget()
    rules.forget()
    assert waiting(opened(town))["on_site"] == MORNING + 2 * HOUR


def test_an_order_keeps_the_clock_of_its_day(town: SimpleNamespace, strict: ClockProfile) -> None:
    heating_since(10)
    order = opened(town)
    heating_since(11)
    assert waiting(order)["on_site"] == MORNING + 5 * HOUR


def test_by_the_other_profile_every_day_has_six_hours(town: SimpleNamespace) -> None:
    heating_since(3)
    assert waiting(opened(town))["on_site"] == MORNING + 6 * HOUR
