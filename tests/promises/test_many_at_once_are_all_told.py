"""A cold morning: a hundred flats without heat call within a minute, and no crew is free to be sent.

Not one of them waits behind another: the minute they were to be sent in is over for all at once, and all are
recorded, each with its own chain upward; one whose order somebody holds just then follows a moment later.
"""

from datetime import timedelta
from types import SimpleNamespace

from django.db import transaction
from order_cast import MINUTE, opened, verbs
from threads import together
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from workorders.commands.moving import locked

A_MOMENT = timedelta(milliseconds=250)


def test_a_hundred_orders_nobody_could_send_a_crew_to(real_town: SimpleNamespace) -> None:
    # Eight o'clock: the calls.
    orders = [opened(real_town, flat=f"1-{number}") for number in range(100)]

    # A dispatcher is faster than the clock for one of them.
    verbs(real_town)["dispatch"](work_order_id=orders[0].pk, now=MORNING + MINUTE)

    # Four minutes past: the time to send somebody is over for the ninety-nine. One order is just being worked on.
    with transaction.atomic():
        locked(orders[1].pk)
        assert together(lambda: fire_due(now=MORNING + 4 * MINUTE)) == [99]
    recorded = Event.objects.filter(kind="work_order.deadline_missed")
    assert set(recorded.values_list("subject", flat=True)) == {order.subject for order in orders[2:]}

    # A moment later that one is recorded too, once.
    assert fire_due(now=MORNING + 4 * MINUTE + A_MOMENT) == 1
    assert recorded.count() == 99
    assert recorded.filter(subject=orders[1].subject).count() == 1
    assert not recorded.filter(subject=orders[0].subject).exists()

    # Each has its own way upward, counted from the minute it was missed.
    chains = Deadline.objects.filter(kind="work_order.escalate", fired_at__isnull=True)
    assert chains.count() == 99
    assert set(chains.values_list("started_at", flat=True)) == {MORNING + 3 * MINUTE}
