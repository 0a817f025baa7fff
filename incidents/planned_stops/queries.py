"""Every read of planned stops worth a name."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.prepared import Prepared

from .models import PlannedStop

Card = dict[str, Any]

_OPEN: Final = Q(ended_at__isnull=True, cancelled_at__isnull=True)
_TOOK_THE_HEAT: Final = Prepared(
    "SELECT s.id FROM incidents_plannedstop s JOIN incidents_plannedstop_loops l ON l.plannedstop_id = s.id"
    " WHERE l.loop_id = $1 AND s.begins_at <= $2"
    " AND s.ended_at IS NULL AND s.cancelled_at IS NULL ORDER BY s.ends_at DESC LIMIT 1",
    "bigint",
    "timestamptz",
)


def _cards(stops: QuerySet[PlannedStop]) -> list[Card]:
    rows = stops.annotate(branch_name=F("branch__name"))
    return [
        {
            "type": "planned_stop",
            "id": row.pk,
            "number": row.number,
            "version": row.version,
            "open": row.is_open,
            "reason": row.reason,
            "place": {
                "label": row.place_text,
                "branch": f"branch-{row.branch_id}" if row.branch_id else None,
                "branch_name": row.branch_name or "",
            },
            "households": row.households,
            "begins_at": row.begins_at,
            "ends_at": row.ends_at,
            "next_update_at": row.next_update_at,
            "ended_at": row.ended_at,
            "cancelled_at": row.cancelled_at,
        }
        for row in rows
    ]


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """Read the cards of these stops, open or not."""
    return {card["id"]: card for card in _cards(PlannedStop.objects.filter(pk__in=ids))}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """Read the cards of open stops on these boards."""
    branches = [int(slug.removeprefix("branch-")) for slug in slugs if slug.startswith("branch-")]
    here = Q(branch_id__in=branches)
    if "group" in slugs:
        here |= Q(branch__isnull=True)
    return _cards(PlannedStop.objects.filter(_OPEN & here))


def visible_to(user: User, action: Action = Action.INCIDENT_VIEW) -> QuerySet[PlannedStop]:
    """The stops the user may see (or act on, with another action)."""
    if not may(user, action):
        return PlannedStop.objects.none()
    branches = branch_filter(user, action)
    return PlannedStop.objects.all() if branches is None else PlannedStop.objects.filter(branch_id__in=branches)


def listed(user: User, *, open_only: bool, limit: int = 100) -> list[PlannedStop]:
    """Read the stops the user may see: open ones by when they begin, or all, newest first."""
    stops = visible_to(user).select_related("branch")
    if open_only:
        return list(stops.filter(_OPEN).order_by("begins_at", "pk")[:limit])
    return list(stops.order_by("-begins_at", "-pk")[:limit])


def stop_that_took_the_heat(*, loop_id: int, now: datetime) -> PlannedStop | None:
    """Find the stop that keeps this loop without heat; every call about lost heat asks, mostly there is none."""
    row = _TOOK_THE_HEAT.row(loop_id, now)
    return PlannedStop.objects.filter(pk=row[0]).first() if row else None


def stops_on(loop_id: int, *, now: datetime, ahead: timedelta) -> list[PlannedStop]:
    """Read the open stops on a loop that run or begin soon, the one that begins first first."""
    here = PlannedStop.objects.filter(_OPEN, loops=loop_id, begins_at__lte=now + ahead)
    return list(here.order_by("begins_at", "pk")[:3])
