"""How many orders are open here and around, and the first of them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from heating_ops.network.models import Building
from workorders.catalogue import OPEN_STATUSES
from workorders.models import WorkOrder
from workorders.queries import Card, cards_of

_SHOWN = {"building": 5, "loop": 3, "station": 3}


@dataclass(frozen=True, slots=True)
class Around:
    """Open orders of one circle: how many, and the first few; the flat's own come first."""

    count: int = 0
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OrdersAround:
    """Open orders in the building, elsewhere on its loop, elsewhere at its station."""

    building: Around = Around()
    loop: Around = Around()
    station: Around = Around()

    @property
    def total(self) -> int:
        """All of them."""
        return self.building.count + self.loop.count + self.station.count


def orders_around(building: Building, flat: str) -> OrdersAround:
    """Count the open orders around a building and read the first of each circle; two queries, however many."""
    circle = Case(
        When(building_id=building.pk, then=Value("building")),
        When(building__loop_id=building.loop_id, then=Value("loop")),
        default=Value("station"),
    )
    own_flat = Case(When(Q(building_id=building.pk, flat__iexact=flat) & ~Q(flat=""), then=0), default=1)
    rows = (
        WorkOrder.objects.filter(building__loop__station_id=building.loop.station_id, status__in=OPEN_STATUSES)
        .annotate(circle=circle, own_flat=own_flat)
        .annotate(
            in_circle=Window(Count("pk"), partition_by=[F("circle")]),
            place=Window(RowNumber(), partition_by=[F("circle")], order_by=[F("own_flat"), F("pk").desc()]),
        )
        .filter(place__lte=max(_SHOWN.values()))
        .order_by("place")
        .values_list("circle", "pk", "in_circle")
    )
    counts: dict[str, int] = {}
    ids: dict[str, list[int]] = defaultdict(list)
    for name, pk, count in rows:
        counts[name] = count
        if len(ids[name]) < _SHOWN[name]:
            ids[name].append(pk)
    cards = cards_of([pk for some in ids.values() for pk in some]) if ids else {}
    return OrdersAround(
        **{name: Around(counts[name], [cards[pk] for pk in ids[name] if pk in cards]) for name in counts}
    )
