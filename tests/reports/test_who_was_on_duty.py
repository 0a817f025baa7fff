"""The morning sheet names the leader on duty, the dispatch and the gaps of the day."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from roster_cast import HOUR, post_of
from town import MORNING

from heating_ops.crews.models import DutyPost, Leave, LeaveState, Level
from heating_ops.days import Day
from heating_ops.reports.duty import duty_of

pytestmark = pytest.mark.django_db
DAY = Day.of(MORNING.date())
NEXT_MORNING = DAY.ends + 8 * HOUR


@pytest.fixture
def night(town: SimpleNamespace) -> SimpleNamespace:
    """Lena leads East always; Dan dispatches until eight in the evening; Kurt leads the group."""
    post_of(Level.BRANCH_DISPATCHER, town.east)
    DutyPost.objects.create(
        level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=(DAY.begins, DAY.begins + 20 * HOUR)
    )
    DutyPost.objects.create(level=Level.GROUP_LEADER, user=town.kurt, hours=(DAY.begins, DAY.ends + 8 * HOUR))
    return town


def test_leader_dispatch_and_gap_of_the_night_are_named(night: SimpleNamespace) -> None:
    group, east = duty_of(DAY, now=NEXT_MORNING, branch_ids=None)
    assert [one["name"] for one in group["leaders"]] == ["kurt"]
    assert [one["name"] for one in east["leaders"]] == ["lena"]
    assert [one["name"] for one in east["dispatch"]] == ["dan"]
    assert [(gap["level"], gap["from"], gap["until"]) for gap in east["gaps"]] == [
        ("branch_dispatcher", DAY.begins + 20 * HOUR, DAY.ends)
    ]
    assert east["dispatch"][0]["until"] == DAY.begins + 20 * HOUR


def test_a_gap_that_is_still_ahead_is_not_reported(night: SimpleNamespace) -> None:
    assert duty_of(DAY, now=MORNING, branch_ids=None)[1]["gaps"] == []


def test_who_was_on_leave_was_not_there_and_who_left_since_was(night: SimpleNamespace) -> None:
    night.dan.is_active = False
    night.dan.save(update_fields=["is_active"])
    Leave.objects.create(
        user=night.dan,
        hours=(DAY.begins, DAY.begins + 2 * HOUR),
        kind="sick",
        state=LeaveState.GRANTED,
        asked_at=MORNING,
        decided_at=MORNING,
    )
    east = duty_of(DAY, now=NEXT_MORNING, branch_ids=[night.east.pk])[1]
    assert [(one["name"], one["from"]) for one in east["dispatch"]] == [("dan", DAY.begins + 2 * HOUR)]


def test_a_day_before_there_was_a_roster_says_nothing(night: SimpleNamespace) -> None:
    long_ago = Day.of(MORNING.date() - timedelta(days=200))
    assert duty_of(long_ago, now=NEXT_MORNING, branch_ids=None) == []


def test_the_sheet_and_the_file_print_it(night: SimpleNamespace, browse: Callable[[str], Client]) -> None:
    html = browse("mona").get(f"/reports/daily/?date={DAY.date}").content.decode()
    assert "Leader on duty" in html
    assert "<strong>lena</strong>" in html
    told = browse("mona").get(f"/reports/daily.csv?date={DAY.date}").content.decode("utf-8-sig")
    assert "东城分公司: Leader on duty,lena" in told
