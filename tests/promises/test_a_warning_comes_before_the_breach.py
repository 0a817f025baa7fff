"""Half the time gone is recorded; at four fifths whoever has the order is told, before anything is missed."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from order_cast import MINUTE, brought, opened, told
from town import MORNING

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.models import Event
from heating_ops.notify.inbox.models import Notice
from heating_ops.timers.clock import fire_due
from workorders.catalogue import Category
from workorders.models import WorkOrder

HOUR = timedelta(hours=1)


def warned(order: WorkOrder, step: str) -> list[tuple[int, datetime]]:
    rows = Event.objects.filter(subject=order.subject, kind="work_order.deadline_warned").order_by("id")
    return [(row.data["percent"], row.at) for row in rows if row.data["step"] == step]


def names(order: WorkOrder) -> list[str]:
    rows = Notice.objects.filter(topic="clock_warning", subject=order.subject, params__step="on_site")
    return sorted(rows.values_list("user__username", flat=True))


def test_the_crew_that_has_the_order_is_told_in_time(town: SimpleNamespace) -> None:
    # A leak: somebody must be there within the hour. The red crew has it and has called the customer.
    order = brought(town, opened(town, Category.LEAK), "dispatch", "accept", "contact", now=MORNING + MINUTE)

    fire_due(now=MORNING + 30 * MINUTE)
    assert warned(order, "on_site") == [(50, MORNING + 30 * MINUTE)]
    assert names(order) == [], "half the time is only written down"

    fire_due(now=MORNING + 48 * MINUTE)
    assert [percent for percent, _at in warned(order, "on_site")] == [50, 80]
    assert names(order) == ["carl"]
    assert "deadline_missed" not in told(order)

    # The crew arrives; the hour passes and nothing is missed.
    brought(town, order, "depart", "arrive", now=MORNING + 55 * MINUTE)
    fire_due(now=MORNING + HOUR)
    assert "deadline_missed" not in told(order)


def test_the_dispatcher_on_duty_is_told_while_nobody_was_sent(town: SimpleNamespace) -> None:
    hours = DutyPost.objects.get(user=town.lena).hours
    DutyPost.objects.create(level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=hours)
    order = opened(town)
    fire_due(now=MORNING + 3 * HOUR)
    fire_due(now=MORNING + 4.8 * HOUR)
    assert names(order) == ["dan"]


def test_nobody_is_told_twice_and_a_share_that_nobody_swept_is_told_with_the_next(town: SimpleNamespace) -> None:
    order = brought(town, opened(town, Category.LEAK), "dispatch", "accept", "contact", now=MORNING + MINUTE)
    # The workers were away until after 80 %.
    fire_due(now=MORNING + 50 * MINUTE)
    fire_due(now=MORNING + 51 * MINUTE)
    assert [percent for percent, _at in warned(order, "on_site")] == [80]
    assert names(order) == ["carl"]
