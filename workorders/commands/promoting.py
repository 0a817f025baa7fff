"""An order becomes part of an incident; the incident's app decides which."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events
from ..models import WorkOrder
from .guiding import overtaken, overtaking
from .moving import change, locked


@command
def gather(*, work_order_id: int, version: int | None = None, incident: str, actor: Actor, now: datetime) -> WorkOrder:
    """Write the incident's number on the order (转应急); the work on it goes on."""
    order = locked(work_order_id, version=version)
    guided = overtaking(order)
    change(order, incident_number=incident, **guided)
    events.promoted(order, incident=incident, actor=actor, now=now)
    # Nobody bleeds a radiator the network has let down: it is the dispatcher's now.
    overtaken(order, guided, actor=actor, now=now)
    return order


@command
def release(*, work_order_id: int, incident: str, reason: str, actor: Actor, now: datetime) -> WorkOrder:
    """Take the incident's number off the order: it was gathered by mistake."""
    order = locked(work_order_id)
    change(order, incident_number="")
    events.released(order, incident=incident, reason=reason, actor=actor, now=now)
    return order
