"""A person's verbs on an escalation: I have it, and: take it higher."""

from datetime import datetime

from heating_ops.crews.models import Level
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock

from ..catalogue import OPEN_STATUSES
from ..commands.moving import change, locked
from ..commands.refusals import OrderNotOpen
from ..models import WorkOrder
from . import events
from .current import name_of, open_row
from .models import Because, Cause, Stage
from .refusals import HasIt, NoHigherLevel, NotEscalated
from .rule_models import rank_of
from .upward import ESCALATE, SILENCE, Call, arm, level_of, silence_of, tell_upward


@command
def acknowledge(*, work_order_id: int, version: int | None = None, actor: Actor, now: datetime) -> WorkOrder:
    """Say "I have it": nobody above is told, as long as something moves.

    :raises NotEscalated: nobody was told, or it caught up meanwhile
    :raises HasIt: somebody else has it already
    """
    order = locked(work_order_id, version=version)
    row = open_row(order)
    if row is None:
        raise NotEscalated(number=order.number)
    if row.stage == Stage.ACKNOWLEDGED:
        raise HasIt(number=order.number, name=name_of(row.acknowledged_by_id))
    row.stage, row.acknowledged_at, row.acknowledged_by_id = Stage.ACKNOWLEDGED, now, actor.user_id
    row.save(update_fields=["stage", "acknowledged_at", "acknowledged_by"])
    change(order, escalation_stage=Stage.ACKNOWLEDGED)
    clock.settle(order.subject, [ESCALATE, SILENCE], now=now)
    arm([silence_of(order, since=now)])
    events.acknowledged(order, level=level_of(row.rank), actor=actor, now=now)
    return order


@command
def escalate(
    *, work_order_id: int, version: int | None = None, level: str, reason: str, actor: Actor, now: datetime
) -> WorkOrder:
    """Take an order to a level at once, with the reason; nobody on duty there → one further.

    The chain goes on above that level, unless somebody says that they have it.

    :raises OrderNotOpen: it is over
    :raises NoHigherLevel: that level was told, and its answer is awaited
    """
    order = locked(work_order_id, version=version)
    if order.status not in OPEN_STATUSES:
        raise OrderNotOpen(number=order.number)
    row = open_row(order)
    rank = rank_of(level)
    if row is not None and row.stage == Stage.TOLD and row.rank == rank:
        raise NoHigherLevel(number=order.number, level=Level(level).label)
    call = Call(order, row, Because.ASKED, Cause.ASKED, rank - 1, now, actor, reason=reason, by_person=True)
    tell_upward([call], now=now)
    return order
