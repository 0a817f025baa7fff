"""What is known of an order and of every crew that could go: one statement each, however many crews there are."""

from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from ..catalogue import IN_THE_FIELD, WITH_CREW, Urgency
from ..models import WorkOrder
from . import default_rules as shipped
from .models import CrewChoiceStandard, SkillNeeded
from .scoring import Choice, CrewFacts, Task, rank

# Rest is looked for so far back: whoever was off longer has rested.
_REST_DAYS: Final = 2
_CREWS: Final = """
SELECT c.id, c.name, c.branch_id, b.name, c.skills, c.vehicle, c.latitude, c.longitude, c.position_at,
    lower(s.hours), upper(s.hours), before.ended, coalesce(w.in_hand, 0), w.out_on, w.out_status,
    coalesce(w.has_it, false)
FROM crews_crew c
JOIN network_branch b ON b.id = c.branch_id
LEFT JOIN LATERAL (
    SELECT hours FROM crews_crewshift x WHERE x.crew_id = c.id AND x.hours @> %(now)s::timestamptz LIMIT 1
) s ON true
LEFT JOIN LATERAL (
    SELECT max(upper(hours)) AS ended FROM crews_crewshift x
    WHERE x.crew_id = c.id AND upper(x.hours) <= lower(s.hours)
        AND x.hours && tstzrange(%(now)s::timestamptz - %(rest_days)s * interval '1 day', %(now)s::timestamptz)
) before ON s.hours IS NOT NULL
LEFT JOIN (
    SELECT crew_id, count(*) AS in_hand, bool_or(id = %(order)s) AS has_it,
        max(id) FILTER (WHERE status = ANY(%(out)s)) AS out_on,
        max(status) FILTER (WHERE status = ANY(%(out)s)) AS out_status
    FROM workorders_workorder WHERE status = ANY(%(with_crew)s) AND crew_id IS NOT NULL GROUP BY crew_id
) w ON w.crew_id = c.id
WHERE (%(branches)s::bigint[] IS NULL OR c.branch_id = ANY(%(branches)s::bigint[]))
    AND (s.hours IS NOT NULL OR %(search)s <> '')
    AND (%(search)s = '' OR strpos(lower(c.name), %(search)s) > 0 OR strpos(lower(b.name), %(search)s) > 0
        OR strpos(lower(c.vehicle), %(search)s) > 0)
"""


def needs_of(order: WorkOrder) -> frozenset[str]:
    """Read which skills this kind of work needs."""
    rows = SkillNeeded.objects.filter(Q(category="") | Q(category=order.category), needed=True)
    return frozenset(rows.filter(order_type=order.order_type).values_list("skill", flat=True))


def task_of(order: WorkOrder) -> Task:
    """Read what an order asks of a crew; its building, loop and station have been read along with it."""
    building = order.building
    station = building.loop.station if building is not None else None
    where = next((one for one in (building, station) if one is not None and one.latitude is not None), None)
    return Task(
        needs=needs_of(order),
        urgent=order.urgency == Urgency.URGENT,
        branch_id=order.branch_id,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
    )


def crews_for(order: WorkOrder, *, branch_ids: list[int] | None, now: datetime, search: str = "") -> list[CrewFacts]:
    """Read the crews on duty, of these branches or (``None``) of all; looked for by name, also those off duty."""
    given: dict[str, Any] = {
        "now": now,
        "order": order.pk,
        "rest_days": _REST_DAYS,
        "out": [str(status) for status in IN_THE_FIELD],
        "with_crew": [str(status) for status in WITH_CREW],
        "branches": branch_ids,
        "search": search.strip().lower(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CREWS, given)
        return [_facts(order, row) for row in cursor.fetchall()]


def _facts(order: WorkOrder, row: tuple[Any, ...]) -> CrewFacts:
    pk, name, branch_id, branch_name, skills, vehicle, latitude, longitude, position_at, *work = row
    began, ends, off_until_then, in_hand, out_on, out_status, has_it = work
    is_out_for_this = out_on == order.pk
    return CrewFacts(
        id=pk,
        name=name,
        branch_id=branch_id,
        branch_name=branch_name,
        skills=frozenset(skills),
        vehicle=vehicle,
        latitude=latitude,
        longitude=longitude,
        position_at=position_at,
        shift=(began, ends) if began is not None and ends is not None else None,
        off_until_then=off_until_then,
        in_hand=in_hand,
        out_on=None if is_out_for_this else out_on,
        out_status="" if is_out_for_this else out_status or "",
        has_it=has_it,
    )


def standards() -> dict[str, int]:
    """Read the points and limits; a row that was deleted counts as shipped."""
    values = {code: value for code, value, _source in shipped.STANDARDS}
    return values | dict(CrewChoiceStandard.objects.values_list("code", "value"))


def choices_for(
    order: WorkOrder, *, branch_ids: list[int] | None, now: datetime, search: str = ""
) -> tuple[Task, list[Choice]]:
    """Rank the crews for an order, best first, and say what it asks for."""
    task = task_of(order)
    crews = crews_for(order, branch_ids=branch_ids, now=now, search=search)
    return task, rank(task, crews, standards(), now)
