"""An incident is declared, and its reach drawn: alone, or against another who does the same."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.models import Building, Loop, Station
from workorders.commands.refusals import NoSuchWorkOrder
from workorders.models import WorkOrder

from .. import events
from ..models import HEAT_AWAY, Incident
from ..queries import households_on
from ..reach import loops_within, usual_scope_at
from .changing import decide, explained, locked
from .gathering import gather_into
from .refusals import ReachTaken


@command
def declare(
    *,
    kind: str,
    title: str,
    level: str,
    building: Building | None = None,
    place_text: str = "",
    branch_id: int | None = None,
    loop_ids: Sequence[int] | None = None,
    work_order_id: int | None = None,
    gather_ids: Sequence[int] = (),
    separate: bool = False,
    commander_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Incident:
    """Declare an incident, by hand or from an order (升级 转应急).

    :param branch_id: whose incident it is while no place in the network is known
    :param loop_ids: which loops have lost their heat; ``None`` is what the kind usually
        takes away around the building. Callers from these loops are gathered.
    :param work_order_id: the order it is declared from; gathered first
    :param gather_ids: other orders of the same trouble, as a person picked them
    :param separate: a person looked at the incident that is open there and says this is another
    :raises ReachTaken: an incident is open on one of these loops
    :raises AlreadyGathered: an order belongs to another incident
    :raises OrderOver: an order is not open any more
    :raises InvalidInput: nobody says where
    """
    building, place_text = _place_of(work_order_id, building, place_text)
    if loop_ids is None:
        loop_ids = loops_within(usual_scope_at(kind, building), building) if building else []
    branches = _hold(loop_ids, separate=separate)
    if building is not None:
        branch_id = building.loop.station.branch_id
    elif branches:
        branch_id = branches[0]
    incident = Incident.objects.create(
        kind=kind,
        title=title,
        level=level,
        branch_id=branch_id,
        building=building,
        place_text=place_text or str(building),
        households=households_on(loop_ids),
        commander_id=commander_id,
        declared_at=now,
        phase_at=now,
    )
    incident.loops.set(loop_ids)
    events.declared(incident, work_order=work_order_id, loops=len(loop_ids), actor=actor, now=now)
    for order_id in _in_order(work_order_id, gather_ids):
        gather_into(incident, order_id, actor=actor, now=now)
    return incident


def _place_of(work_order_id: int | None, building: Building | None, place_text: str) -> tuple[Building | None, str]:
    """Where it is: as said, else where the order is."""
    if work_order_id is not None:
        order = WorkOrder.objects.select_related("building__loop__station").filter(pk=work_order_id).first()
        if order is None:
            raise NoSuchWorkOrder
        building = building or order.building
        place_text = place_text or order.place_text
    if building is None and not place_text.strip():
        raise InvalidInput("place_text", _("Say where: a work order, a building or words."))
    return building, place_text.strip()


def _in_order(first: int | None, others: Sequence[int]) -> list[int]:
    """Each order once, ascending: whoever gathers several waits for locks in the same direction."""
    return sorted({*others} | ({first} if first is not None else set()))


def _hold(loop_ids: Sequence[int], *, separate: bool, besides: Incident | None = None) -> list[int]:
    """Hold the stations of a reach while it is drawn, so that one of two who draw it at once sees the other.

    :returns: the branches of the loops
    :raises InvalidInput: a loop does not exist
    :raises ReachTaken: another incident has the heat of one of them
    """
    if not loop_ids:
        return []
    stations = dict(Loop.objects.filter(pk__in=loop_ids).values_list("pk", "station_id"))
    if len(stations) < len(set(loop_ids)):
        raise InvalidInput("loops", _("There is no such loop."))
    held = Station.objects.select_for_update(no_key=True).filter(pk__in=set(stations.values())).order_by("pk")
    branches = sorted({station.branch_id for station in held})
    if not separate:
        rivals = Incident.objects.filter(loops__in=loop_ids, phase__in=HEAT_AWAY)
        if besides is not None:
            rivals = rivals.exclude(pk=besides.pk)
        rival = rivals.order_by("-pk").first()
        if rival is not None:
            raise ReachTaken(number=rival.number)
    return branches


@command
def set_reach(
    *,
    incident_id: int,
    version: int | None,
    loop_ids: Sequence[int],
    building: Building | None = None,
    separate: bool = False,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Incident:
    """Draw the reach anew: the valve that was closed takes a station, or only one loop was hit after all.

    :param building: the place, once it is known; the incident moves to its branch's board
    :raises ReasonMissing: nobody would know why
    :raises IncidentStale: somebody decided something about it since
    :raises ReachTaken: another incident has the heat of one of these loops
    :raises IncidentClosed: it is over
    """
    reason = explained(reason)
    incident = locked(incident_id, version=version, open_only=True)
    branches = _hold(loop_ids, separate=separate, besides=incident)
    old_boards, before = incident.board_slugs, incident.households
    branch_id = incident.branch_id
    if building is not None:
        branch_id = building.loop.station.branch_id
    elif branch_id is None and branches:
        branch_id = branches[0]
    decide(
        incident,
        households=households_on(loop_ids),
        branch_id=branch_id,
        building=building or incident.building,
        place_text=str(building) if building else incident.place_text,
    )
    incident.loops.set(loop_ids)
    events.reach_changed(
        incident, old_boards=old_boards, before=before, loops=len(loop_ids), reason=reason, actor=actor, now=now
    )
    return incident
