"""Reading what is known near a place, nearest first: one statement for the orders, one for their cards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.dateparse import parse_datetime

from heating_ops.prepared import Prepared
from incidents.models import HEAT_AWAY, Incident, Phase
from workorders.catalogue import OPEN_STATUSES, Status
from workorders.queries import Card, cards_of
from workorders.triage import Decision, is_stricter

from ..telephony.standards import FINISHED_RECENTLY, standard
from .choice import Chosen
from .relation import Relation, reach_of

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
    AND w.order_type = ANY(CASE WHEN b.id = here.id THEN $4 ELSE $5 END)
    AND (NOT $7 OR (b.id = here.id AND $2 <> '' AND lower(w.flat) = lower($2)))
ORDER BY relation, w.order_type <> $6, w.status = '{Status.CLOSED}',
    (b.latitude - here.latitude) ^ 2 + (b.longitude - here.longitude) ^ 2 NULLS LAST, w.id DESC
LIMIT {MOST}
""",  # noqa: S608 - our own words
    "bigint",
    "text",
    "timestamptz",
    "text[]",
    "text[]",
    "text",
    "boolean",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a caller may mean: an order or an incident, and how near it is."""

    relation: Relation
    card: Card | None = None
    incident: Incident | None = None
    raised_to: str = ""
    """The priority the order gets by the call, when that is stricter than its own."""

    @property
    def may_be_chosen(self) -> bool:
        """Whether the call can be filed under it; whose heat is back already and who is cold needs an order."""
        return self.incident is None or self.incident.phase in HEAT_AWAY

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
    *, building_id: int, loop_id: int, flat: str, decision: Decision | None, now: datetime
) -> list[Candidate]:
    """Read up to five things near a place that a call may be about, the nearest relation first.

    The same trouble stands before others of its relation, what is open before what is
    finished, then the nearer building, then the newer order.

    :param decision: triage's, for the kind of work and for a danger; ``None`` while no category is chosen
    """
    since, reach = now - standard(FINISHED_RECENTLY), reach_of(decision)
    kind = (decision.order_type if decision else None) or ""
    near = _NEAR_ORDERS.rows(building_id, flat, since, reach.at_place, reach.elsewhere, kind, reach.own_flat_only)
    cards = cards_of([pk for pk, _relation in near]) if near else {}
    found = [
        Candidate(Relation(relation), card=cards[pk], raised_to=raised_to(decision, cards[pk]["priority"]))
        for pk, relation in near
    ]
    if reach.incident:
        found += [Candidate(Relation.INCIDENT, incident=one) for one in incidents_on(loop_id, since=since)]
    return sorted(found, key=lambda one: one.relation)[:MOST]


def raised_to(decision: Decision | None, priority: str) -> str:
    """The priority an order gets by one more report, when that is stricter; else nothing."""
    return decision.priority if decision and is_stricter(decision.priority, priority) else ""


def incidents_on(loop_id: int, *, since: datetime) -> list[Incident]:
    """Read the incidents that have the heat of a loop, or have given it back since a moment; newest first."""
    here = Incident.objects.filter(loops=loop_id).exclude(phase=Phase.CLOSED, phase_at__lte=since)
    return list(here.order_by("-id")[:2])
