"""The city line's three rates (三率): response, resolved, satisfied; docs/call-backs.md says what each counts.

One statement decides; the queue's header, the daily report, its file and the API show what it says.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from hotline.models import Call, Channel
from workorders.models import WorkOrder

from .models import CallBack

Rate = dict[str, Any]
NAMES: Final = ("response", "resolved", "satisfied")
_SCOPE: Final = "(%(all)s OR c.branch_id = ANY(%(branches)s))"
# A ticket that opened its order is answered by the crew's first word with its customer; who joined waits for their own.
_RATES: Final = f"""
WITH ticket AS (
    SELECT c.channel = %(city_line)s AS city, c.reported_at + %(within)s AS until,
        least(
            CASE WHEN c.outcome IN ('answered', 'not_ours') THEN c.logged_at END,
            CASE WHEN c.outcome = 'order_opened' THEN least(w.contacted_at, w.arrived_at) END,
            (SELECT min(b.reached_at) FROM {CallBack._meta.db_table} b WHERE b.call_id = c.id)
        ) AS answered_at
    FROM {Call._meta.db_table} c LEFT JOIN {WorkOrder._meta.db_table} w ON w.id = c.work_order_id
    WHERE c.reported_at >= %(begins)s AND c.reported_at < %(ends)s AND {_SCOPE}
), judged AS (
    SELECT city, answered_at <= until AS good FROM ticket WHERE answered_at <= until OR until <= %(now)s
), asked AS (
    SELECT DISTINCT ON (b.call_id) c.channel = %(city_line)s AS city, b.outcome, b.satisfied
    FROM {CallBack._meta.db_table} b JOIN {Call._meta.db_table} c ON c.id = b.call_id
    WHERE b.settled_at >= %(begins)s AND b.settled_at < %(ends)s AND b.outcome IN ('solved', 'not_solved') AND {_SCOPE}
    ORDER BY b.call_id, b.settled_at DESC, b.id DESC
)
SELECT 'response', count(*) FILTER (WHERE good), count(*), count(*) FILTER (WHERE good AND city),
    count(*) FILTER (WHERE city) FROM judged
UNION ALL
SELECT 'resolved', count(*) FILTER (WHERE outcome = 'solved'), count(*),
    count(*) FILTER (WHERE outcome = 'solved' AND city), count(*) FILTER (WHERE city) FROM asked
UNION ALL
SELECT 'satisfied', count(*) FILTER (WHERE satisfied IN ('very', 'ok')), count(*) FILTER (WHERE satisfied <> ''),
    count(*) FILTER (WHERE satisfied IN ('very', 'ok') AND city), count(*) FILTER (WHERE satisfied <> '' AND city)
FROM asked
"""  # noqa: S608 - names of our own tables


def three_rates(
    begins: datetime, ends: datetime, *, now: datetime, within: timedelta, branch_ids: Sequence[int] | None
) -> dict[str, dict[str, Rate]]:
    """Count the three rates of a stretch of time, of the city line's tickets and of all calls.

    :param within: how soon a ticket must be answered
    :param branch_ids: narrows to branches; ``None`` is the whole group
    :returns: ``city_line`` and ``all``, each with ``response``, ``resolved``, ``satisfied`` as
        numerator ``of``, denominator ``all`` and ``percent`` (``None`` where there was nothing to count)
    """
    where: dict[str, Any] = {
        "begins": begins,
        "ends": ends,
        "now": now,
        "within": within,
        "city_line": Channel.CITY_LINE,
        "all": branch_ids is None,
        "branches": list(branch_ids or []),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RATES, where)
        rows = cursor.fetchall()
    return {
        "city_line": {name: _rate(part, whole) for name, _of, _all, part, whole in rows},
        "all": {name: _rate(part, whole) for name, part, whole, _of, _all in rows},
    }


def _rate(part: int, whole: int) -> Rate:
    return {"of": part, "all": whole, "percent": round(100 * part / whole, 1) if whole else None}
