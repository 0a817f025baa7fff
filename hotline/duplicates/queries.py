"""Reading what is known near a place, nearest first: one statement for the orders, one for their cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.dateparse import parse_datetime

from heating_ops.prepared import Prepared
from incidents.models import HEAT_AWAY, Incident, Phase
from workorders.catalogue import OPEN_STATUSES, Category, Priority, Status
from workorders.queries import Card, cards_of
from workorders.triage import Decision

from ..joining import HEAT_LOST
from ..telephony.standards import FINISHED_RECENTLY, standard
from .choice import Chosen
from .relation import AT_THE_PLACE, Relation, related_kinds

MOST: Final = 5
_OPEN: Final = ", ".join(f"'{status}'" for status in OPEN_STATUSES)
# The station of a building feeds some ten to a hundred buildings; each has its orders by the index on building.
_NEAR_ORDERS: Final = Prepared(
    f"""
SELECT w.id, CASE
    WHEN b.id <> here.id THEN CASE WHEN b.loop_id = here.loop_id THEN {Relation.LOOP} ELSE {Relation.STATION} END
    WHEN $2 <> '' AND lower(w.flat) = lower($2) THEN {Relation.FLAT}
    WHEN strpos($2, '-') > 0 AND strpos(w.flat, '-') > 0
        AND lower(split_part(w.flat, '-', 1)) = lower(split_part($2, '-', 1)) THEN {Relation.UNIT}
    ELSE {Relation.BUILDING} END AS relation
FROM network_building here
JOIN network_loop hl ON hl.id = here.loop_id
JOIN network_loop l ON l.station_id = hl.station_id
JOIN network_building b ON b.loop_id = l.id
JOIN workorders_workorder w ON w.building_id = b.id
WHERE here.id = $1
    AND (w.status IN ({_OPEN}) OR (w.status = '{Status.CLOSED}' AND w.closed_at > $3))
    AND (b.id = here.id OR w.order_type = ANY($4))
ORDER BY relation, w.order_type <> $5, w.status = '{Status.CLOSED}',
    (b.latitude - here.latitude) ^ 2 + (b.longitude - here.longitude) ^ 2 NULLS LAST, w.id DESC
LIMIT {MOST}
""",  # noqa: S608 - our own words
    "bigint",
    "text",
    "timestamptz",
    "text[]",
    "text",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a caller may mean: an order or an incident, and how near it is."""

    relation: Relation
    card: Card | None = None
    incident: Incident | None = None

    @property
    def chosen(self) -> Chosen:
        """How it is named in ``joins``."""
        if self.incident is not None:
            return Chosen("incident", self.incident.pk)
        return Chosen("order", self.card["id"] if self.card else 0)

    @property
    def logged_at(self) -> datetime | None:
        """Since when it is known."""
        return parse_datetime(self.card["logged_at"]) if self.card else None

    @property
    def next_due(self) -> datetime | None:
        """By when its next step is promised, if a clock runs."""
        deadlines = self.card["deadlines"] if self.card else []
        return parse_datetime(deadlines[0]["due_at"]) if deadlines else None

    @property
    def is_finished(self) -> bool:
        """Whether the crew or the customer says that it is over."""
        if self.incident is not None:
            return self.incident.phase not in HEAT_AWAY
        return self.card is not None and self.card["status"] in (Status.DONE, Status.CLOSED)


def candidates(
    *, building_id: int, loop_id: int, flat: str, category: str, decision: Decision | None, now: datetime
) -> list[Candidate]:
    """Read up to five things near a place that a call may be about, the nearest relation first.

    The same trouble stands before others of its relation, what is open before what is
    finished, then the nearer building, then the newer order.

    :param decision: triage's, for the kind of work and for a danger; ``None`` while no category is chosen
    """
    since = now - standard(FINISHED_RECENTLY)
    kind = decision.order_type if decision else None
    rows = _NEAR_ORDERS.rows(building_id, flat, since, related_kinds(kind), kind or "")
    danger = decision is not None and decision.priority == Priority.P1
    found = _orders([(pk, Relation(relation)) for pk, relation in rows], at_place_only=danger)
    if not danger and (not category or Category(category) in HEAT_LOST):
        found += [Candidate(Relation.INCIDENT, incident=one) for one in incidents_on(loop_id, since=since)]
    return sorted(found, key=lambda one: one.relation)[:MOST]


def _orders(near: Sequence[tuple[int, Relation]], *, at_place_only: bool) -> list[Candidate]:
    wanted = [(pk, relation) for pk, relation in near if not at_place_only or relation in AT_THE_PLACE]
    cards = cards_of([pk for pk, _relation in wanted]) if wanted else {}
    return [Candidate(relation, card=cards[pk]) for pk, relation in wanted]


def incidents_on(loop_id: int, *, since: datetime) -> list[Incident]:
    """Read the incidents of a loop that are not closed, or have given the heat back since a moment; newest first."""
    here = Incident.objects.filter(loops=loop_id).exclude(phase=Phase.CLOSED, phase_at__lte=since)
    return list(here.order_by("-id")[:2])
