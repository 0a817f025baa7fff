"""A ticket of the city line runs against two clocks, the city's and the house's; the first that is missed counts."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from order_cast import MINUTE, brought, decided, fresh, told
from town import MORNING

from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders import commands
from workorders.catalogue import Category, SuspendReason
from workorders.models import WorkOrder

HOUR = timedelta(hours=1)


def ticket(town: SimpleNamespace, *, due_at: datetime | None) -> WorkOrder:
    order, _joined = commands.report_trouble(
        decision=decided(Category.LOW_TEMPERATURE),
        place=commands.Place(building=town.house_1, flat="1-101"),
        join_key=None,
        reported_at=MORNING,
        external=commands.External("12345", due_at),
        actor=town.actor("olga"),
        now=MORNING,
    )
    return brought(town, order, "dispatch", "accept", "contact", now=MORNING + MINUTE)


def missed(order: WorkOrder) -> list[str]:
    rows = Deadline.objects.filter(subject=order.subject, fired_at__isnull=False, cancelled_at=None).order_by("due_at")
    return [row.kind for row in rows if row.kind != "work_order.escalate"]


def chain_began(order: WorkOrder) -> list[datetime]:
    chain = Deadline.objects.filter(subject=order.subject, kind="work_order.escalate")
    return [row.started_at for row in chain.order_by("id")]


def test_the_citys_deadline_comes_first_and_starts_the_escalation(town: SimpleNamespace) -> None:
    # The city printed noon; the house promises to be there by three.
    order = ticket(town, due_at=MORNING + 3 * HOUR)
    fire_due(now=MORNING + 3 * HOUR)
    assert missed(order) == ["work_order.external"]
    assert chain_began(order) == [MORNING + 3 * HOUR]

    # At three the house's own clock is missed as well. The chain that runs is not started twice.
    fire_due(now=MORNING + 3 * HOUR + 30 * MINUTE)
    fire_due(now=MORNING + 6 * HOUR)
    assert missed(order) == ["work_order.external", "work_order.on_site"]
    assert set(chain_began(order)) == {MORNING + 3 * HOUR}


def test_the_houses_promise_comes_first_when_the_city_gives_more_time(town: SimpleNamespace) -> None:
    order = ticket(town, due_at=MORNING + 20 * HOUR)
    fire_due(now=MORNING + 6 * HOUR)
    assert missed(order) == ["work_order.on_site"]
    assert chain_began(order) == [MORNING + 6 * HOUR]


def test_a_ticket_without_a_printed_deadline_has_the_time_of_the_profile(town: SimpleNamespace) -> None:
    order = ticket(town, due_at=None)
    clock = Deadline.objects.get(subject=order.subject, kind="work_order.external")
    assert clock.due_at == MORNING + 24 * HOUR


def test_the_citys_clock_does_not_wait_for_the_customer_to_come_home(town: SimpleNamespace) -> None:
    order = ticket(town, due_at=MORNING + 3 * HOUR)
    commands.suspend(
        work_order_id=order.pk,
        version=None,
        reason=SuspendReason.NOT_HOME,
        actor=town.actor("carl"),
        now=MORNING + HOUR,
    )
    fire_due(now=MORNING + 3 * HOUR)
    assert missed(order) == ["work_order.external"]
    assert "deadline_missed" in told(fresh(order))
