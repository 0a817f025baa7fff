"""The daily report: one day's calls and orders, counted so that the parts add up to the whole."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from hotline.models import Call
from workorders.models import WorkOrder


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day where the utility is, as two instants: from, and up to but without, midnight."""

    date: date
    begins: datetime
    ends: datetime

    @classmethod
    def of(cls, day: date) -> "Day":
        """The day in the utility's own time zone."""
        zone = ZoneInfo(settings.TIME_ZONE)
        return cls(
            day,
            datetime.combine(day, time.min, zone),
            datetime.combine(day + timedelta(days=1), time.min, zone),
        )


def daily_report(day: Day, *, branch_ids: list[int] | None = None) -> dict[str, Any]:
    """Count a day: calls by time of report, orders by the report that opened them.

    Every rate comes with its numerator and denominator. ``branch_ids`` narrows to
    branches; calls and orders without a branch then belong to nobody's report but the group's.
    """
    where = {"begins": day.begins, "ends": day.ends, "all": branch_ids is None, "branches": branch_ids or []}
    calls = _rows(_CALLS, where)
    orders = _rows(_ORDERS, where)[0]
    by = lambda name: _summed(calls, name)  # noqa: E731 - one word, used four times below
    total = sum(row["calls"] for row in calls)
    return {
        "date": day.date,
        "time_zone": settings.TIME_ZONE,
        "calls": {
            "total": total,
            "by_channel": by("channel"),
            "by_category": by("category"),
            "by_outcome": by("outcome"),
            "by_urgency": by("urgency"),
        },
        "by_hour": _rows(_HOURS, where | {"zone": settings.TIME_ZONE}),
        "by_branch": _rows(_BRANCHES, where),
        "work_orders": orders
        | {
            "repair_timeliness": _rate(orders["done_within_24h"], orders["total"]),
            "room_temperature_pass": _rate(orders["rooms_at_18c"], orders["rooms_measured"]),
            "call_back_rate": _rate(orders["called_back"], orders["done"]),
        },
    }


def _summed(rows: list[dict[str, Any]], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[name]] = counts.get(row[name], 0) + row["calls"]
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _rate(part: int, whole: int) -> dict[str, Any]:
    return {"of": part, "all": whole, "percent": round(100 * part / whole, 1) if whole else None}


def _rows(sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_CALL_TABLE, _ORDER_TABLE = Call._meta.db_table, WorkOrder._meta.db_table
_DAY = "{t}.reported_at >= %(begins)s AND {t}.reported_at < %(ends)s AND (%(all)s OR {t}.branch_id = ANY(%(branches)s))"

_CALLS = f"""
SELECT c.channel, c.category, c.outcome, c.triage->>'urgency' AS urgency, count(*) AS calls
FROM {_CALL_TABLE} c WHERE {_DAY.format(t="c")} GROUP BY 1, 2, 3, 4
"""
_HOURS = f"""
SELECT extract(hour FROM c.reported_at AT TIME ZONE %(zone)s)::int AS hour, count(*) AS calls,
       count(*) FILTER (WHERE c.triage->>'urgency' = 'urgent') AS urgent
FROM {_CALL_TABLE} c WHERE {_DAY.format(t="c")} GROUP BY 1 ORDER BY 1
"""
_ORDERS = f"""
WITH day AS (SELECT w.* FROM {_ORDER_TABLE} w WHERE {_DAY.format(t="w")}),
measured AS (
    SELECT r.work_order_id, bool_and(r.temperature_c >= 18) AS warm
    FROM workorders_temperaturereading r JOIN day ON day.id = r.work_order_id
    WHERE r.source <> 'caller' GROUP BY 1
)
SELECT count(*) AS total,
    count(*) FILTER (WHERE urgency = 'urgent') AS urgent,
    count(*) FILTER (WHERE urgency <> 'urgent') AS non_urgent,
    count(*) FILTER (WHERE priority = 'P1') AS p1,
    count(*) FILTER (WHERE priority = 'P2') AS p2,
    count(*) FILTER (WHERE priority = 'P3') AS p3,
    count(*) FILTER (WHERE priority = 'P4') AS p4,
    count(*) FILTER (WHERE status = 'triaged') AS waiting,
    count(*) FILTER (WHERE status IN ('dispatched', 'accepted', 'en_route', 'on_site', 'working')) AS in_the_field,
    count(*) FILTER (WHERE status = 'suspended') AS suspended,
    count(*) FILTER (WHERE done_at IS NOT NULL) AS done,
    count(*) FILTER (WHERE done_at < logged_at + interval '24 hours') AS done_within_24h,
    count(*) FILTER (WHERE status = 'closed') AS closed,
    count(*) FILTER (WHERE status = 'merged') AS merged,
    count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE called_back_at IS NOT NULL) AS called_back,
    count(*) FILTER (WHERE escalation_level > 0) AS escalated,
    coalesce(sum(return_count), 0)::int AS returns,
    count(*) FILTER (WHERE incident_number <> '') AS in_incidents,
    (SELECT count(*) FROM measured) AS rooms_measured,
    (SELECT count(*) FROM measured WHERE warm) AS rooms_at_18c
FROM day
"""
_BRANCHES = f"""
SELECT coalesce(b.id, 0) AS branch, coalesce(b.name, '') AS name, coalesce(c.calls, 0) AS calls,
    coalesce(w.orders, 0) AS orders, coalesce(w.urgent, 0) AS urgent, coalesce(w.done, 0) AS done,
    coalesce(w.closed, 0) AS closed, coalesce(w.escalated, 0) AS escalated
FROM (
    SELECT coalesce(c.branch_id, 0) AS branch_id, count(*) AS calls
    FROM {_CALL_TABLE} c WHERE {_DAY.format(t="c")} GROUP BY 1
) c
FULL JOIN (
    SELECT coalesce(w.branch_id, 0) AS branch_id, count(*) AS orders,
        count(*) FILTER (WHERE w.urgency = 'urgent') AS urgent,
        count(*) FILTER (WHERE w.done_at IS NOT NULL) AS done, count(*) FILTER (WHERE w.status = 'closed') AS closed,
        count(*) FILTER (WHERE w.escalation_level > 0) AS escalated
    FROM {_ORDER_TABLE} w WHERE {_DAY.format(t="w")} GROUP BY 1
) w ON w.branch_id = c.branch_id
LEFT JOIN network_branch b ON b.id = coalesce(c.branch_id, w.branch_id)
ORDER BY b.id NULLS LAST
"""
