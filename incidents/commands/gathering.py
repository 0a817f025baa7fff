"""Orders and callers come under an incident, and leave it again."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from workorders.catalogue import OPEN_STATUSES
from workorders.commands import gather as write_incident_on_order
from workorders.commands import release as take_incident_off_order
from workorders.commands.refusals import NoSuchWorkOrder
from workorders.models import WorkOrder, order_number

from .. import events
from ..models import HEAT_AWAY, Incident, IncidentWorkOrder
from ..queries import id_covering
from .changing import explained, locked
from .refusals import AlreadyGathered, NotGathered, OrderOver

_FINDING_ATTEMPTS = 3


@command
def gather(*, incident_id: int, work_order_id: int, actor: Actor, now: datetime) -> Incident:
    """Bring an order under an incident; the work on it goes on.

    :raises AlreadyGathered: it belongs to an incident already, this or another
    :raises IncidentClosed: the incident is over
    :raises OrderOver: the order is not open any more
    :raises NoSuchWorkOrder: the id is unknown
    """
    incident = locked(incident_id, open_only=True)
    gather_into(incident, work_order_id, actor=actor, now=now)
    return incident


def gather_into(incident: Incident, work_order_id: int, *, actor: Actor, now: datetime) -> None:
    """The part of ``gather`` after the incident is locked; callers go by ascending order ids."""
    if not WorkOrder.objects.filter(pk=work_order_id).exists():
        raise NoSuchWorkOrder
    # The unique row decides between two who gather one order at once: the second waits here and finds the first's.
    link, made = IncidentWorkOrder.objects.select_related("incident").get_or_create(
        work_order_id=work_order_id, defaults={"incident": incident}
    )
    if not made:
        raise AlreadyGathered(number=order_number(work_order_id), incident=link.incident.number)
    order = write_incident_on_order(work_order_id=work_order_id, incident=incident.number, actor=actor, now=now)
    if order.status not in OPEN_STATUSES:
        raise OrderOver(number=order.number, status=order.get_status_display())
    events.order_gathered(incident, work_order=work_order_id, actor=actor, now=now)


@command
def release(*, incident_id: int, work_order_id: int, reason: str, actor: Actor, now: datetime) -> Incident:
    """Take an order out of an incident it was gathered under by mistake; it stays an order of its own.

    :raises ReasonMissing: nobody would know why
    :raises NotGathered: it does not belong to this incident
    :raises IncidentClosed: the incident is over, and its record stays as it was
    """
    reason = explained(reason)
    incident = locked(incident_id, open_only=True)
    gone, _rows = IncidentWorkOrder.objects.filter(incident=incident, work_order=work_order_id).delete()
    if not gone:
        raise NotGathered(number=order_number(work_order_id), incident=incident.number)
    take_incident_off_order(work_order_id=work_order_id, incident=incident.number, reason=reason, actor=actor, now=now)
    events.order_released(incident, work_order=work_order_id, reason=reason, actor=actor, now=now)
    return incident


@command
def add_report(*, incident_id: int, actor: Actor, now: datetime) -> Incident:
    """Count one more caller under the incident; the caller's own record stays with the call.

    :raises IncidentClosed: the incident is over
    """
    incident = locked(incident_id, open_only=True)
    _count_caller(incident, actor=actor, now=now)
    return incident


@command
def gather_caller(*, loop_id: int, actor: Actor, now: datetime) -> Incident | None:
    """Count a caller under the incident that has the heat of this loop; ``None`` when none has it.

    The incident may be restored in the moment between finding and locking it: then its
    heat is back, and a caller who has none must not be filed under it.
    """
    for _attempt in range(_FINDING_ATTEMPTS):
        found = id_covering(loop_id=loop_id)
        if found is None:
            return None
        incident = locked(found)
        if incident.phase in HEAT_AWAY and incident.loops.filter(pk=loop_id).exists():
            _count_caller(incident, actor=actor, now=now)
            return incident
    return None


def _count_caller(incident: Incident, *, actor: Actor, now: datetime) -> None:
    incident.report_count += 1
    incident.save(update_fields=["report_count"])
    events.report_joined(incident, actor=actor, now=now)
