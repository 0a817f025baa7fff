"""How far an incident reaches in the network: a loop, a station, a branch line, a heat source, or no heat lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy, pgettext_lazy

from heating_ops.network.models import Building, Loop

from .models import Kind


class Scope(models.TextChoices):
    """The steps a reach is chosen in, narrowest first."""

    NONE = "none", gettext_lazy("No heat is lost")
    LOOP = "loop", pgettext_lazy("reach", "Loop")
    STATION = "station", pgettext_lazy("reach", "Station")
    LINE = "line", pgettext_lazy("reach", "Branch line")
    SOURCE = "source", pgettext_lazy("reach", "Heat source")


# What a kind of incident usually takes away. Too narrow costs an order too many; too wide gathers
# callers whom the incident does not concern and nobody visits. So: the narrowest that is likely.
_USUAL: Final[Mapping[str, Scope]] = {
    Kind.SECONDARY_LEAK: Scope.LOOP,
    Kind.PRIMARY_BURST: Scope.STATION,
    Kind.STATION_POWER_LOSS: Scope.STATION,
    Kind.STATION_FLOODED: Scope.STATION,
    Kind.SOURCE_LOST: Scope.SOURCE,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to draw the reach around a building, with what lies inside."""

    scope: Scope
    name: str
    stations: int = 0
    households: int = 0
    area_m2: int = 0


def usual_scope(kind: str) -> Scope:
    """Answer how far an incident of this kind usually reaches."""
    return _USUAL.get(kind, Scope.NONE)


def usual_scope_at(kind: str, building: Building) -> Scope:
    """The usual scope of a kind, or the widest one below it that exists around this building."""
    there = {scope for scope, _where, _name in _drawn(building)}
    steps = list(Scope)[: list(Scope).index(usual_scope(kind)) + 1]
    return next((step for step in reversed(steps) if step in there), Scope.NONE)


def loops_within(scope: str, building: Building) -> list[int]:
    """Read the ids of the loops within a scope around a building; none for a scope that does not exist there."""
    for drawn, where, _name in _drawn(building):
        if drawn == scope:
            return list(Loop.objects.filter(where).order_by("pk").values_list("pk", flat=True))
    return []


def choices_at(building: Building) -> list[Reach]:
    """Measure every scope around a building, narrowest first, the one without heat lost among them."""
    found = [Reach(Scope.NONE, "")]
    for scope, where, name in _drawn(building):
        found.append(_measured(scope, name, Building.objects.filter(loop__in=Loop.objects.filter(where))))
    return found


def measure(loop_ids: Iterable[int]) -> Reach:
    """Measure what lies on these loops, whatever scope they came from."""
    return _measured(Scope.LOOP, "", Building.objects.filter(loop_id__in=list(loop_ids)))


def _measured(scope: Scope, name: str, buildings: QuerySet[Building]) -> Reach:
    sums = buildings.aggregate(
        stations=Count("loop__station", distinct=True), households=Sum("flats"), area=Sum("heated_area_m2")
    )
    return Reach(scope, name, sums["stations"], sums["households"] or 0, sums["area"] or 0)


def _drawn(building: Building) -> list[tuple[Scope, Q, str]]:
    """The scopes that exist around a building: which loops, and how people call them."""
    station = building.loop.station
    drawn = [
        (Scope.LOOP, Q(pk=building.loop_id), f"{station.name} · {building.loop.name}"),
        (Scope.STATION, Q(station=station.pk), station.name),
    ]
    if station.line:
        drawn.append((Scope.LINE, Q(station__branch=station.branch_id, station__line=station.line), station.line))
    if station.heat_source_id is not None and station.heat_source is not None:
        drawn.append((Scope.SOURCE, Q(station__heat_source=station.heat_source_id), station.heat_source.name))
    return drawn
