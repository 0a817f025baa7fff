"""Every read of incidents worth a name."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may

from heating_ops.journal.queries import history_of
from workorders.queries import cards_of as order_cards

from .models import Incident, IncidentNote, IncidentWorkOrder, Phase

Card = dict[str, Any]


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


def covering(*, loop_id: int) -> Incident | None:
    """Find the newest incident that has taken the heat from this loop and not given it back."""
    return (
        Incident.objects.filter(loops=loop_id, phase__in=[Phase.DECLARED, Phase.CONTAINED]).order_by("-id").first()
    )


def whole(incident_id: int) -> dict[str, Any] | None:
    """Read one incident with the orders gathered, the callers' count and its log, oldest line first."""
    card = cards_of([incident_id]).get(incident_id)
    if card is None:
        return None
    order_ids = list(IncidentWorkOrder.objects.filter(incident_id=incident_id).values_list("work_order_id", flat=True))
    notes = {note.pk: note for note in IncidentNote.objects.filter(incident_id=incident_id).select_related("author")}
    log = []
    for event in history_of(f"incident:{incident_id}", boards=[f"incident-{incident_id}"]):
        line = {"at": event.at, "kind": event.kind, "actor": event.actor, "reason": event.reason, "data": event.data}
        note = notes.get(event.data.get("note", 0)) if event.kind == "incident.noted" else None
        log.append(line | ({"text": note.text} if note else {}))
    cards = order_cards(order_ids)
    return card | {"orders": [cards[pk] for pk in order_ids], "log": log}
