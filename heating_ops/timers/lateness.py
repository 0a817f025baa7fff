"""How late the timers are: what waits now, and what fired lately."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Lateness:
    """How the clock is doing: seconds the oldest waiting row is overdue, and rows that failed."""

    oldest_overdue_seconds: float
    failing: int


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
