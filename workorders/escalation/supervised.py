"""How a supervision ends by itself: the work is done, or the order is taken off."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.timers import clock

from ..catalogue import Status
from ..models import WorkOrder
from . import events, messages
from .models import Supervision

SUPERVISION = "work_order.supervision"


def end_of_supervision(order: WorkOrder, *, now: datetime) -> None:
    """End the supervision of a locked order that was done or taken off; its leader hears of work done."""
    if order.supervision_due_at is None:
        return
    done = order.status in (Status.DONE, Status.CLOSED)
    because = Supervision.Ended.DONE if done else Supervision.Ended.OVER
    supervision = end(order, because, now=now)
    events.supervision_ended(order, because=because, in_time=supervision.in_time, actor=Actor.system("clocks"), now=now)
    if done:
        messages.supervision_done(order, supervision, now=now)


def end(order: WorkOrder, because: Supervision.Ended, *, now: datetime) -> Supervision:
    """Write that the open supervision of a locked order is over."""
    supervision = Supervision.objects.get(work_order=order, ended_at__isnull=True)
    supervision.ended_at, supervision.ended_because = now, because
    supervision.save(update_fields=["ended_at", "ended_because"])
    clock.settle(order.subject, [SUPERVISION], now=now)
    order.supervision_due_at = None
    order.save(update_fields=["supervision_due_at"])
    return supervision
