"""A leader's verbs: keep an eye on an order until a time (督办), and let go of it."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers import clock

from ..catalogue import OPEN_STATUSES, Status
from ..commands.moving import change, locked
from ..commands.refusals import OrderNotOpen
from ..models import WorkOrder
from . import events
from .current import name_of, person
from .models import Supervision
from .refusals import AlreadySupervised, NotSupervised
from .supervised import SUPERVISION, end

_LONGEST: Final = timedelta(days=30)


@command
def supervise(
    *,
    work_order_id: int,
    version: int | None = None,
    due_at: datetime,
    reason: str,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Keep an eye on an order: it must be done by a time, or its leader and the next level are told.

    :raises InvalidInput: the time has passed, or lies too far away
    :raises OrderNotOpen: there is no work left to do
    :raises AlreadySupervised: another leader does
    """
    check_due(due_at, now=now)
    order = locked(work_order_id, version=version)
    if order.status not in OPEN_STATUSES or order.status == Status.DONE:
        raise OrderNotOpen(number=order.number)
    if order.supervision_due_at is not None:
        current = Supervision.objects.get(work_order=order, ended_at__isnull=True)
        raise AlreadySupervised(number=order.number, name=name_of(current.leader_id))
    Supervision.objects.create(
        work_order=order, leader_id=person(actor), reason=reason.strip(), started_at=now, due_at=due_at
    )
    change(order, supervision_due_at=due_at)
    clock.arm(order.subject, [clock.Due(SUPERVISION, now, due_at)], generation=order.version)
    events.supervised(order, reason=reason, due_at=due_at, actor=actor, now=now)
    return order


@command
def end_supervision(*, work_order_id: int, version: int | None = None, actor: Actor, now: datetime) -> WorkOrder:
    """Let go of an order: it does not need a leader's eye any more.

    :raises NotSupervised: it is not supervised
    """
    order = locked(work_order_id, version=version)
    if order.supervision_due_at is None:
        raise NotSupervised(number=order.number)
    change(order)
    supervision = end(order, Supervision.Ended.LEADER, now=now)
    because = Supervision.Ended.LEADER
    events.supervision_ended(order, because=because, in_time=supervision.in_time, actor=actor, now=now)
    return order


def check_due(due_at: datetime, *, now: datetime) -> None:
    """Take a time in the near future only.

    :raises InvalidInput: it has passed, or lies too far away
    """
    if due_at <= now:
        raise InvalidInput("due_at", _("This time has passed already."))
    if due_at - now > _LONGEST:
        raise InvalidInput("due_at", _("That is more than %(days)s days away."), days=_LONGEST.days)
