"""What to do when one of our deadlines passes."""

from collections.abc import Sequence
from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import events
from .catalogue import OPEN_STATUSES, GuidanceEnd
from .clocks import GUIDANCE, STEP_KINDS, kind_of
from .commands.guiding import hand_over
from .commands.moving import bump
from .escalation import chain
from .models import Step
from .queries import free_orders_of, open_order_of

__all__ = ["GUIDANCE", "STEP_KINDS", "guidance_passed", "kind_of", "step_missed"]


@command
def step_missed(deadlines: Sequence[Deadline], now: datetime) -> list[Deadline]:
    """Record the steps that were not done in time and start the escalation chain of their orders.

    :returns: those whose order somebody works on at the moment
    """
    orders = free_orders_of(deadlines)
    of_free = [row for row in deadlines if row.subject in orders]
    missed = [row for row in of_free if orders[row.subject].status in OPEN_STATUSES]
    clock.settle_rows([row for row in of_free if orders[row.subject].status not in OPEN_STATUSES], now=now)
    bump({orders[row.subject] for row in missed})
    for row in missed:
        step = Step(row.kind.removeprefix("work_order."))
        order = orders[row.subject]
        events.deadline_missed(order, step=step, due_at=row.due_at, actor=Actor.timer(row), now=now)
    chain.start_each([(orders[row.subject], row.due_at) for row in missed], now=now)
    return [row for row in deadlines if row.subject not in orders]


@command
def guidance_passed(deadline: Deadline, now: datetime) -> None:
    """Give an order nobody guided in time to the dispatcher: its dispatch clock starts."""
    order = open_order_of(deadline)
    if order is None or order.guidance_until is None:
        clock.settle(deadline.subject, [deadline.kind], now=now)
        return
    hand_over(order, GuidanceEnd.LIMIT_PASSED, actor=Actor.timer(deadline), now=now)
