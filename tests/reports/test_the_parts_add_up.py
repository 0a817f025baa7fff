"""Whatever happened on a day: every breakdown of its report adds up to the whole."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from pytest_django.fixtures import Settings
from reported_day import Spec, specs, write

from heating_ops.days import Day
from heating_ops.reports.csv_file import csv_of
from heating_ops.reports.daily import STAGES, daily_report
from heating_ops.reports.figures import breakdowns, stage_table
from workorders.catalogue import Status

DAYS = st.sampled_from([date(2023, 11, 13), date(2023, 3, 26), date(2023, 10, 29)])


def test_every_status_stands_in_one_stage() -> None:
    named = [status for statuses in STAGES.values() for status in statuses]
    assert sorted(named) == sorted(Status)


@pytest.mark.no_replay
@given(day=DAYS, calls=st.lists(specs, max_size=25), age_hours=st.integers(0, 80))
@tried(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_breakdown_sums_to_its_total(town: SimpleNamespace, day: date, calls: list[Spec], age_hours: int) -> None:
    with override_settings(TIME_ZONE="Europe/Bucharest"), transaction.atomic():
        _write_and_check(town, Day.of(day), calls, age_hours)
        transaction.set_rollback(True)


def _write_and_check(town: SimpleNamespace, day: Day, calls: list[Spec], age_hours: int) -> None:
    branches = [town.east, town.west]
    for spec in calls:
        write(spec, begins=day.begins, branches=branches, crew=town.red)
    within = [spec for spec in calls if day.begins <= day.begins + timedelta(minutes=spec.minute) < day.ends]
    now = day.begins + timedelta(hours=age_hours)
    whole = daily_report(day, now=now)
    _adds_up(whole)
    assert whole["calls"]["total"] == len(within)
    assert whole["work_orders"]["total"] == sum(spec.opens for spec in within)
    # The group is its branches and what belongs to none of them.
    parts = [daily_report(day, now=now, branch_ids=[branch.pk]) for branch in branches]
    for part in parts:
        _adds_up(part)
    without = sum(spec.branch == 0 for spec in within)
    assert whole["calls"]["total"] == sum(part["calls"]["total"] for part in parts) + without
    both = daily_report(day, now=now, branch_ids=[branch.pk for branch in branches])
    assert both["calls"]["total"] == whole["calls"]["total"] - without
    csv_of(whole)


def _adds_up(report: dict) -> None:  # type: ignore[type-arg]
    calls, orders = report["calls"], report["work_orders"]
    for name in ("by_channel", "by_category", "by_outcome", "by_urgency"):
        assert sum(calls[name].values()) == calls["total"], name
    assert sum(hour["calls"] for hour in report["by_hour"]) == calls["total"]
    assert sum(hour["urgent"] for hour in report["by_hour"]) == calls["by_urgency"].get("urgent", 0)
    assert sum(row["calls"] for row in report["by_branch"]) == calls["total"]
    for column, whole in (("orders", "total"), ("urgent", "urgent"), ("done", "done"), ("in_time", "done_within_24h")):
        assert sum(row[column] for row in report["by_branch"]) == orders[whole], column
    for column in ("escalated", "returned", "closed"):
        assert sum(row[column] for row in report["by_branch"]) == orders[column], column
    assert orders["urgent"] + orders["non_urgent"] == orders["total"]
    assert sum(orders[f"p{level}"] for level in (1, 2, 3, 4)) == orders["total"]
    assert sum(orders[stage] for stage in STAGES) == orders["total"]
    assert orders["done_within_24h"] + orders["late"] + orders["running"] + orders["void"] == orders["total"]
    assert orders["to_call_back"] + orders["closed"] == orders["done"]
    for rate in ("repair_timeliness", "room_temperature_pass", "call_back_rate", "telephone_rate"):
        assert 0 <= orders[rate]["of"] <= orders[rate]["all"]
    for breakdown in breakdowns(report):
        assert sum(share.count for share in breakdown.shares) == breakdown.total
    *rows, last = stage_table(report)
    assert [sum(column) for column in zip(*(row["cells"] for row in rows), strict=True)] == last["cells"]
    assert sum(row["total"] for row in rows) == last["total"] == orders["total"]


@pytest.mark.no_replay
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Bucharest"])
@pytest.mark.parametrize("day", [date(2023, 11, 13), date(2023, 3, 26), date(2023, 10, 29)])
def test_the_last_second_belongs_to_the_day_and_midnight_to_the_next(
    town: SimpleNamespace, settings: Settings, zone: str, day: date
) -> None:
    settings.TIME_ZONE = zone
    today = Day.of(day)
    spec = Spec(0, 1, "phone", "leak", "urgent", False, "P2", "triaged", None, 0, 0, None)
    for at in (today.begins, today.ends - timedelta(seconds=1), today.ends):
        write(spec, begins=at, branches=[town.east, town.west], crew=town.red)
    report, tomorrow = (daily_report(Day.of(one), now=today.ends) for one in (day, day + timedelta(days=1)))
    assert (report["calls"]["total"], tomorrow["calls"]["total"]) == (2, 1)
    assert [report["by_hour"][place]["calls"] for place in (0, -1)] == [1, 1]
    assert [report["by_hour"][place]["hour"] for place in (0, -1)] == [0, 23]
    assert tomorrow["by_hour"][0]["calls"] == 1


@pytest.mark.no_replay
def test_an_hour_that_comes_twice_is_counted_twice(town: SimpleNamespace, settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Bucharest"
    day = Day.of(date(2023, 10, 29))
    spec = Spec(30, 1, "phone", "leak", "urgent", False, "P2", "triaged", None, 0, 0, None)
    for hour in (3, 4, 4):
        write(spec, begins=day.begins + timedelta(hours=hour), branches=[town.east, town.west], crew=town.red)
    told = [(h["hour"], h["again"], h["calls"]) for h in daily_report(day, now=day.ends)["by_hour"] if h["calls"]]
    assert told == [(3, False, 1), (3, True, 2)]
