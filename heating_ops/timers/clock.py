"""Arming, settling and firing deadlines. One clock for everybody: the database's."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from .models import Deadline

log = logging.getLogger(__name__)

Handler = Callable[[Deadline, datetime], None]
_handlers: dict[str, Handler] = {}
_RETRY_LIMIT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline to arm: its kind, when its time began and when it is up."""

    kind: str
    started_at: datetime
    due_at: datetime


def register(kind: str, handler: Handler) -> None:
    """Say what to do when a deadline of this kind passes; called in ``AppConfig.ready()``."""
    _handlers[kind] = handler


def arm(subject: str, dues: Sequence[Due], *, generation: int) -> None:
    """Arm deadlines of one subject in the running transaction, in one statement.

    :param subject: ``type:id``
    :param generation: the subject's counter now; the handler compares it
    """
    Deadline.objects.bulk_create(
        [
            Deadline(
                kind=due.kind,
                subject=subject,
                generation=generation,
                started_at=due.started_at,
                due_at=due.due_at,
                next_attempt_at=due.due_at,
            )
            for due in dues
        ]
    )


def settle(subject: str, kinds: Iterable[str] | None = None, *, now: datetime) -> None:
    """Take deadlines off the clock: what they waited for has happened, or does not matter any more.

    :param kinds: which; ``None`` is all of the subject's
    """
    rows = Deadline.objects.filter(subject=subject, cancelled_at__isnull=True)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    rows.update(cancelled_at=now)


def database_now() -> datetime:
    """Read the one clock all timers go by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


def fire_due(*, limit: int = 500) -> int:
    """Run the handlers of deadlines that have passed, each in its own transaction.

    A row is claimed with SKIP LOCKED and marked fired in the transaction its
    handler works in: it fires once, or it is tried again. A row whose handler
    fails is pushed ahead with growing pauses and never stops the others.

    :param limit: how many at the most before answering
    :returns: how many rows were handled
    """
    handled = 0
    while handled < limit and _fire_one():
        handled += 1
    return handled


def _fire_one() -> bool:
    with transaction.atomic():
        row = (
            Deadline.objects.select_for_update(skip_locked=True)
            .filter(fired_at__isnull=True, cancelled_at__isnull=True, next_attempt_at__lte=timezone.now())
            .order_by("next_attempt_at")
            .first()
        )
        if row is None:
            return False
        now = database_now()
        try:
            with transaction.atomic():
                row.fired_at = now
                row.attempts += 1
                row.save(update_fields=["fired_at", "attempts"])
                _handlers[row.kind](row, now)
        except Exception as error:
            log.exception("deadline %s of %s failed", row.kind, row.subject)
            row.fired_at = None
            pause = min(2**row.attempts, _RETRY_LIMIT_SECONDS)
            row.next_attempt_at = now + timedelta(seconds=pause)
            row.last_error = f"{type(error).__name__}: {error}"[:500]
            row.save(update_fields=["attempts", "next_attempt_at", "last_error"])
        return True


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
            WHERE fired_at IS NULL AND cancelled_at IS NULL AND next_attempt_at < clock_timestamp()
            """
        )
        overdue, failing = cursor.fetchone()
        return Lateness(float(overdue), failing)


def settle_if_no_breach(subject: str, kind: str, *, now: datetime) -> None:
    """Take one deadline off unless another of the subject has passed and is not settled yet."""
    breached = Deadline.objects.filter(subject=subject, fired_at__isnull=False, cancelled_at__isnull=True)
    if not breached.exclude(kind=kind).exists():
        settle(subject, [kind], now=now)


def pause(subject: str, kinds: Iterable[str], *, now: datetime) -> None:
    """Stop clocks that have not passed; ``resume`` with the same moment starts them again."""
    Deadline.objects.filter(
        subject=subject, kind__in=list(kinds), fired_at__isnull=True, cancelled_at__isnull=True
    ).update(cancelled_at=now)


def resume(subject: str, *, paused_at: datetime, now: datetime, generation: int) -> None:
    """Start the clocks again that were paused at that moment, later by the time they stood still."""
    stood = now - paused_at
    paused = Deadline.objects.filter(subject=subject, cancelled_at=paused_at, fired_at__isnull=True)
    arm(subject, [Due(row.kind, row.started_at + stood, row.due_at + stood) for row in paused], generation=generation)
