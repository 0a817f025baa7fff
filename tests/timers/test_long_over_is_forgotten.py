"""What is long over goes; what waits, or was over lately, stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from town import MORNING

from heating_ops.tasks import forget_deadlines
from heating_ops.timers import clock
from heating_ops.timers.cleaning import forget_long_over
from heating_ops.timers.models import Deadline, JobRun

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _kept_ten_days(settings: Any) -> None:
    settings.TIMERS_KEEP_DAYS = 10


def row(number: int, **columns: Any) -> None:
    clock.arm(f"thing:{number}", [clock.Due("ring", MORNING - 50 * DAY, MORNING - 49 * DAY)], generation=1)
    Deadline.objects.filter(subject=f"thing:{number}").update(**columns)


def left() -> list[str]:
    return sorted(Deadline.objects.values_list("subject", flat=True))


def test_only_what_is_over_for_longer_than_it_is_kept_goes() -> None:
    row(1)
    row(2, paused_at=MORNING - 40 * DAY)
    row(3, fired_at=MORNING - 11 * DAY)
    row(4, cancelled_at=MORNING - 11 * DAY)
    row(5, fired_at=MORNING - 9 * DAY)
    row(6, fired_at=MORNING - 40 * DAY, cancelled_at=MORNING - 9 * DAY)
    assert forget_long_over(now=MORNING) == 2
    assert left() == ["thing:1", "thing:2", "thing:5", "thing:6"]


def test_it_goes_in_parts_and_no_more_than_asked_for() -> None:
    for number in range(5):
        row(number, fired_at=MORNING - (20 + number) * DAY)
    assert forget_long_over(now=MORNING, most=3) == 3
    assert left() == ["thing:0", "thing:1"], "the oldest go first"


def test_with_nothing_to_forget_it_is_one_statement() -> None:
    row(1, fired_at=MORNING)
    with CaptureQueriesContext(connection) as queries:
        forget_long_over(now=MORNING)
    assert len([query for query in queries if "DELETE" in query["sql"]]) == 1


def test_the_periodic_job_forgets_once_an_hour() -> None:
    row(1, fired_at=MORNING - 20 * 365 * DAY)
    forget_deadlines()
    assert left() == []
    forget_deadlines()
    assert JobRun.objects.filter(job="forget_deadlines").count() == 1
