"""The chain of an order: when it starts, what moves on it, and when it stops.

Called by the clocks and by every move; a person's own verbs are in ``commands``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from heating_ops.timers import clock

from .. import rules
from ..models import WorkOrder

ESCALATE: Final = "work_order.escalate"


def start(order: WorkOrder, *, breach_at: datetime, now: datetime) -> None:
    """Arm the next level of the chain, counted from the breach; one that runs is left alone."""
    chain = rules.escalation_chains().get(order.priority, [])
    if order.escalation_level >= len(chain) or clock.is_running(order.subject, ESCALATE):
        return
    due_at = max(breach_at + timedelta(minutes=chain[order.escalation_level].minutes), now)
    clock.arm(order.subject, [clock.Due(ESCALATE, breach_at, due_at)], generation=order.version)


def start_each(breaches: Sequence[tuple[WorkOrder, datetime]], *, now: datetime) -> None:
    """Start the chains of many locked orders whose clocks were missed; where nobody was told yet, in one statement."""
    first: list[clock.Arming] = []
    for order, breach_at in breaches:
        if order.escalation_level:
            start(order, breach_at=breach_at, now=now)
        elif chain := rules.escalation_chains().get(order.priority, []):
            due_at = max(breach_at + timedelta(minutes=chain[0].minutes), now)
            first.append(clock.Arming(order.subject, clock.Due(ESCALATE, breach_at, due_at), order.version))
    clock.arm_each(first)


def moved(order: WorkOrder, *, now: datetime) -> None:
    """Note that a locked order moved; called by ``move_to``, so it asks the database only where there is a chain."""


def settled(order: WorkOrder, *, now: datetime) -> None:
    """Stop the chain when nothing of the order stays missed; called whenever one of its clocks is settled."""
    clock.settle_if_no_breach(order.subject, ESCALATE, now=now)


def follow_priority(order: WorkOrder) -> None:
    """Let the level that is to be told next hear of it by the minutes of the order's new, stricter priority."""
    chain = rules.escalation_chains().get(order.priority, [])
    if order.escalation_level < len(chain):
        allowed = timedelta(minutes=chain[order.escalation_level].minutes)
        clock.shorten(order.subject, ESCALATE, allowed=allowed)
