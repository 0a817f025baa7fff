"""What must not be forgotten at a change of shift, read from what is: nobody types it, nobody can leave it out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from heating_ops.crews.duty.presence import duties_in, gaps_in
from heating_ops.crews.hours import Hours
from workorders.catalogue import OPEN_STATUSES, Priority
from workorders.escalation.models import Escalation, Stage
from workorders.models import WorkOrder
from workorders.queries import cards_of

from ..models import Incident, Phase, PlannedStop
from .models import WatchItem

Snapshot = dict[str, Any]
_AHEAD: Final = timedelta(hours=12)
_GAPS_AHEAD: Final = timedelta(hours=24)
_MOST: Final = 200


def assemble(branch_id: int | None, now: datetime) -> Snapshot:
    """Read what is open in a branch (or, without one, in the whole group): moments as ISO 8601, codes as codes.

    Orders of P1 and P2, escalations nobody acknowledged, incidents with what callers were told, planned
    stops, the watch items, who is on duty next and where nobody is.
    """
    here = Q() if branch_id is None else Q(branch_id=branch_id)
    orders = WorkOrder.objects.filter(here, status__in=OPEN_STATUSES)
    grave = orders.filter(priority__in=(Priority.P1, Priority.P2)).order_by("priority", "logged_at")
    untaken = Escalation.objects.filter(ended_at__isnull=True).exclude(stage=Stage.ACKNOWLEDGED)
    upward = orders.filter(pk__in=untaken.values("work_order")).order_by("priority", "logged_at")
    graves, upwards = (list(found.values_list("pk", flat=True)[:_MOST]) for found in (grave, upward))
    cards = cards_of(sorted({*graves, *upwards}))
    incidents = Incident.objects.filter(here).exclude(phase=Phase.CLOSED).order_by("pk")[:_MOST]
    stops = PlannedStop.objects.filter(here, ended_at__isnull=True, cancelled_at__isnull=True)
    soon = stops.filter(begins_at__lt=now + _AHEAD).order_by("begins_at")[:_MOST]
    scope: dict[str, Any] = {"branch_ids": [] if branch_id is None else [branch_id], "group": branch_id is None}
    coming = [duty for duty in duties_in(Hours(now, now + _AHEAD), **scope) if duty.parts]
    gaps = gaps_in(Hours(now, now + _GAPS_AHEAD), **scope)
    return {
        "at": _iso(now),
        "orders": [_order(cards[pk]) for pk in graves if pk in cards],
        "escalated": [_order(cards[pk]) for pk in upwards if pk in cards],
        "incidents": [_incident(one) for one in incidents],
        "stops": [_stop(one) for one in soon],
        "watch": [{"id": one.pk, "text": one.text, "since": _iso(one.added_at)} for one in open_items(branch_id)],
        "duties": [
            {
                "level": duty.level,
                "name": str(duty.user),
                "from": _iso(Hours.of_range(duty.hours).begin),
                "until": _iso(Hours.of_range(duty.hours).end),
            }
            for duty in coming
        ],
        "gaps": [
            {"level": gap.post.level, "from": _iso(gap.hours.begin), "until": _iso(gap.hours.end)} for gap in gaps
        ],
    }


def open_items(branch_id: int | None) -> list[WatchItem]:
    """The lines that were not struck off, oldest first."""
    items = WatchItem.objects.filter(struck_at__isnull=True)
    whose = items.filter(branch__isnull=True) if branch_id is None else items.filter(branch_id=branch_id)
    return list(whose.order_by("added_at", "pk")[:_MOST])


def counts(snapshot: Snapshot) -> dict[str, int]:
    """How many of each a note holds: what the journal keeps of it."""
    return {name: len(snapshot[name]) for name in ("orders", "escalated", "incidents", "stops", "watch", "gaps")}


def _order(card: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: card[name] for name in ("id", "number", "priority", "status", "category")}
    place = {"place": card["place"]["label"], "incident": card.get("incident") or ""}
    return {**kept, **place, "since": _iso(_moment(card["logged_at"]))}


def _moment(value: datetime | str) -> datetime:
    """A card's moment, which the database writes as text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _incident(incident: Incident) -> dict[str, Any]:
    return {
        "id": incident.pk,
        "number": incident.number,
        "title": incident.title,
        "level": incident.level,
        "phase": incident.phase,
        "households": incident.households,
        "told": incident.public_note,
        "next_update": _iso(incident.next_update_at) if incident.next_update_at else None,
    }


def _stop(stop: PlannedStop) -> dict[str, Any]:
    return {
        "id": stop.pk,
        "number": stop.number,
        "place": stop.place_text,
        "from": _iso(stop.begins_at),
        "until": _iso(stop.ends_at),
        "told": stop.public_note,
    }


def _iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")
