"""Firing what is due, in batches: one claim, one transaction, and a row that fails fails alone."""

import logging
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Busy, waited_too_long

from .handling import MEETS_SOMEBODY_AT_WORK, goes_with_others, handle
from .models import Deadline

log = logging.getLogger(__name__)

BATCH: Final = 200
"""Rows of one transaction: enough that its fixed cost is small, few enough that nobody waits long for one of them."""
_ALONE: Final = 20
"""Rows with a transaction each that are done between two batches: neither kind starves the other."""
_RETRY_LIMIT_SECONDS: Final = 300


def database_now() -> datetime:
    """Read the one clock all timers go by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


def seconds_to_next() -> float:
    """How long until the next deadline or mark is due; infinite when none waits, 0 when one is due that others hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT extract(epoch FROM min(next_attempt_at) - clock_timestamp())::float8 FROM timers_deadline
            WHERE fired_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL
            """
        )
        seconds = cursor.fetchone()[0]
        return math.inf if seconds is None else max(seconds, 0.0)


def fire_due(*, limit: int = 500, now: datetime | None = None) -> int:
    """Run the handlers of deadlines that have passed, or passed a mark on their way.

    Rows are claimed with SKIP LOCKED and marked fired in the transaction their
    handlers work in: each fires once, or is tried again. A row whose handler fails
    is pushed ahead with growing pauses and never stops the others.

    :param limit: how many at the most before answering
    :param now: the moment to fire for; the database's clock if not given
    :returns: how many rows were handled
    """
    handled = 0
    while handled < limit:
        moment = now or database_now()
        found = _fire_batch(min(BATCH, limit - handled), moment)
        alone = _due(moment).exclude(goes_with_others(moment))
        while found < min(BATCH + _ALONE, limit - handled) and _fire_first(alone, moment):
            found += 1
        if not found:
            break
        handled += found
    return handled


def _fire_batch(limit: int, now: datetime) -> int:
    keys: list[int] = []
    if not _handled_together(_due(now).filter(goes_with_others(now)), limit, now, keys):
        _fire_halves(keys, now)
    return len(keys)


def _fire_halves(keys: Sequence[int], now: datetime) -> None:
    """Fire rows that failed together by halves, so that the rest of a batch stays quick, down to the one."""
    middle = len(keys) // 2
    for part in (keys[:middle], keys[middle:]):
        rows = _due(now).filter(pk__in=part)
        if len(part) == 1:
            _fire_first(rows, now)
        elif part and not _handled_together(rows, len(part), now, []):
            _fire_halves(part, now)


def _handled_together(rows: QuerySet[Deadline], limit: int, now: datetime, keys: list[int]) -> bool:
    """Claim rows and handle them in one transaction; when one of them cannot be done, undo all and answer no.

    :param keys: is given the keys of those that were claimed
    """
    try:
        _claim_and_handle(rows, limit, now, keys)
    except Exception as error:
        if not keys:
            raise  # the claim itself failed: the database is not there
        if not _meets_somebody(error):
            log.warning("%s deadlines failed together and are tried in parts: %s", len(keys), type(error).__name__)
        return False
    return True


@command
def _claim_and_handle(rows: QuerySet[Deadline], limit: int, now: datetime, keys: list[int]) -> None:
    """One command, so that claim, work and journal are one transaction without savepoints."""
    claimed = _claim(rows, limit)
    keys[:] = [row.pk for row in claimed]
    handle(claimed, now)


def _fire_first(candidates: QuerySet[Deadline], now: datetime) -> bool:
    """Fire the first of these alone; when it fails it is pushed ahead before anybody else can take it."""
    with transaction.atomic():
        for row in _claim(candidates, 1):
            attempts = row.attempts
            try:
                with transaction.atomic():
                    handle([row], now)
                    connection.check_constraints()
            except Exception as error:  # noqa: BLE001 - one deadline that fails must not stop the others
                row.attempts = attempts
                _push_ahead(row, error, now=now)
            return True
    return False


def _due(now: datetime) -> QuerySet[Deadline]:
    return Deadline.objects.filter(
        fired_at__isnull=True, cancelled_at__isnull=True, paused_at__isnull=True, next_attempt_at__lte=now
    )


def _claim(rows: QuerySet[Deadline], limit: int) -> list[Deadline]:
    return list(rows.select_for_update(skip_locked=True).order_by("next_attempt_at", "id")[:limit])


def _meets_somebody(error: Exception) -> bool:
    return isinstance(error, Busy) or waited_too_long(error)


def _push_ahead(row: Deadline, error: Exception, *, now: datetime) -> None:
    """Try a row again later: soon when its subject was just being changed, else with growing pauses.

    A mark that fails is tried again too, but never makes the deadline itself late.
    """
    if _meets_somebody(error):
        pause = MEETS_SOMEBODY_AT_WORK
    else:
        log.error("deadline %s of %s failed", row.kind, row.subject, exc_info=error)
        row.attempts += 1
        row.last_error = f"{type(error).__name__}: {error}"[:500]
        pause = timedelta(seconds=min(2 ** min(row.attempts, 16), _RETRY_LIMIT_SECONDS))
    row.next_attempt_at = now + pause if now >= row.due_at else min(now + pause, row.due_at)
    row.save(update_fields=["attempts", "next_attempt_at", "last_error"])
