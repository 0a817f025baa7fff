"""The daily report: one day's calls and orders, counted so that the parts add up to the whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from heating_ops.days import Day
from workorders.catalogue import Priority, Status
from workorders.clocks import STEP_KINDS

from . import daily_sql as sql
from . import three_rates
from .default_standards import HANDLED_WITHIN, ROOM_TEMPERATURE
from .duty import duty_of
from .models import standards
from .outside import weather_of

Rows = list[dict[str, Any]]
# How far an order is, in the words of the morning sheet; every status stands in one.
STAGES: Final[dict[str, tuple[Status, ...]]] = {
    "waiting": (Status.TRIAGED,),
    "in_the_field": (Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.ON_SITE, Status.WORKING),
    "suspended": (Status.SUSPENDED,),
    "to_call_back": (Status.DONE,),
    "closed": (Status.CLOSED,),
    "merged": (Status.MERGED,),
    "cancelled": (Status.CANCELLED,),
}
_STAGE_OF = {status: stage for stage, statuses in STAGES.items() for status in statuses}


def daily_report(day: Day, *, now: datetime, branch_ids: Sequence[int] | None = None) -> dict[str, Any]:
    """Count a day: calls and orders by the time they were reported, incidents by when they were declared.

    Every rate comes with its numerator and denominator, and everything is read in one
    snapshot, so that a call taken meanwhile is in all of the figures or in none.

    :param now: an order whose time is not over at this moment is neither in time nor late
    :param branch_ids: narrows to branches; what has no branch then belongs to nobody's report but the group's
    """
    with _one_snapshot():
        measures = standards()
        where = {
            "begins": day.begins,
            "ends": day.ends,
            "now": now,
            "all": branch_ids is None,
            "branches": list(branch_ids or []),
            "handled_within": timedelta(hours=float(measures[HANDLED_WITHIN].value)),
            "warm": measures[ROOM_TEMPERATURE].value,
            "steps": STEP_KINDS,
        }
        calls, hours = _rows(sql.CALLS, where), _rows(sql.HOURS, where)
        orders, rooms = _rows(sql.ORDERS, where)[0], _rows(sql.ROOMS, where)[0]
        stages, branches = _rows(sql.STAGES, where), _rows(sql.BRANCHES, where)
        incidents, not_ours = _rows(sql.INCIDENTS, where), _rows(sql.NOT_OURS, where)
        service = three_rates.counted(day, now=now, branch_ids=branch_ids)
        duty = duty_of(day, now=now, branch_ids=branch_ids)
        weather = weather_of(day)
    return {
        "date": day.date,
        "time_zone": settings.TIME_ZONE,
        "duty": duty,
        "weather": weather,
        "calls": {
            "total": sum(row["calls"] for row in calls),
            **{f"by_{name}": _summed(calls, name) for name in ("channel", "category", "outcome", "urgency")},
        },
        "not_ours": {
            "total": sum(row["calls"] for row in not_ours),
            "told": sum(row["told"] for row in not_ours),
            "by_supplier": not_ours,
        },
        "by_hour": _by_hour(day, hours),
        "by_branch": branches,
        "work_orders": {
            **orders,
            **rooms,
            **_by_stage(stages),
            "repair_timeliness": _rate(orders["done_within_24h"], orders["done_within_24h"] + orders["late"]),
            "repair_timeliness_net": _rate(
                orders["done_within_24h_net"], orders["done_within_24h_net"] + orders["late_net"]
            ),
            "room_temperature_pass": _rate(rooms["rooms_warm"], rooms["rooms_measured"]),
            "telephone_rate": _rate(orders["solved_by_telephone"], orders["guided"]),
            "call_back_rate": _rate(orders["called_back"], orders["done"]),
        },
        "three_rates": service,
        "incidents": incidents,
        "standards": [
            {"code": row.code, "value": row.value, "source": row.source, "confirmed_locally": row.confirmed_locally}
            for row in measures.values()
        ],
    }


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """Read everything as it stood at one moment; inside a test's transaction that is so anyway."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _by_hour(day: Day, counted: Rows) -> Rows:
    """Every hour of the day, also those in which nobody called."""
    found = {row["place"]: row for row in counted}
    return [
        {
            "hour": hour.hour,
            "again": hour.again,
            "begins": hour.begins,
            "calls": found[place]["calls"] if place in found else 0,
            "urgent": found[place]["urgent"] if place in found else 0,
        }
        for place, hour in enumerate(day.hours())
    ]


def _by_stage(counted: Rows) -> dict[str, Any]:
    """Orders by priority and stage, and the sums of both; nothing is left out, so they add up."""
    grid = {str(priority): dict.fromkeys(STAGES, 0) for priority in Priority}
    for row in counted:
        grid[row["priority"]][_STAGE_OF[Status(row["status"])]] += row["orders"]
    by_stage = {stage: sum(row[stage] for row in grid.values()) for stage in STAGES}
    by_priority = {priority.lower(): sum(row.values()) for priority, row in grid.items()}
    return {"by_priority_and_stage": grid, **by_stage, **by_priority}


def _summed(rows: Rows, name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[name]] = counts.get(row[name], 0) + row["calls"]
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def _rate(part: int, whole: int) -> dict[str, Any]:
    return {"of": part, "all": whole, "percent": round(100 * part / whole, 1) if whole else None}


def _rows(statement: str, parameters: dict[str, Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
