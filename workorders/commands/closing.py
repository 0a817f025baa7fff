"""Done is a claim; the call-back closes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from .. import events
from ..catalogue import HEAT_COMPLAINTS, CallBackOutcome, Status
from ..clocks import settle_all
from ..models import TemperatureReading, WorkOrder
from .dispatching import reopen
from .moving import change, locked, move_to
from .refusals import IllegalMove


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
    if outcome == CallBackOutcome.SOLVED and order.order_type in HEAT_COMPLAINTS and temperature_c is None:
        raise InvalidInput("temperature_c", _("Ask for the room temperature: heat was the complaint."))
    if temperature_c is not None:
        order.readings.create(
            source=TemperatureReading.Source.CALL_BACK,
            room=room,
            temperature_c=round(temperature_c, 1),
            taken_at=now,
        )
    data = {"temperature_c": temperature_c, "satisfied": satisfied}
    change(order, called_back_at=now)
    events.called_back(order, outcome=outcome, data=data, actor=actor, now=now)
    if outcome == CallBackOutcome.SOLVED:
        move_to(order, Status.CLOSED, now=now, closed_at=now)
        settle_all(order, now=now)
        events.closed(order, actor=actor, now=now)
    elif outcome == CallBackOutcome.NOT_SOLVED:
        return reopen(work_order_id=order.pk, version=order.version, reason=note, actor=actor, now=now)
    return order
