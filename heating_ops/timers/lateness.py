"""How late the timers are: what waits now, and what fired lately."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Lateness:
    """How the clock is doing: seconds the oldest waiting row is overdue, and rows that failed."""

    oldest_overdue_seconds: float
    failing: int


@dataclass(frozen=True, slots=True)
class Recent:
    """What fired in the last ten minutes: how many, and by how many seconds half, 99 in 100 and all were late at most.

    A deadline that was due already when it was armed or changed counts from then.
    """

    fired: int
    half: float
    p99: float
    latest: float


def lateness() -> Lateness:
    """Measure how late the timers are now; both figures are 0 when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT greatest(coalesce(extract(epoch FROM clock_timestamp() - min(next_attempt_at)), 0), 0),
                   (SELECT count(*) FROM timers_deadline
                    WHERE fired_at IS NULL AND cancelled_at IS NULL AND attempts > 0)
            FROM timers_deadline
            WHERE fired_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL
                AND next_attempt_at < statement_timestamp()
            """
        )
        overdue, failing = cursor.fetchone()
        return Lateness(float(overdue), failing)


def recently() -> Recent:
    """Measure how late deadlines fired in the last ten minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY late), 0),
                   coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY late), 0), coalesce(max(late), 0)
            FROM (
                SELECT greatest(extract(epoch FROM fired_at - greatest(due_at, set_at)), 0) AS late
                FROM timers_deadline
                WHERE (fired_at IS NOT NULL OR cancelled_at IS NOT NULL)
                    AND coalesce(cancelled_at, fired_at) > statement_timestamp() - interval '10 minutes'
                    AND fired_at > statement_timestamp() - interval '10 minutes'
            ) lately
            """
        )
        fired, half, p99, latest = cursor.fetchone()
        return Recent(fired, float(half), float(p99), float(latest))


def waiting() -> int:
    """Count the deadlines that are armed and run."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM timers_deadline
            WHERE fired_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL
            """
        )
        count: int = cursor.fetchone()[0]
        return count
