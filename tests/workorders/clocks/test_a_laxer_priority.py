"""A priority somebody lowers gives the clocks that still wait more time; what was missed stays missed."""

from types import SimpleNamespace

import pytest
from order_cast import MINUTE, opened, waiting
from town import MORNING

from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders.catalogue import Category, Priority
from workorders.clocks import follow_priority
from workorders.models import WorkOrder

HOUR = 60 * MINUTE
# The clocks are moved here by themselves; whoever lowers a priority records that (test_every_cell.py).
pytestmark = pytest.mark.no_replay


def lowered(order: WorkOrder, to: Priority) -> WorkOrder:
    before, order.priority = order.priority, to
    follow_priority(order, before=before, now=MORNING + 5 * MINUTE)
    return order


def test_what_still_waits_passes_later_from_where_it_began(town: SimpleNamespace) -> None:
    order = opened(town, Category.LEAK)
    assert waiting(order)["on_site"] == MORNING + HOUR
    lowered(order, Priority.P3)
    assert waiting(order) == {
        "dispatch": MORNING + 3 * MINUTE,
        "contact": MORNING + 10 * MINUTE,
        "on_site": MORNING + 6 * HOUR,
        "restored": MORNING + 24 * HOUR,
    }


def test_a_step_without_a_clock_at_the_laxer_priority_loses_it(town: SimpleNamespace) -> None:
    order = lowered(opened(town, Category.LEAK), Priority.P4)
    assert "on_site" not in waiting(order)


def test_what_was_missed_stays_missed(town: SimpleNamespace) -> None:
    order = opened(town, Category.LEAK)
    fire_due(now=MORNING + 2 * MINUTE)
    order.refresh_from_db()
    lowered(order, Priority.P4)
    missed = Deadline.objects.get(subject=order.subject, kind="work_order.dispatch")
    assert (missed.fired_at, missed.cancelled_at) == (MORNING + 2 * MINUTE, None)
