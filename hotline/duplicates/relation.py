"""How near something known is to a place: by the heating network first, by metres last."""

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

from workorders.catalogue import OrderType


class Relation(models.IntegerChoices):
    """Nearest first. Water and heat go along pipes: a loop joins what a street divides."""

    FLAT = 0, pgettext_lazy("relation", "the same flat")
    UNIT = 1, pgettext_lazy("relation", "the same staircase")
    BUILDING = 2, pgettext_lazy("relation", "the same building")
    INCIDENT = 3, pgettext_lazy("relation", "the incident that has this loop")
    LOOP = 4, pgettext_lazy("relation", "the same loop")
    STATION = 5, pgettext_lazy("relation", "the same heat station")


#: What is at the place itself. A danger is gone to where it is, not where its neighbour is.
AT_THE_PLACE: Final = frozenset({Relation.FLAT, Relation.UNIT, Relation.BUILDING})

_COLD: Final = frozenset({OrderType.NO_HEAT, OrderType.LOW_TEMPERATURE})
#: Elsewhere on the loop only what may be the same trouble, or its cause, is worth reading.
RELATED: Final[dict[str, frozenset[str]]] = {
    OrderType.NO_HEAT: _COLD | {OrderType.LEAK, OrderType.STATION},
    OrderType.LOW_TEMPERATURE: _COLD | {OrderType.LEAK, OrderType.STATION},
    OrderType.LEAK: frozenset({OrderType.LEAK}),
    OrderType.STATION: frozenset({OrderType.STATION}) | _COLD,
    OrderType.NOISE: frozenset({OrderType.NOISE, OrderType.STATION}),
    OrderType.EQUIPMENT: frozenset(),
}


def related_kinds(order_type: str | None) -> list[str]:
    """The kinds of order elsewhere on the loop that may be this trouble; without a kind, all of them."""
    return sorted(RELATED[order_type]) if order_type in RELATED else list(OrderType.values)
