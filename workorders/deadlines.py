"""What to do when one of our deadlines passes."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import events
from .catalogue import GuidanceEnd
from .clocks import GUIDANCE, STEP_KINDS, kind_of
from .commands.guiding import hand_over
from .escalation import chain
from .models import Step
from .queries import open_order_of

__all__ = ["GUIDANCE", "STEP_KINDS", "guidance_passed", "kind_of", "step_missed"]


@command
def step_missed(deadline: Deadline, now: datetime) -> None:
    """Record that a step was not done in time and start the escalation chain."""
    order = open_order_of(deadline)
    if order is None:
        clock.settle(deadline.subject, [deadline.kind], now=now)
        return
    order.version += 1
    order.save(update_fields=["version"])
    step = Step(deadline.kind.removeprefix("work_order."))
    events.deadline_missed(order, step=step, due_at=deadline.due_at, actor=Actor.timer(deadline), now=now)
    chain.start(order, breach_at=deadline.due_at, now=now)


@command
def guidance_passed(deadline: Deadline, now: datetime) -> None:
    """Give an order nobody guided in time to the dispatcher: its dispatch clock starts."""
    order = open_order_of(deadline)
    if order is None or order.guidance_until is None:
        clock.settle(deadline.subject, [deadline.kind], now=now)
        return
    hand_over(order, GuidanceEnd.LIMIT_PASSED, actor=Actor.timer(deadline), now=now)
