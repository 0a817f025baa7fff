"""Done is a claim; the call-back closes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from .. import events, turns
from ..catalogue import HEAT_COMPLAINTS, CallBackOutcome, Status
from ..clocks import settle_all
from ..models import TemperatureReading, WorkOrder
from .dispatching import reopen
from .moving import change, locked, move_to
from .refusals import IllegalMove

_CAN_BE_REFUTED = (Status.DONE, Status.CLOSED, Status.CANCELLED)


@command
def call_back(
    *,
    work_order_id: int,
    version: int | None,
    outcome: CallBackOutcome,
    temperature_c: float | None = None,
    room: str = "",
    satisfied: bool | None = None,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Record what the customer says (回访): solved closes, not solved reopens, no answer waits.

    Where heat was the complaint, "solved" needs the temperature the customer reads.

    :raises InvalidInput: the temperature is missing
    :raises IllegalMove: the crew has not said it is done
    """
    order = locked(work_order_id, version=version)
    if order.status != Status.DONE:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    needs_temperature(order, outcome, temperature_c)
    answer = turns.Answer(outcome, temperature_c, room, satisfied, note)
    turns.tell_answer(order, answer, actor=actor, now=now)
    return customer_said(work_order_id=order.pk, answer=answer, actor=actor, now=now)


@command
def customer_said(*, work_order_id: int, answer: turns.Answer, actor: Actor, now: datetime) -> WorkOrder:
    """Record what one of an order's customers says, wherever the order stands.

    "Solved" closes an order whose crew says it is done. "Not solved" makes an order that
    is over work again; one that is work again already takes the word into its history.

    :raises InvalidInput: the temperature is missing
    :raises SameTroubleOpen: not solved, and a newer order covers the trouble
    """
    order = locked(work_order_id)
    needs_temperature(order, answer.outcome, answer.temperature_c)
    if answer.temperature_c is not None:
        order.readings.create(
            source=TemperatureReading.Source.CALL_BACK,
            room=answer.room,
            temperature_c=round(answer.temperature_c, 1),
            taken_at=now,
        )
    if order.status == Status.DONE:
        change(order, called_back_at=now)
    data = {"temperature_c": answer.temperature_c, "satisfied": answer.satisfied}
    events.called_back(order, outcome=answer.outcome, data=data, actor=actor, now=now)
    if answer.outcome == CallBackOutcome.SOLVED and order.status == Status.DONE:
        _close(order, actor=actor, now=now)
    elif answer.outcome == CallBackOutcome.NOT_SOLVED and order.status in _CAN_BE_REFUTED:
        return reopen(work_order_id=order.pk, version=order.version, reason=answer.note, actor=actor, now=now)
    return order


@command
def close_unasked(*, work_order_id: int, actor: Actor, now: datetime) -> WorkOrder:
    """Close an order whose crew says it is done and of whose customers none can be asked.

    Every one of them was tried and settled with a reason; the crew's claim stands.

    :raises IllegalMove: the crew has not said it is done
    """
    order = locked(work_order_id)
    if order.status != Status.DONE:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    _close(order, because="nobody_to_ask", actor=actor, now=now)
    return order


def needs_temperature(order: WorkOrder, outcome: str, temperature_c: float | None) -> None:
    """Ask for the temperature the customer reads where heat was the complaint.

    :raises InvalidInput: it is missing
    """
    if outcome == CallBackOutcome.SOLVED and order.order_type in HEAT_COMPLAINTS and temperature_c is None:
        raise InvalidInput("temperature_c", _("Ask for the room temperature: heat was the complaint."))


def _close(order: WorkOrder, *, because: str = "", actor: Actor, now: datetime) -> None:
    move_to(order, Status.CLOSED, now=now, closed_at=now)
    settle_all(order, now=now)
    events.closed(order, because=because, actor=actor, now=now)
