"""The chain of an order: when it starts, what moves on it, and when it stops.

Called by the clocks and by every move; a person's own verbs are in ``commands``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from heating_ops.timers import clock

from .. import rules
from ..catalogue import Status
from ..models import WorkOrder
from .models import Cause, Chase, Ended, Escalation, Stage
from .supervised import end_of_supervision
from .upward import ESCALATE, SILENCE, arm, next_minutes

__all__ = ["ESCALATE", "SILENCE", "follow_priority", "moved", "settled", "start", "start_each"]
_OVER: Final = (Status.DONE, Status.CLOSED, Status.MERGED, Status.CANCELLED)


def start(order: WorkOrder, *, breach_at: datetime, now: datetime) -> None:
    """Start the chain of a locked order whose clock was missed; one that runs is left alone."""
    arm([_starting(order, breach_at=breach_at, now=now)])


def _starting(order: WorkOrder, *, breach_at: datetime, now: datetime) -> clock.Arming | None:
    """What starts the chain of an order, to be armed with those of others (``clock.arm_each``).

    An escalation somebody has starts again: they are told of the new breach at once, and the chain goes
    on above them, counted from the new breach. One that waits for its top level to answer goes on waiting.
    """
    if order.escalation_stage == Stage.ACKNOWLEDGED:
        due_at = now
    elif order.escalation_stage:
        return None
    else:
        minutes = next_minutes(order.priority, above=0)
        if minutes is None:
            return None
        due_at = max(breach_at + timedelta(minutes=minutes), now)
    return clock.Arming(order.subject, clock.Due(ESCALATE, breach_at, due_at), order.version)


def start_each(breaches: Sequence[tuple[WorkOrder, datetime]], *, now: datetime) -> None:
    """Start the chains of many locked orders whose clocks were missed, in one statement."""
    arm([_starting(order, breach_at=breach_at, now=now) for order, breach_at in breaches])


def moved(order: WorkOrder, *, now: datetime) -> None:
    """Note that a locked order moved; an order that is not escalated, chased or supervised costs no statement."""
    over = order.status in _OVER
    if over:
        end_of_supervision(order, now=now)
        if order.chase_count:
            Chase.objects.filter(work_order=order, ended_at__isnull=True).update(ended_at=now)
    if not order.escalation_stage:
        return
    if over:
        _end(order, Ended.OVER, now=now)
        return
    _open_of(order).update(last_move_at=now)
    if order.escalation_stage == Stage.ACKNOWLEDGED and not _is_missed(order):
        _end(order, Ended.MOVED, now=now)


def settled(order: WorkOrder, *, now: datetime) -> None:
    """Stop the chain when nothing of the order stays missed; called whenever one of its clocks is settled.

    What a person asked for waits until somebody says that they have it.
    """
    if _is_missed(order):
        return
    if not order.escalation_stage:
        clock.settle(order.subject, [ESCALATE], now=now)
        return
    row = _open_of(order).get()
    if row.cause == Cause.BREACH or row.stage == Stage.ACKNOWLEDGED:
        _end(order, Ended.CAUGHT_UP, now=now)


def follow_priority(order: WorkOrder) -> None:
    """Let the level that is to be told next hear of it by the minutes of the order's new, stricter priority."""
    row = _open_of(order).first() if order.escalation_stage else None
    minutes = next_minutes(order.priority, above=row.rank if row else 0)
    if minutes is not None:
        clock.shorten(order.subject, ESCALATE, allowed=timedelta(minutes=minutes))
    patience = rules.patience().get(order.priority)
    if row is not None and patience is not None:
        clock.shorten(order.subject, SILENCE, allowed=timedelta(minutes=patience.silence_minutes))


def _is_missed(order: WorkOrder) -> bool:
    return clock.breaches(order.subject, besides=ESCALATE).exists()


def _open_of(order: WorkOrder) -> QuerySet[Escalation]:
    return Escalation.objects.filter(work_order=order, ended_at__isnull=True)


def _end(order: WorkOrder, because: Ended, *, now: datetime) -> None:
    _open_of(order).update(ended_at=now, ended_because=because)
    clock.settle(order.subject, [ESCALATE, SILENCE], now=now)
    order.escalation_stage = ""
    order.save(update_fields=["escalation_stage"])
