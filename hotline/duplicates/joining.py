"""What an operator pointed at ("this is it"): the caller joins that order or incident."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.network.models import Building
from incidents import commands as incident_commands
from incidents.models import Incident
from workorders.catalogue import OPEN_STATUSES, Priority, Status
from workorders.commands import External, add_report, reopen
from workorders.commands.moving import locked
from workorders.models import WorkOrder
from workorders.queries import lock_open_of_trouble
from workorders.triage import Decision

from .choice import Chosen


class ChosenIsGone(Refusal):
    """What the operator pointed at can take no report any more."""

    code = "chosen_is_gone"
    sentence = _("%(number)s is “%(status)s” now. Choose again, or say that it is a different trouble.")


@command
def join_order(
    *,
    chosen: Chosen,
    building: Building | None,
    decision: Decision,
    external: External | None,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Add a caller to the order the operator chose; one that was closed is opened again.

    What was merged meanwhile is followed to where it went. A stricter decision raises
    the order's priority as any report does.

    :param building: where the caller is
    :raises InvalidInput: the order has nothing to do with the place, or the call is a danger elsewhere
    :raises ChosenIsGone: it was cancelled meanwhile
    """
    order = _locked(chosen, building)
    if decision.priority == Priority.P1 and (building is None or order.building_id != building.pk):
        raise InvalidInput(
            "joins",
            _("A danger is gone to where it is, and %(number)s is elsewhere. Say that it is a different trouble."),
            number=order.number,
        )
    if order.status == Status.CLOSED:
        reopen(work_order_id=order.pk, version=None, reason="", actor=actor, now=now)
    return add_report(work_order_id=order.pk, decision=decision, external=external, actor=actor, now=now)


@command
def join_incident(
    *, chosen: Chosen, building: Building | None, decision: Decision, actor: Actor, now: datetime
) -> Incident:
    """Count a caller under the incident the operator chose.

    :raises InvalidInput: the incident does not reach the place, or the call is a danger
    :raises IncidentClosed: it is over
    """
    incident = Incident.objects.filter(pk=chosen.id).first()
    if incident is None or building is None or not incident.loops.filter(pk=building.loop_id).exists():
        raise InvalidInput("joins", _("This incident does not reach the place of the call."))
    if decision.priority == Priority.P1:
        raise InvalidInput("joins", _("A danger needs an order of its own. Say that it is a different trouble."))
    return incident_commands.add_report(incident_id=incident.pk, actor=actor, now=now)


def _locked(chosen: Chosen, building: Building | None) -> WorkOrder:
    """Lock the order that was chosen, or the one that stands for it now.

    Merged: the one it went into. Closed, and the same trouble is open again under another number: that one.

    :raises InvalidInput: there is none, or it is fed by another station than the place
    :raises ChosenIsGone: it was cancelled
    """
    order = WorkOrder.objects.select_related("building__loop").filter(pk=chosen.id).first()
    if order is None or building is None or order.building is None:
        raise InvalidInput("joins", _("This order has nothing to do with the place of the call."))
    if order.building.loop.station_id != building.loop.station_id:
        raise InvalidInput("joins", _("This order has nothing to do with the place of the call."))
    order = locked(order.pk)
    while order.merged_into_id is not None:
        order = locked(order.merged_into_id)
    if order.status == Status.CLOSED and order.join_key:
        again = lock_open_of_trouble(order.join_key)
        order = order if again is None else locked(again)
    if order.status not in OPEN_STATUSES and order.status != Status.CLOSED:
        raise ChosenIsGone(number=order.number, status=order.get_status_display())
    return order
