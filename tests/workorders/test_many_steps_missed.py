"""Steps of many orders that are missed at the same moment are recorded together, each as if it were alone."""

from datetime import timedelta
from types import SimpleNamespace

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from order_cast import MINUTE, fresh, opened, told, verbs
from threads import together
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders.commands.moving import locked
from workorders.models import WorkOrder

DISPATCH = "work_order.dispatch"
LATER = MORNING + 4 * MINUTE


def events(order: WorkOrder, kind: str) -> list[Event]:
    return list(Event.objects.filter(subject=order.subject, kind=f"work_order.{kind}").order_by("seq"))


def test_each_order_has_its_event_its_next_version_and_its_chain(town: SimpleNamespace) -> None:
    orders = [opened(town, flat=f"1-{place}") for place in range(5)]
    fire_due(now=LATER)
    for order in orders:
        assert told(order) == ["opened", "deadline_missed"]
        assert fresh(order).version == order.version + 1
        assert Deadline.objects.get(subject=order.subject, kind="work_order.escalate").fired_at is None
    actors = Event.objects.filter(kind="work_order.deadline_missed").values_list("actor", flat=True)
    fired = Deadline.objects.filter(kind=DISPATCH)
    assert sorted(actors) == sorted(f"timer:{row.pk}" for row in fired)


def test_two_steps_of_one_order_at_once_are_two_events_and_one_chain_from_the_first(town: SimpleNamespace) -> None:
    order = opened(town)
    fire_due(now=MORNING + 11 * MINUTE)
    assert told(order) == ["opened", "deadline_missed", "deadline_missed"]
    assert [event.data["step"] for event in events(order, "deadline_missed")] == ["dispatch", "contact"]
    chain = Deadline.objects.get(subject=order.subject, kind="work_order.escalate")
    assert chain.started_at == Deadline.objects.get(subject=order.subject, kind=DISPATCH).due_at


def test_more_orders_take_no_more_statements(town: SimpleNamespace) -> None:
    counts = []
    for flats in (range(2), range(2, 22)):
        for flat in flats:
            opened(town, flat=f"{flat}", now=MORNING + len(flats) * timedelta(seconds=1))
        with CaptureQueriesContext(connection) as queries:
            fire_due(now=MORNING + len(flats) * timedelta(seconds=1) + 4 * MINUTE)
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_an_order_that_is_over_is_left_alone_and_its_clock_taken_off(town: SimpleNamespace) -> None:
    over, other = opened(town, flat="1"), opened(town, flat="2")
    verbs(town)["cancel"](work_order_id=over.pk)
    Deadline.objects.filter(subject=over.subject, kind=DISPATCH).update(cancelled_at=None)
    fire_due(now=LATER)
    assert told(over) == ["opened", "cancelled"]
    assert Deadline.objects.get(subject=over.subject, kind=DISPATCH).cancelled_at == LATER
    assert told(other) == ["opened", "deadline_missed"]


def test_an_order_somebody_works_on_waits_a_moment_and_keeps_nobody_else_waiting(real_town: SimpleNamespace) -> None:
    orders = [opened(real_town, flat=f"{place}") for place in range(3)]
    with transaction.atomic():
        locked(orders[1].pk)
        assert together(lambda: fire_due(now=LATER)) == [3]
    assert [len(events(order, "deadline_missed")) for order in orders] == [1, 0, 1]
    row = Deadline.objects.get(subject=orders[1].subject, kind=DISPATCH)
    assert (row.fired_at, row.attempts, row.next_attempt_at) == (None, 0, LATER + timedelta(milliseconds=250))
    fire_due(now=LATER + timedelta(milliseconds=250))
    assert len(events(orders[1], "deadline_missed")) == 1
