"""Every read of incidents worth a name."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Case, Count, F, QuerySet, Sum, When

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.journal.queries import events_on
from heating_ops.network.models import Building, KeySite, Loop
from heating_ops.prepared import Prepared
from workorders.catalogue import OPEN_STATUSES
from workorders.models import WorkOrder
from workorders.queries import cards_of as order_cards
from workorders.queries import visible_to as visible_orders

from .events import CALLER_JOINED
from .models import HEAT_AWAY, Incident, IncidentNote, IncidentWorkOrder, LevelRule, Phase

Card = dict[str, Any]

_COVERING: Final = Prepared(
    "SELECT i.id FROM incidents_incident i JOIN incidents_incident_loops l ON l.incident_id = i.id"
    " WHERE l.loop_id = $1 AND i.phase = ANY($2) ORDER BY i.id DESC LIMIT 1",
    "bigint",
    "text[]",
)


def _cards(incidents: QuerySet[Incident]) -> list[Card]:
    rows = incidents.annotate(
        work_orders=Count("gathered"),
        branch_name=F("branch__name"),
        lat=F("building__latitude"),
        lon=F("building__longitude"),
        station_lat=F("building__loop__station__latitude"),
        station_lon=F("building__loop__station__longitude"),
    )
    return [
        {
            "type": "incident",
            "id": row.pk,
            "number": row.number,
            "version": row.version,
            "open": row.phase != Phase.CLOSED,
            "phase": row.phase,
            "phase_at": row.phase_at,
            "level": row.level,
            "kind": row.kind,
            "title": row.title,
            "place": {
                "label": row.place_text,
                "branch": f"branch-{row.branch_id}" if row.branch_id else None,
                "branch_name": row.branch_name or "",
                "lat": row.lat if row.lat is not None else row.station_lat,
                "lon": row.lon if row.lon is not None else row.station_lon,
            },
            "households": row.households,
            "reports": row.report_count,
            "work_orders": row.work_orders,
            "declared_at": row.declared_at,
            "closed_at": row.closed_at,
            "next_update_at": row.next_update_at,
            "deadlines": [],
        }
        for row in rows
    ]


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """Read the cards of these incidents, open or not."""
    return {card["id"]: card for card in _cards(Incident.objects.filter(pk__in=ids))}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """Read the cards of open incidents on these boards: their own, their branch's, or the group's."""
    branches = [int(slug.removeprefix("branch-")) for slug in slugs if slug.startswith("branch-")]
    own = [int(slug.removeprefix("incident-")) for slug in slugs if slug.startswith("incident-")]
    here = Incident.objects.filter(branch_id__in=branches) | Incident.objects.filter(pk__in=own)
    if "group" in slugs:
        here |= Incident.objects.filter(branch__isnull=True)
    return _cards(here.exclude(phase=Phase.CLOSED))


def visible_to(user: User, action: Action = Action.INCIDENT_VIEW) -> QuerySet[Incident]:
    """The incidents the user may see (or act on, with another action)."""
    if not may(user, action):
        return Incident.objects.none()
    branches = branch_filter(user, action)
    return Incident.objects.all() if branches is None else Incident.objects.filter(branch_id__in=branches)


def boards_followed(user: User, ids: Sequence[int]) -> list[int]:
    """Answer those of these incidents whose boards the user may follow."""
    return list(visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def newest_cards(user: User, *, open_only: bool, before: int | None = None, limit: int = 100) -> list[Card]:
    """Read the incidents the user may see, open ones first, newest first.

    :param before: only those declared before this id: the next page
    """
    seen = visible_to(user)
    if open_only:
        seen = seen.exclude(phase=Phase.CLOSED)
    if before is not None:
        seen = seen.filter(pk__lt=before)
    ids = list(seen.order_by("-pk").values_list("pk", flat=True)[:limit])
    cards = cards_of(ids)
    # Those that still have the heat first, then those that gave it back, then the closed ones.
    return sorted((cards[pk] for pk in ids), key=lambda card: (not card["open"], card["phase"] not in HEAT_AWAY))


def covering(*, loop_id: int) -> Incident | None:
    """Find the newest incident that has taken the heat from this loop and not given it back."""
    found = id_covering(loop_id=loop_id)
    return Incident.objects.filter(pk=found).first() if found is not None else None


def id_covering(*, loop_id: int) -> int | None:
    """Answer the id of that incident; every call about lost heat asks, and mostly there is none."""
    row = _COVERING.row(loop_id, list(HEAT_AWAY))
    return row[0] if row else None


def open_on(*, loop_id: int) -> Incident | None:
    """Find the incident callers on this loop are told about: one that has their heat, else one that gave it back."""
    away = Case(When(phase__in=HEAT_AWAY, then=0), default=1)
    return Incident.objects.filter(loops=loop_id).exclude(phase=Phase.CLOSED).order_by(away, "-id").first()


def covering_any(loop_ids: Iterable[int]) -> Incident | None:
    """Find the newest incident that has the heat of any of these loops."""
    return Incident.objects.filter(loops__in=list(loop_ids), phase__in=HEAT_AWAY).order_by("-id").first()


def households_on(loop_ids: Iterable[int]) -> int:
    """Count the households on these loops."""
    return Building.objects.filter(loop_id__in=list(loop_ids)).aggregate(total=Sum("flats"))["total"] or 0


def level_rules() -> list[LevelRule]:
    """Read the thresholds that propose a level."""
    return list(LevelRule.objects.all())


def incident_of(work_order_id: int) -> Incident | None:
    """Find the incident an order is gathered under."""
    return Incident.objects.filter(gathered__work_order_id=work_order_id).first()


def candidates(user: User, loop_ids: Iterable[int], *, limit: int = 100) -> list[Card]:
    """Read the open orders on these loops that belong to no incident and that the user may gather, newest first."""
    orders = visible_orders(user, Action.ORDER_PROMOTE).filter(
        building__loop_id__in=list(loop_ids), status__in=OPEN_STATUSES, incident_number=""
    )
    ids = list(orders.order_by("-pk").values_list("pk", flat=True)[:limit])
    cards = order_cards(ids)
    return [cards[pk] for pk in ids]


def orders_of(incident_id: int) -> list[Card]:
    """Read the cards of the orders gathered, open ones first, in the order they were gathered."""
    links = IncidentWorkOrder.objects.filter(incident_id=incident_id).order_by("pk")
    ids = list(links.values_list("work_order_id", flat=True))
    cards = order_cards(ids)
    return sorted((cards[pk] for pk in ids), key=lambda card: not card["open"])


def callers_through_orders(incident_id: int) -> int:
    """Count the callers whose reports stand behind the orders gathered."""
    orders = WorkOrder.objects.filter(gathered_in__incident_id=incident_id)
    return orders.aggregate(total=Sum("report_count"))["total"] or 0


def loops_by_station(incident_id: int, *, limit: int = 12) -> tuple[list[dict[str, Any]], int]:
    """Read what the reach holds, station by station, most households first; and how many stations there are."""
    loops = Loop.objects.filter(incidents=incident_id)
    rows = loops.values("station_id", at=F("station__name"), line=F("station__line")).annotate(
        loops=Count("pk", distinct=True), households=Sum("buildings__flats")
    )
    ordered = rows.order_by(F("households").desc(nulls_last=True), "station_id")
    return [dict(row) for row in ordered[:limit]], ordered.count()


def key_sites_on(loop_ids: Iterable[int], *, limit: int = 20) -> list[KeySite]:
    """Read the key sites on these loops, with their buildings."""
    sites = KeySite.objects.filter(building__loop_id__in=list(loop_ids))
    return list(sites.select_related("building").order_by("kind", "name")[:limit])


def notes_of(incident_id: int) -> dict[int, IncidentNote]:
    """Read the lines people wrote, by id."""
    notes = IncidentNote.objects.filter(incident_id=incident_id).select_related("author")
    return {note.pk: note for note in notes}


def whole(incident_id: int) -> dict[str, Any] | None:
    """Read one incident with the orders gathered and its log, oldest line first; callers are counted, not listed."""
    card = cards_of([incident_id]).get(incident_id)
    if card is None:
        return None
    notes = notes_of(incident_id)
    log = []
    for event in events_on(f"incident-{incident_id}", without=[CALLER_JOINED]):
        line = {"at": event.at, "kind": event.kind, "actor": event.actor, "reason": event.reason, "data": event.data}
        note = notes.get(event.data.get("note", 0)) if event.kind == "incident.noted" else None
        log.append(line | ({"text": note.text} if note else {}))
    return card | {"orders": orders_of(incident_id), "log": log}
