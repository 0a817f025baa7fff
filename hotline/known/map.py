"""The map beside the form: the building, its station, the loop, and what is open around it, as positions."""

from typing import Any, Final

from django.http import HttpRequest, JsonResponse

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits
from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Building, Station
from incidents.models import Incident
from incidents.queries import open_on
from workorders.catalogue import OPEN_STATUSES
from workorders.models import WorkOrder

_BUILDINGS: Final = 200
_ORDERS: Final = 100
_STATIONS: Final = 60


@permits(Action.CALL_LOG)
def place_map(request: HttpRequest) -> JsonResponse:
    """Where the building stands; ``{}`` when it is not known or has no position."""
    asked = request.GET.get("building", "")
    found = building_by_id(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
    return JsonResponse(positions(found) if found else {})


def positions(building: Building) -> dict[str, Any]:
    """Read what the map shows around a building; four queries. What has no position is left out."""
    station = building.loop.station
    here = _at(building.latitude, building.longitude) or _at(station.latitude, station.longitude)
    if here is None:
        return {}
    others = Building.objects.filter(loop_id=building.loop_id, latitude__isnull=False, longitude__isnull=False)
    incident = open_on(loop_id=building.loop_id)
    return {
        "building": {"at": here, "label": str(building), "exact": building.latitude is not None},
        "station": _point(station.latitude, station.longitude, station.name),
        "loop": [
            {"at": [one.latitude, one.longitude], "label": str(one)}
            for one in others.exclude(pk=building.pk).order_by("pk")[:_BUILDINGS]
        ],
        "orders": _orders(station),
        "incident": _reach(incident) if incident else None,
    }


def _orders(station: Station) -> list[dict[str, Any]]:
    orders = WorkOrder.objects.filter(
        building__loop__station_id=station.pk, building__latitude__isnull=False, status__in=OPEN_STATUSES
    ).select_related("building")
    return [
        {
            "at": [order.building.latitude, order.building.longitude],
            "label": order.number,
            "place": str(order.building),
            "priority": order.priority,
            "id": order.pk,
        }
        for order in orders.order_by("priority", "-pk")[:_ORDERS]
        if order.building is not None
    ]


def _reach(incident: Incident) -> dict[str, Any]:
    """Where an incident reaches: its stations."""
    stations = Station.objects.filter(loops__incidents=incident, latitude__isnull=False).distinct()
    return {
        "label": incident.number,
        "title": incident.title,
        "stations": [
            {"at": [one.latitude, one.longitude], "label": one.name} for one in stations.order_by("pk")[:_STATIONS]
        ],
    }


def _at(latitude: float | None, longitude: float | None) -> list[float] | None:
    return None if latitude is None or longitude is None else [latitude, longitude]


def _point(latitude: float | None, longitude: float | None, label: str) -> dict[str, Any] | None:
    at = _at(latitude, longitude)
    return {"at": at, "label": label} if at else None
