"""From what was asked to a declaration: the place resolved, and whether this person may declare there.

The API and the page both come through here, so that a branch's dispatcher reaches as far on one as on the other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Branch, Building
from workorders.models import WorkOrder
from workorders.queries import visible_to as visible_orders

from .commands import NoSuchIncident, declare, set_reach
from .models import Incident
from .reach import Scope, loops_within


def building_for(
    user: User, building_id: int | None, *, field: str = "building", action: Action = Action.ORDER_PROMOTE
) -> Building | None:
    """Find a building in the reach of the user's right to declare, or to another action.

    :raises InvalidInput: it does not exist, or belongs to another branch
    """
    if building_id is None:
        return None
    building = building_by_id(building_id)
    if building is None:
        raise InvalidInput(field, _("There is no building with the id %(id)s."), id=building_id)
    branches = branch_filter(user, action)
    if branches is not None and building.loop.station.branch_id not in branches:
        raise InvalidInput(field, _("%(place)s belongs to another branch."), place=str(building))
    return building


def branch_for(user: User, branch_id: int | None) -> int | None:
    """Settle whose incident it is while no building is known: the branch said, else the only one the user has.

    :raises InvalidInput: the user has several and named none, or it is not the user's
    """
    allowed = branch_filter(user, Action.ORDER_PROMOTE)
    if allowed is None:
        if branch_id is not None and not Branch.objects.filter(pk=branch_id).exists():
            raise InvalidInput("branch", _("There is no such branch."))
        return branch_id
    if branch_id is None and len(allowed) == 1:
        return allowed[0]
    if branch_id not in allowed:
        raise InvalidInput("branch", _("Say which of your branches it is."))
    return branch_id


def order_for(user: User, work_order_id: int | None, *, field: str = "work_order") -> WorkOrder | None:
    """Find an order the user may bring under an incident.

    :raises InvalidInput: there is none with this number within the user's reach
    """
    if work_order_id is None:
        return None
    orders = visible_orders(user, Action.ORDER_PROMOTE).select_related("building__loop__station")
    order = orders.filter(pk=work_order_id).first()
    if order is None:
        raise InvalidInput(field, _("There is no such work order."))
    return order


def declare_from(said: Mapping[str, Any], *, user: User, now: datetime) -> Incident:
    """Declare an incident as a checked ``DeclareShape`` says.

    Who may command and declares commands from the start; a dispatcher leaves that place empty.

    :raises InvalidInput: the place, the order or the branch is not within the user's reach
    """
    order = order_for(user, said.get("work_order"))
    building = building_for(user, said.get("building"))
    place = building or (building_by_id(order.building_id) if order and order.building_id else None)
    branch_id = None if place else branch_for(user, said.get("branch") or (order.branch_id if order else None))
    gather_ids: Sequence[int] = said.get("gather") or []
    if gather_ids:
        reachable = visible_orders(user, Action.ORDER_PROMOTE).filter(pk__in=gather_ids)
        if reachable.count() < len(set(gather_ids)):
            raise InvalidInput("gather", _("There is no such work order."))
    scope = said.get("reach")
    return declare(
        kind=said["kind"],
        title=said["title"],
        level=said["level"],
        building=place,
        place_text=said.get("place_text", ""),
        branch_id=branch_id,
        loop_ids=loops_within(scope, place) if scope and place else None,
        work_order_id=order.pk if order else None,
        gather_ids=gather_ids,
        separate=said.get("separate", False),
        commander_id=user.pk if may(user, Action.INCIDENT_COMMAND) else None,
        actor=Actor.user(user),
        now=now,
    )


def set_reach_from(said: Mapping[str, Any], *, incident_id: int, user: User, now: datetime) -> Incident:
    """Draw the reach of an incident anew as a checked ``ReachShape`` says.

    :raises InvalidInput: no place in the network is known to draw it around
    """
    incident = Incident.objects.filter(pk=incident_id).first()
    if incident is None:
        raise NoSuchIncident
    found = building_for(user, said.get("building"))
    place = found or (building_by_id(incident.building_id) if incident.building_id else None)
    scope = Scope(said["reach"])
    if place is None and scope != Scope.NONE:
        raise InvalidInput("building", _("Find the place in the network first."))
    return set_reach(
        incident_id=incident_id,
        version=said.get("version"),
        loop_ids=loops_within(scope, place) if place else [],
        building=found,
        separate=said.get("separate", False),
        reason=said["reason"],
        actor=Actor.user(user),
        now=now,
    )
