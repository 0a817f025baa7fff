"""The same lasting work in raw SQL: claimed with SKIP LOCKED, fired, its outcome written; a transaction a batch."""

import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, Final

import psycopg2

Statements = Sequence[str]
"""The statements of one batch; the first claims and answers the ids of the deadlines it fired."""

_CLAIM: Final = """
WITH due AS MATERIALIZED (
    SELECT id FROM timers_deadline
    WHERE fired_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL AND next_attempt_at <= clock_timestamp()
    ORDER BY next_attempt_at, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
), fired AS (
    UPDATE timers_deadline d SET fired_at = clock_timestamp(), attempts = attempts + 1
    FROM due WHERE d.id = due.id RETURNING d.id, d.subject, d.due_at
)"""
CHEAP: Final[Statements] = (
    _CLAIM
    + """, rang AS (INSERT INTO bench_rang (deadline_id, pid) SELECT id, 0 FROM fired)
SELECT array_agg(id) FROM fired
""",
)


def orders() -> Statements:
    """What a missed step leaves: the order's new version, the chain's next clock, and an event with the card."""
    from workorders.queries import _CARD

    cards = f"SELECT c.id, c.card FROM ({_CARD.replace('SELECT', 'SELECT w.id,', 1)}) c(id, card)"
    return (
        _CLAIM
        + """, bumped AS (
    UPDATE workorders_workorder w SET version = version + 1
    FROM fired WHERE w.id = split_part(fired.subject, ':', 2)::bigint
    RETURNING w.id, w.version, fired.subject, fired.due_at
), armed AS (
    INSERT INTO timers_deadline
        (kind, subject, generation, started_at, due_at, next_attempt_at, attempts, last_error)
    SELECT 'work_order.escalate', subject, version, due_at, due_at + interval '15 minutes',
        due_at + interval '15 minutes', 0, ''
    FROM bumped
)
SELECT array_agg(id) FROM fired
""",
        """
SELECT slug, seq FROM journal_append((
    SELECT jsonb_agg(jsonb_build_object(
        'board', 'branch-' || w.branch_id, 'at', d.fired_at, 'kind', 'work_order.deadline_missed',
        'subject', d.subject, 'actor', 'timer:' || d.id, 'reason', '', 'request_id', NULL, 'request_digest', '',
        'card', c.card, 'data', jsonb_build_object('step', 'dispatch', 'due_at', d.due_at, 'fired_late_seconds', 0)
    ) ORDER BY d.id)
    FROM timers_deadline d
    JOIN workorders_workorder w ON w.id = split_part(d.subject, ':', 2)::bigint
    JOIN LATERAL (CARDS WHERE c.id = w.id) c ON true
    WHERE d.id = ANY(%(ids)s)
))
""".replace("CARDS", cards),
    )


def drain(statements: Statements, batch: int, ahead: float, connection: Mapping[str, Any]) -> None:
    """Fire batch after batch, from the moment they are due until nothing is left."""
    with closing(psycopg2.connect(**plain(connection))) as own, own.cursor() as cursor:
        time.sleep(max(ahead, 0.0))
        ids: list[int] | None = []
        idle = 0
        while idle < 3:
            for place, sql in enumerate(statements):
                cursor.execute(sql, {"batch": batch, "ids": ids})
                if place == 0:
                    ids = cursor.fetchone()[0]
                    if not ids:
                        break
            own.commit()
            idle = 0 if ids else idle + 1
            if not ids:
                time.sleep(0.005)


def plain(connection: Mapping[str, Any]) -> dict[str, Any]:
    """What psycopg2 itself understands of Django's parameters."""
    return {name: value for name, value in connection.items() if name not in ("cursor_factory", "context")}
