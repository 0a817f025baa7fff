"""How near something known is to a place: by the heating network first, by metres last."""

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy

from workorders.catalogue import Category, Danger, OrderType, Priority
from workorders.triage import Decision

from ..joining import HEAT_LOST


class Relation(models.IntegerChoices):
    """Nearest first. Water and heat go along pipes: a loop joins what a street divides."""

    FLAT = 0, pgettext_lazy("relation", "the same flat")
    UNIT = 1, pgettext_lazy("relation", "the same staircase")
    BUILDING = 2, pgettext_lazy("relation", "the same building")
    INCIDENT = 3, pgettext_lazy("relation", "the incident that has this loop")
    LOOP = 4, pgettext_lazy("relation", "the same loop")
    STATION = 5, pgettext_lazy("relation", "the same heat station")


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


@dataclass(frozen=True, slots=True)
class Reach:
    """What a call may belong to; what is offered and what is taken are the same."""

    at_place: list[str]
    """The kinds of order in the building itself."""
    elsewhere: list[str]
    """The kinds of order elsewhere at the station."""
    own_flat_only: bool = False
    incident: bool = True
    """Whether it may be the heat that an incident took."""
    danger: bool = False


def reach_of(decision: Decision | None) -> Reach:
    """Say what a call may belong to; ``None`` while it is not said what is wrong.

    A danger is gone to where it is, by those who can end it: only an order of its own
    kind in its own building takes it, and somebody who is hurt is hurt in one flat.
    """
    everything = list(OrderType.values)
    if decision is None or decision.order_type is None:
        return Reach(everything, everything)
    if decision.priority == Priority.P1:
        hurt = Danger.PERSON_HURT in decision.inputs["dangers"]
        return Reach([decision.order_type], [], own_flat_only=hurt, incident=False, danger=True)
    lost = Category(decision.inputs["category"]) in HEAT_LOST
    return Reach(everything, sorted(RELATED[decision.order_type]), incident=lost)
