"""What a person must see before drawing a reach: its sizes, the level they propose, what is open there already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from heating_ops.access.models import User
from heating_ops.network.models import Building, KeySite
from workorders.catalogue import OrderType

from . import queries
from .levels import Proposal, propose
from .models import Incident
from .reach import Reach, Scope, choices_at, loops_within, usual_scope_at

# Orders that one burst or one station makes many of. "Not warm enough" may be an older trouble: a person ticks it.
_SAME_TROUBLE = (OrderType.LEAK, OrderType.NO_HEAT, OrderType.STATION)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open order within the reach; ``likely`` ones are ticked from the start."""

    card: dict[str, Any]
    logged_at: datetime | None
    likely: bool


@dataclass(frozen=True, slots=True)
class Around:
    """Around one building: every reach with the level proposed, and what lies within the one that is chosen."""

    building: Building
    scopes: list[tuple[Reach, Proposal]]
    chosen: str
    rival: Incident | None
    key_sites: list[KeySite]
    candidates: list[Candidate]


def around(user: User, building: Building, *, kind: str, scope: str = "", besides: int | None = None) -> Around:
    """Look around a building.

    :param scope: the reach that is chosen; without it, or where it does not exist, the usual one of the kind
    :param besides: an order that is gathered anyway
    """
    rules = queries.level_rules()
    reaches = choices_at(building)
    if scope not in {reach.scope for reach in reaches}:
        scope = usual_scope_at(kind, building) if kind else Scope.LOOP
    loop_ids = loops_within(scope, building)
    found = [
        Candidate(card, parse_datetime(card["logged_at"]), card["order_type"] in _SAME_TROUBLE)
        for card in queries.candidates(user, loop_ids)
        if card["id"] != besides
    ]
    return Around(
        building=building,
        scopes=[(reach, propose(households=reach.households, area_m2=reach.area_m2, rules=rules)) for reach in reaches],
        chosen=scope,
        rival=queries.covering_any(loop_ids),
        key_sites=queries.key_sites_on(loop_ids),
        candidates=sorted(found, key=lambda one: not one.likely),
    )
