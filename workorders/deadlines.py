"""What to do when one of our deadlines passes: tell the next level, and say if nobody is there."""

from datetime import datetime

from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import events, rules
from .catalogue import OPEN_STATUSES, GuidanceEnd
from .clocks import ESCALATE, GUIDANCE, STEP_KINDS, arm_next_level, kind_of
from .commands.guiding import hand_over
from .models import Step, WorkOrder

__all__ = ["ESCALATE", "GUIDANCE", "STEP_KINDS", "escalation_due", "guidance_passed", "kind_of", "step_missed"]


@command
def step_missed(deadline: Deadline, now: datetime) -> None:
    """Record that a step was not done in time and start the escalation chain."""
    order = _open_order(deadline)
    if order is None:
        clock.settle(deadline.subject, [deadline.kind], now=now)
        return
    order.version += 1
    order.save(update_fields=["version"])
    step = Step(deadline.kind.removeprefix("work_order."))
    events.deadline_missed(order, step=step, due_at=deadline.due_at, actor=Actor.timer(deadline), now=now)
    arm_next_level(order, breach_at=deadline.due_at, now=now)


@command
def escalation_due(deadline: Deadline, now: datetime) -> None:
    """Tell the next level of the chain; nobody on duty there → say so and go one further at once."""
    order = _open_order(deadline)
    if order is None:
        return
    chain = rules.escalation_chains().get(order.priority, [])
    actor = Actor.timer(deadline)
    while order.escalation_level < len(chain):
        rule = chain[order.escalation_level]
        order.escalation_level += 1
        order.escalated_to = rule.level
        person = on_duty_at(level=rule.level, branch_id=order.branch_id, now=now)
        if person is not None:
            events.escalated(order, level=rule.level, to=f"user:{person.pk}", actor=actor, now=now)
            break
        events.nobody_on_duty(order, level=rule.level, actor=actor, now=now)
    order.version += 1
    order.save(update_fields=["escalation_level", "escalated_to", "version"])
    arm_next_level(order, breach_at=deadline.started_at, now=now)


@command
def guidance_passed(deadline: Deadline, now: datetime) -> None:
    """Give an order nobody guided in time to the dispatcher: its dispatch clock starts."""
    order = _open_order(deadline)
    if order is None or order.guidance_until is None:
        clock.settle(deadline.subject, [deadline.kind], now=now)
        return
    hand_over(order, GuidanceEnd.LIMIT_PASSED, actor=Actor.timer(deadline), now=now)


def _open_order(deadline: Deadline) -> WorkOrder | None:
    """Read the truth again before acting: the order, locked, if it is still open.

    It does not wait for somebody who works on the order: they wait for this deadline.
    """
    order_id = int(deadline.subject.partition(":")[2])
    orders = WorkOrder.objects.select_for_update(of=("self",), nowait=True)
    return orders.filter(pk=order_id, status__in=OPEN_STATUSES).first()
