"""A clock starts when the report is registered; nobody gains time by giving an order back."""

from datetime import timedelta
from types import SimpleNamespace

from order_cast import MINUTE, brought, fresh, opened, told, waiting
from town import MORNING

from heating_ops.timers.clock import fire_due
from workorders.catalogue import Status

HOUR = timedelta(hours=1)


def test_an_order_that_is_passed_around_is_due_when_it_always_was(town: SimpleNamespace) -> None:
    # At nine a customer says the flat is not warm. Somebody must be there by three.
    order = opened(town)
    assert waiting(order)["on_site"] == MORNING + 6 * HOUR

    # The red crew takes it and gives it back, three times over; hours pass.
    for turn in range(3):
        brought(town, order, "dispatch", "accept", "give_back", now=MORNING + (turn + 1) * HOUR)
    assert fresh(order).return_count == 3
    assert waiting(order)["on_site"] == MORNING + 6 * HOUR
    assert waiting(order)["restored"] == MORNING + 24 * HOUR

    # Nobody has come by three: it is missed, whoever has the order by then.
    fire_due(now=MORNING + 6 * HOUR)
    assert told(order).count("deadline_missed") >= 1
    assert fresh(order).status == Status.TRIAGED


def test_every_return_gives_the_dispatcher_a_clock_of_their_own(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "give_back", now=MORNING + 30 * MINUTE)
    assert waiting(order)["dispatch"] == MORNING + 33 * MINUTE
