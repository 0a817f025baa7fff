"""Every read of work orders worth a name. A card is made here and nowhere else."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import connection
from django.db.models import Count, Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, Scope, branch_filter, scope_of
from heating_ops.crews.queries import crew_of
from heating_ops.journal.queries import history_of
from heating_ops.prepared import Prepared
from heating_ops.timers.models import Deadline

from . import suspensions
from .catalogue import OPEN_STATUSES, WITH_CREW
from .models import WorkOrder

Card = dict[str, Any]

_OPEN: Final = "(" + ", ".join(f"'{status}'" for status in OPEN_STATUSES) + ")"
_CARD: Final = """
SELECT jsonb_build_object(
    'type', 'work_order', 'id', w.id, 'version', w.version,
    'number', 'WO-' || lpad(w.id::text, greatest(6, length(w.id::text)), '0'),
    'status', w.status, 'open', w.status IN {open}, 'urgency', w.urgency, 'priority', w.priority,
    'order_type', w.order_type, 'category', w.category, 'handling', w.handling,
    'place', jsonb_build_object(
        'building', w.building_id, 'flat', w.flat,
        'label', CASE WHEN d.id IS NULL THEN w.place_text
            ELSE concat_ws(' ', d.street, d.number, nullif(w.flat, '')) END,
        'branch', 'branch-' || w.branch_id, 'branch_name', coalesce(b.name, ''), 'station', coalesce(s.name, ''),
        'loop', coalesce(l.name, ''), 'lat', coalesce(d.latitude, s.latitude),
        'lon', coalesce(d.longitude, s.longitude), 'certain', w.place_certain AND w.branch_id IS NOT NULL
    ),
    'crew', CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('id', c.id, 'name', c.name) END,
    'reports', w.report_count,
    'external', CASE WHEN w.external_source = '' THEN NULL
        ELSE jsonb_build_object('source', w.external_source, 'due_at', w.external_due_at) END,
    'key_site', w.key_site_name, 'logged_at', w.logged_at, 'stage_at', w.stage_at,
    'escalation_level', w.escalation_level, 'escalated_to', w.escalated_to, 'escalation', w.escalation_stage,
    'supervision', CASE WHEN w.supervision_due_at IS NULL THEN NULL
        ELSE jsonb_build_object('due_at', w.supervision_due_at) END,
    'chases', w.chase_count, 'returns', w.return_count,
    'suspended_reason', w.suspend_reason, 'stood_seconds', w.stood_seconds,
    'guidance_until', w.guidance_until, 'guided', w.guidance_outcome,
    'incident', w.incident_number, 'deadlines', coalesce(t.rows, '[]'::jsonb)
)
FROM workorders_workorder w
LEFT JOIN network_branch b ON b.id = w.branch_id
LEFT JOIN network_building d ON d.id = w.building_id
LEFT JOIN network_loop l ON l.id = d.loop_id
LEFT JOIN network_station s ON s.id = l.station_id
LEFT JOIN crews_crew c ON c.id = w.crew_id
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('kind', x.kind, 'due_at', x.due_at, 'started_at', x.started_at,
        'breached', x.fired_at IS NOT NULL) ORDER BY x.due_at, x.id) AS rows
    FROM timers_deadline x
    WHERE x.subject = 'work_order:' || w.id AND x.cancelled_at IS NULL AND x.paused_at IS NULL
        AND x.kind <> ALL ('{work_order.escalate,work_order.silence,work_order.supervision,work_order.chase}')
) t ON true
""".replace("{open}", _OPEN)
_CARD_OF_ONE: Final = Prepared(_CARD + "WHERE w.id = $1", "bigint")
_LOCK_OPEN_OF_TROUBLE: Final = Prepared(
    f"SELECT id FROM workorders_workorder WHERE join_key = $1 AND status IN {_OPEN} FOR UPDATE",  # noqa: S608 - ours
    "varchar",
)


def _cards(where: str, parameters: Mapping[str, Any]) -> list[Card]:
    with connection.cursor() as cursor:
        cursor.execute(_CARD + where, parameters)
        # Django's connections hand jsonb over as text.
        return [orjson.loads(row[0]) for row in cursor.fetchall()]


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """Read the cards of these orders, open or not, in one query."""
    if len(ids) == 1:
        # What every change of an order asks at its end.
        row = _CARD_OF_ONE.row(ids[0])
        return {ids[0]: orjson.loads(row[0])} if row else {}
    return {card["id"]: card for card in _cards("WHERE w.id = ANY(%(ids)s)", {"ids": list(ids)})}


def card_of(work_order_id: int) -> Card | None:
    """Read one order's card."""
    return cards_of([work_order_id]).get(work_order_id)


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """Read the cards of every open order on these boards, in one query."""
    branches = [int(slug.removeprefix("branch-")) for slug in slugs if slug.startswith("branch-")]
    here = "w.branch_id = ANY(%(branches)s) OR (%(group)s AND w.branch_id IS NULL)"
    return _cards(f"WHERE w.status IN {_OPEN} AND ({here})", {"branches": branches, "group": "group" in slugs})


def visible_to(user: User, action: Action = Action.ORDER_VIEW) -> QuerySet[WorkOrder]:
    """The orders the user may see (or, with another action, act on): the scope of the table, in SQL."""
    scope = scope_of(user, action)
    if scope is None:
        return WorkOrder.objects.none()
    if scope is Scope.CREW:
        crew = crew_of(user)
        return WorkOrder.objects.filter(crew=crew) if crew else WorkOrder.objects.none()
    branches = branch_filter(user, action)
    return WorkOrder.objects.all() if branches is None else WorkOrder.objects.filter(branch_id__in=branches)


def find_open_by_trouble(join_key: str) -> WorkOrder | None:
    """Find the open order of this trouble, if there is one."""
    return WorkOrder.objects.filter(join_key=join_key, status__in=OPEN_STATUSES).first()


def lock_open_of_trouble(join_key: str) -> int | None:
    """Lock the open order of this trouble, so that it stays open until the report is in; answer its id."""
    row = _LOCK_OPEN_OF_TROUBLE.row(join_key)
    return row[0] if row else None


def find_open_at_flat(building_id: int, flat: str) -> WorkOrder | None:
    """Find the newest open order at a flat, whatever its trouble."""
    at_flat = WorkOrder.objects.filter(building_id=building_id, flat__iexact=flat, status__in=OPEN_STATUSES)
    return at_flat.order_by("-id").first()


def open_order_of(deadline: Deadline) -> WorkOrder | None:
    """Read the truth again before a deadline acts: its order, locked, if it is still open.

    It does not wait for somebody who works on the order: they wait for this deadline.
    """
    order_id = int(deadline.subject.partition(":")[2])
    orders = WorkOrder.objects.select_for_update(of=("self",), nowait=True)
    return orders.filter(pk=order_id, status__in=OPEN_STATUSES).first()


def free_orders_of(deadlines: Sequence[Deadline]) -> dict[str, WorkOrder]:
    """Lock the orders of many deadlines, open or not, by subject, without those somebody works on."""
    ids = {int(deadline.subject.partition(":")[2]) for deadline in deadlines}
    orders = WorkOrder.objects.select_for_update(of=("self",), skip_locked=True).defer("triage")
    return {order.subject: order for order in orders.filter(pk__in=ids).order_by("pk")}


def may_act_on(user: User, action: Action, work_order_id: int) -> bool:
    """Answer whether the order is in the reach of the user's right to this action.

    A crew reaches its own orders and those of its branch here, so that one taken away
    from it is refused with who has it now; the command itself checks the crew.
    """
    if scope_of(user, action) is Scope.CREW:
        crew = crew_of(user)
        reach = Q(crew=crew) | Q(branch_id=crew.branch_id) if crew else None
        return reach is not None and WorkOrder.objects.filter(reach, pk=work_order_id).exists()
    return visible_to(user, action).filter(pk=work_order_id).exists()


def whole(work_order_id: int, *, now: datetime) -> dict[str, Any] | None:
    """Read one order with its triage decision, times, findings, readings and history."""
    card = card_of(work_order_id)
    if card is None:
        return None
    order = WorkOrder.objects.prefetch_related("findings", "readings").get(pk=work_order_id)
    return (
        card
        | suspensions.read_times(order, now=now).told()
        | {
            "triage": order.triage,
            "findings": list(
                order.findings.order_by("-id").values(
                    "cause", "responsibility", "work_done", "recorded_at", "recorded_by"
                )
            ),
            "readings": list(
                order.readings.order_by("id").values("source", "room", "temperature_c", "instrument", "taken_at")
            ),
            "events": [
                {"at": event.at, "kind": event.kind, "actor": event.actor, "reason": event.reason, "data": event.data}
                for event in history_of(order.subject)
            ],
        }
    )


def open_orders_by_crew(crew_ids: Sequence[int]) -> dict[int, int]:
    """Count the orders each crew has in hand (sent, not done)."""
    rows = WorkOrder.objects.filter(crew_id__in=crew_ids, status__in=WITH_CREW).values("crew_id")
    return {row["crew_id"]: row["orders"] for row in rows.annotate(orders=Count("id"))}
