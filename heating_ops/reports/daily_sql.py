"""The statements behind the daily report. Every one counts the same day and the same branches."""

from typing import Final

from hotline.models import Call, Guidance, Referral, Supplier
from incidents.models import Incident
from workorders.models import Supervision, Suspension, TemperatureReading, WorkOrder

_CALL, _ORDER = Call._meta.db_table, WorkOrder._meta.db_table
_SUSPENSION = Suspension._meta.db_table
_GUIDANCE = Guidance._meta.db_table
_SUPERVISION = Supervision._meta.db_table
_REFERRAL, _SUPPLIER = Referral._meta.db_table, Supplier._meta.db_table
_READING, _INCIDENT = TemperatureReading._meta.db_table, Incident._meta.db_table
_SCOPE = "(%(all)s OR {t}.branch_id = ANY(%(branches)s))"
_DAY = "{t}.reported_at >= %(begins)s AND {t}.reported_at < %(ends)s AND " + _SCOPE
# Handled in time counts from registration. What is neither done nor over its time is still running.
_DONE = "w.done_at IS NOT NULL"
_IN_TIME = "w.done_at < w.logged_at + %(handled_within)s"
# Net: without the time its restoration stood still, what lasts included.
_STOOD = "w.stood_seconds * interval '1 second' + coalesce(%(now)s - s.began_at, interval '0')"
_IN_TIME_NET = f"w.done_at - ({_STOOD}) < w.logged_at + %(handled_within)s"
_OVER_NET = f"w.logged_at + %(handled_within)s + {_STOOD} <= %(now)s"
_VOID = "w.status IN ('merged', 'cancelled')"
_OVER = "w.logged_at + %(handled_within)s <= %(now)s"

CALLS: Final = f"""
SELECT c.channel, c.category, c.outcome, c.triage->>'urgency' AS urgency, count(*) AS calls
FROM {_CALL} c WHERE {_DAY.format(t="c")} GROUP BY 1, 2, 3, 4
"""  # noqa: S608 - names of our own tables

HOURS: Final = f"""
SELECT floor(extract(epoch FROM c.reported_at - %(begins)s) / 3600)::int AS place, count(*) AS calls,
    count(*) FILTER (WHERE c.triage->>'urgency' = 'urgent') AS urgent
FROM {_CALL} c WHERE {_DAY.format(t="c")} GROUP BY 1
"""  # noqa: S608

ORDERS: Final = f"""
SELECT count(*) AS total,
    count(*) FILTER (WHERE w.urgency = 'urgent') AS urgent,
    count(*) FILTER (WHERE w.urgency <> 'urgent') AS non_urgent,
    count(*) FILTER (WHERE {_DONE}) AS done,
    count(*) FILTER (WHERE {_IN_TIME}) AS done_within_24h,
    count(*) FILTER (WHERE NOT {_VOID} AND NOT coalesce({_IN_TIME}, false) AND ({_DONE} OR {_OVER})) AS late,
    count(*) FILTER (WHERE {_IN_TIME_NET}) AS done_within_24h_net,
    count(*) FILTER (
        WHERE NOT {_VOID} AND NOT coalesce({_IN_TIME_NET}, false) AND ({_DONE} OR {_OVER_NET})
    ) AS late_net,
    count(*) FILTER (WHERE NOT {_VOID} AND NOT {_DONE} AND NOT {_OVER}) AS running,
    count(*) FILTER (WHERE {_VOID} AND NOT coalesce({_IN_TIME}, false)) AS void,
    count(*) FILTER (WHERE w.status = 'closed' AND w.called_back_at IS NOT NULL) AS called_back,
    count(*) FILTER (WHERE w.status = 'done' AND w.called_back_at IS NOT NULL) AS not_reached,
    count(*) FILTER (WHERE g.outcome IN ('solved_remotely', 'visit_needed')) AS guided,
    count(*) FILTER (WHERE w.guidance_outcome = 'solved_remotely') AS solved_by_telephone,
    count(*) FILTER (WHERE w.escalation_level > 0) AS escalated,
    count(*) FILTER (WHERE w.return_count > 0) AS returned,
    coalesce(sum(w.return_count), 0)::int AS returns,
    count(*) FILTER (WHERE w.incident_number <> '') AS in_incidents,
    count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM timers_deadline d
        WHERE d.subject = 'work_order:' || w.id AND d.fired_at IS NOT NULL AND d.kind = ANY(%(steps)s)
    )) AS missed_a_deadline,
    count(*) FILTER (WHERE v.work_order_id IS NOT NULL) AS supervised,
    count(*) FILTER (WHERE v.in_time) AS supervised_in_time,
    count(*) FILTER (WHERE w.chase_count > 0) AS chased,
    count(*) FILTER (WHERE w.triage ? 'overrides') AS overridden,
    count(*) FILTER (WHERE w.triage ? 'overrides' AND w.priority < w.triage->>'priority') AS overridden_up,
    count(*) FILTER (WHERE w.triage ? 'overrides' AND w.priority > w.triage->>'priority') AS overridden_down
FROM {_ORDER} w LEFT JOIN {_GUIDANCE} g ON g.work_order_id = w.id
LEFT JOIN {_SUSPENSION} s ON s.work_order_id = w.id AND s.ended_at IS NULL AND s.stops ? 'restored'
LEFT JOIN (
    SELECT work_order_id, bool_and(ended_because = 'done' AND ended_at <= due_at) AS in_time
    FROM {_SUPERVISION} GROUP BY 1
) v ON v.work_order_id = w.id
WHERE {_DAY.format(t="w")}
"""  # noqa: S608

STAGES: Final = f"""
SELECT w.priority, w.status, count(*) AS orders FROM {_ORDER} w WHERE {_DAY.format(t="w")} GROUP BY 1, 2
"""  # noqa: S608

# Of every room the last reading counts: a crew measures before it works and after.
ROOMS: Final = f"""
WITH last AS (
    SELECT DISTINCT ON (r.work_order_id, r.room) r.work_order_id, r.temperature_c
    FROM {_READING} r JOIN {_ORDER} w ON w.id = r.work_order_id
    WHERE r.source <> 'caller' AND {_DAY.format(t="w")}
    ORDER BY r.work_order_id, r.room, r.taken_at DESC, r.id DESC
), measured AS (
    SELECT bool_and(temperature_c >= %(warm)s) AS warm FROM last GROUP BY work_order_id
)
SELECT count(*) AS rooms_measured, count(*) FILTER (WHERE warm) AS rooms_warm FROM measured
"""  # noqa: S608

BRANCHES: Final = f"""
SELECT coalesce(b.id, 0) AS branch, coalesce(b.name, '') AS name, coalesce(c.calls, 0) AS calls,
    coalesce(w.orders, 0) AS orders, coalesce(w.urgent, 0) AS urgent, coalesce(w.done, 0) AS done,
    coalesce(w.in_time, 0) AS in_time, coalesce(w.closed, 0) AS closed, coalesce(w.escalated, 0) AS escalated,
    coalesce(w.returned, 0) AS returned
FROM (
    SELECT coalesce(c.branch_id, 0) AS branch_id, count(*) AS calls
    FROM {_CALL} c WHERE {_DAY.format(t="c")} GROUP BY 1
) c
FULL JOIN (
    SELECT coalesce(w.branch_id, 0) AS branch_id, count(*) AS orders,
        count(*) FILTER (WHERE w.urgency = 'urgent') AS urgent,
        count(*) FILTER (WHERE {_DONE}) AS done, count(*) FILTER (WHERE {_IN_TIME}) AS in_time,
        count(*) FILTER (WHERE w.status = 'closed') AS closed,
        count(*) FILTER (WHERE w.escalation_level > 0) AS escalated,
        count(*) FILTER (WHERE w.return_count > 0) AS returned
    FROM {_ORDER} w WHERE {_DAY.format(t="w")} GROUP BY 1
) w ON w.branch_id = c.branch_id
LEFT JOIN network_branch b ON b.id = coalesce(c.branch_id, w.branch_id)
ORDER BY b.id NULLS LAST
"""  # noqa: S608

# Most of these calls have no branch: what is not ours lies in none of ours.
NOT_OURS: Final = f"""
SELECT coalesce(s.id, 0) AS supplier, coalesce(s.name_zh_hans, '') AS name_zh_hans, coalesce(s.name_en, '') AS name_en,
    count(*) AS calls, count(*) FILTER (WHERE r.told) AS told
FROM {_CALL} c
LEFT JOIN {_REFERRAL} r ON r.call_id = c.id
LEFT JOIN {_SUPPLIER} s ON s.id = r.supplier_id
WHERE c.outcome = 'not_ours' AND {_DAY.format(t="c")} GROUP BY s.id ORDER BY s.id IS NULL, calls DESC, s.id
"""  # noqa: S608

INCIDENTS: Final = f"""
SELECT i.id, 'IN-' || lpad(i.id::text, 6, '0') AS number, i.title, i.kind, i.level, i.phase, i.households,
    i.report_count AS callers, i.declared_at, i.restored_at, i.closed_at
FROM {_INCIDENT} i
WHERE i.declared_at >= %(begins)s AND i.declared_at < %(ends)s AND {_SCOPE.format(t="i")} ORDER BY i.id
"""  # noqa: S608
