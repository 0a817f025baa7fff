"""What to do when one of our deadlines passes: tell the next level, and say if nobody is there."""

from datetime import datetime, timedelta

from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import events, rules
from .catalogue import OPEN_STATUSES, Status
from .models import Step, WorkOrder

ESCALATE = "work_order.escalate"
STEP_KINDS = [f"work_order.{step}" for step in Step]


def kind_of(step: Step | str) -> str:
    """Name the deadline kind of a step."""
    return f"work_order.{step}"


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
    _arm_next_level(order, breach_at=deadline.due_at, now=now)


@command
def escalation_due(deadline: Deadline, now: datetime) -> None:
    """Tell the next level of the chain; nobody on duty there → say so and go one further at once."""
    order = _open_order(deadline)
    if order is None or order.status == Status.SUSPENDED:
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
    _arm_next_level(order, breach_at=deadline.started_at, now=now)


def _arm_next_level(order: WorkOrder, *, breach_at: datetime, now: datetime) -> None:
    """Arm the next level of the chain, counted from the breach; a running chain is left alone."""
    chain = rules.escalation_chains().get(order.priority, [])
    running = Deadline.objects.filter(
        subject=order.subject, kind=ESCALATE, fired_at__isnull=True, cancelled_at__isnull=True
    ).exists()
    if running or order.escalation_level >= len(chain):
        return
    due_at = max(breach_at + timedelta(minutes=chain[order.escalation_level].minutes), now)
    clock.arm(order.subject, [clock.Due(ESCALATE, breach_at, due_at)], generation=order.version)


def _open_order(deadline: Deadline) -> WorkOrder | None:
    """Read the truth again before acting: the order, locked, if it is still open."""
    order_id = int(deadline.subject.partition(":")[2])
    return WorkOrder.objects.select_for_update(of=("self",)).filter(pk=order_id, status__in=OPEN_STATUSES).first()
