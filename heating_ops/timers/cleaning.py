"""Forgetting deadlines that are long over, so that the table does not grow for ever."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction

_AT_ONCE: Final = 2000
_OVER_LONG_AGO: Final = """
DELETE FROM timers_deadline WHERE id IN (
    SELECT id FROM timers_deadline
    WHERE (fired_at IS NOT NULL OR cancelled_at IS NOT NULL) AND coalesce(cancelled_at, fired_at) < %s
    ORDER BY coalesce(cancelled_at, fired_at) LIMIT %s FOR UPDATE SKIP LOCKED
)
"""


def forget_long_over(*, now: datetime, most: int = 100_000) -> int:
    """Delete deadlines that fired or were settled longer ago than ``TIMERS_KEEP_DAYS``.

    A part at a time, each in a transaction of its own, by an index that holds only
    such rows: what it costs depends on what goes, not on what is kept.

    :param most: how many at the most in one go
    :returns: how many went
    """
    oldest_kept = now - timedelta(days=settings.TIMERS_KEEP_DAYS)
    gone = 0
    while gone < most:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_OVER_LONG_AGO, [oldest_kept, min(_AT_ONCE, most - gone)])
            count = cursor.rowcount
        gone += count
        if not count:
            break
    return gone
