"""What an operator pointed at ("this is it"): the caller joins that order or incident."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.network.models import Building
from incidents import commands as incident_commands
from incidents.models import HEAT_AWAY, Incident
from workorders.catalogue import OPEN_STATUSES, Status
from workorders.commands import External, Place, add_report, reopen
from workorders.commands.moving import locked
from workorders.models import WorkOrder
from workorders.queries import lock_open_of_trouble
from workorders.triage import Decision

from ..telephony.standards import FINISHED_RECENTLY, standard
from .choice import Chosen
from .relation import Reach, reach_of


class ChosenIsGone(Refusal):
    """What the operator pointed at can take no report any more."""

    code = "chosen_is_gone"
    sentence = _("%(number)s is “%(status)s” now. Choose again, or say that it is a different trouble.")


class ClosedLongAgo(Refusal):
    """The order was closed before what the desk calls recently: opening it again would hide a new trouble in it."""

    code = "closed_long_ago"
    sentence = _("%(number)s was closed too long ago to be opened again. Say that it is a different trouble.")


class HeatIsBack(Refusal):
    """The incident gave the heat back: nobody would go to a caller who is counted under it and still cold."""

    code = "heat_is_back"
    sentence = _(
        "%(number)s is “%(status)s”: whoever is still cold needs an order. Say that it is a different trouble."
    )


@command
def join_order(
    *,
    chosen: Chosen,
    place: Place,
    decision: Decision,
    external: External | None,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Add a caller to the order the operator chose; one that was closed lately is opened again.

    What was merged meanwhile is followed to where it went. A stricter decision raises
    the order's priority as any report does.

    :param place: where the caller is
    :raises InvalidInput: it is nothing that may be chosen for this call
    :raises ChosenIsGone: it was cancelled meanwhile
    :raises ClosedLongAgo: it is not recent
    """
    reach = reach_of(decision)
    order = _locked(_named(chosen, place, reach))
    if reach.danger:
        # It may have gone into an order elsewhere.
        _insist_at_place(order, place, reach)
    if order.status == Status.CLOSED:
        if order.closed_at is None or order.closed_at <= now - standard(FINISHED_RECENTLY):
            raise ClosedLongAgo(number=order.number)
        reopen(work_order_id=order.pk, version=None, reason="", actor=actor, now=now)
    return add_report(work_order_id=order.pk, decision=decision, external=external, actor=actor, now=now)


@command
def join_incident(
    *, chosen: Chosen, building: Building | None, decision: Decision, actor: Actor, now: datetime
) -> Incident:
    """Count a caller under the incident the operator chose.

    :raises InvalidInput: the incident does not reach the place, or the call is not about lost heat
    :raises HeatIsBack: it has given the heat back
    """
    incident = Incident.objects.select_for_update(of=("self",)).filter(pk=chosen.id).first()
    if incident is None or building is None or not incident.loops.filter(pk=building.loop_id).exists():
        raise InvalidInput("joins", _("This incident does not reach the place of the call."))
    reach = reach_of(decision)
    if reach.danger:
        raise InvalidInput("joins", _("A danger needs an order of its own. Say that it is a different trouble."))
    if not reach.incident:
        raise InvalidInput(
            "joins", _("Only lost heat is counted under an incident. Say that it is a different trouble.")
        )
    if incident.phase not in HEAT_AWAY:
        raise HeatIsBack(number=incident.number, status=incident.get_phase_display())
    return incident_commands.add_report(incident_id=incident.pk, actor=actor, now=now)


def _named(chosen: Chosen, place: Place, reach: Reach) -> int:
    """The id of the order that was pointed at, if it is one that is offered for such a call.

    :raises InvalidInput: there is none, it is fed by another station than the place, or it is other work
    """
    order = WorkOrder.objects.select_related("building__loop").filter(pk=chosen.id).first()
    here = place.building
    if order is None or here is None or order.building is None:
        raise InvalidInput("joins", _("This order has nothing to do with the place of the call."))
    if order.building.loop.station_id != here.loop.station_id:
        raise InvalidInput("joins", _("This order has nothing to do with the place of the call."))
    if reach.danger:
        _insist_at_place(order, place, reach)
    elif order.order_type not in (reach.at_place if order.building_id == here.pk else reach.elsewhere):
        raise InvalidInput(
            "joins",
            _("%(number)s is other work at another place. Say that it is a different trouble."),
            number=order.number,
        )
    return order.pk


def _insist_at_place(order: WorkOrder, place: Place, reach: Reach) -> None:
    """A danger joins only the same kind of work at its own place.

    :raises InvalidInput: the crew would be sent elsewhere, or to do something else
    """
    here = place.building is not None and order.building_id == place.building.pk
    same_flat = bool(place.flat) and order.flat.casefold() == place.flat.casefold()
    if here and order.order_type in reach.at_place and (same_flat or not reach.own_flat_only):
        return
    raise InvalidInput(
        "joins",
        _(
            "A danger is gone to where it is, and %(number)s is elsewhere or other work."
            " Say that it is a different trouble."
        ),
        number=order.number,
    )


def _locked(work_order_id: int) -> WorkOrder:
    """Lock the order, or the one that stands for it now.

    Merged: the one it went into. Closed, and the same trouble is open again under another number: that one.

    :raises ChosenIsGone: it was cancelled
    """
    order = locked(_end_of_merges(work_order_id))
    while order.merged_into_id is not None:
        # Merged in this very moment.
        order = locked(_end_of_merges(order.merged_into_id))
    if order.status == Status.CLOSED and order.join_key:
        again = lock_open_of_trouble(order.join_key)
        order = order if again is None else locked(again)
    if order.status not in OPEN_STATUSES and order.status != Status.CLOSED:
        raise ChosenIsGone(number=order.number, status=order.get_status_display())
    return order


def _end_of_merges(work_order_id: int) -> int:
    """Follow an order to where it went. Nothing is locked on the way: merged stays merged."""
    into: int | None = work_order_id
    while into is not None:
        work_order_id = into
        into = WorkOrder.objects.filter(pk=work_order_id).values_list("merged_into_id", flat=True).first()
    return work_order_id
