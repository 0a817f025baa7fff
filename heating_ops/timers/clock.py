"""Arming, settling, pausing and firing deadlines. One clock for everybody: the database's."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Least

from heating_ops.journal.refusal import Busy, waited_too_long
from heating_ops.prepared import Prepared

from .models import Deadline

log = logging.getLogger(__name__)

Handler = Callable[[Deadline, datetime], None]
_handlers: dict[str, Handler] = {}
_ARM: Final = Prepared(
    """
INSERT INTO timers_deadline
    (subject, generation, kind, started_at, due_at, next_attempt_at, attempts, last_error)
SELECT $1, $2, d.kind, d.started_at, d.due_at, d.due_at, 0, ''
FROM unnest($3, $4, $5) WITH ORDINALITY AS d(kind, started_at, due_at, place) ORDER BY d.place
""",
    *("text", "integer", "text[]", "timestamptz[]", "timestamptz[]"),
)
_RETRY_LIMIT_SECONDS: Final = 300
_MEETS_SOMEBODY_AT_WORK = timedelta(milliseconds=250)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline to arm: its kind, when its time began and when it is up."""

    kind: str
    started_at: datetime
    due_at: datetime


def register(kind: str, handler: Handler) -> None:
    """Say what to do when a deadline of this kind passes; called in ``AppConfig.ready()``.

    The handler works in the transaction that marks the row fired. It locks its
    subject with ``nowait``: commands lock the subject first and its deadlines after
    it, so a handler that waited would wait for somebody who waits for it.
    """
    _handlers[kind] = handler


def arm(subject: str, dues: Sequence[Due], *, generation: int) -> None:
    """Arm deadlines of one subject in the running transaction, in one statement.

    :param subject: ``type:id``
    :param generation: the subject's counter now
    """
    columns = [[getattr(due, name) for due in dues] for name in ("kind", "started_at", "due_at")]
    _ARM.rows(subject, generation, *columns)


def settle(subject: str, kinds: Iterable[str] | None = None, *, now: datetime) -> None:
    """Take deadlines off the clock: what they waited for has happened, or does not matter any more.

    Passed and paused ones are taken off as well.

    :param kinds: which; ``None`` is all of the subject's
    """
    _standing(subject, kinds).update(cancelled_at=now)


def settle_waiting(subject: str, kinds: Iterable[str], *, now: datetime) -> None:
    """Take off only those that have not passed: what was missed stays missed."""
    _waiting(subject, kinds).update(cancelled_at=now)


def settle_if_no_breach(subject: str, kind: str, *, now: datetime) -> None:
    """Take one deadline off unless another of the subject has passed and is not settled yet."""
    if not breaches(subject, besides=kind).exists():
        settle(subject, [kind], now=now)


def breaches(subject: str, *, besides: str) -> QuerySet[Deadline]:
    """The subject's deadlines that passed and are not settled, earliest first."""
    return _standing(subject).filter(fired_at__isnull=False).exclude(kind=besides).order_by("due_at")


def is_running(subject: str, kind: str) -> bool:
    """Answer whether a deadline of this kind waits, paused or not."""
    return _waiting(subject, [kind]).exists()


def shorten(subject: str, kind: str, *, allowed: timedelta) -> None:
    """Let a waiting deadline pass sooner: ``allowed`` after its time began. It never passes later."""
    sooner = Least(
        F("due_at"), ExpressionWrapper(F("started_at") + Value(allowed, DurationField()), output_field=DateTimeField())
    )
    _waiting(subject, [kind]).update(due_at=sooner, next_attempt_at=sooner)


def allow(subject: str, kind: str, *, allowed: timedelta) -> None:
    """Let a waiting deadline pass ``allowed`` after its time began, be that sooner or later than it was to."""
    due_at = ExpressionWrapper(F("started_at") + Value(allowed, DurationField()), output_field=DateTimeField())
    _waiting(subject, [kind]).update(due_at=due_at, next_attempt_at=due_at)


def pause(subject: str, kinds: Iterable[str], *, now: datetime) -> None:
    """Stop clocks that have not passed."""
    _waiting(subject, kinds).filter(paused_at__isnull=True).update(paused_at=now)


def resume(subject: str, *, now: datetime) -> None:
    """Start the paused clocks of a subject again, later by the time they stood still."""
    stood = ExpressionWrapper(Value(now, DateTimeField()) - F("paused_at"), output_field=DurationField())

    def later(column: str) -> Combinable:
        return ExpressionWrapper(F(column) + stood, output_field=DateTimeField())

    _waiting(subject).filter(paused_at__isnull=False).update(
        started_at=later("started_at"), due_at=later("due_at"), next_attempt_at=later("due_at"), paused_at=None
    )


def _standing(subject: str, kinds: Iterable[str] | None = None) -> QuerySet[Deadline]:
    """Deadlines that are not settled, passed or not."""
    rows = Deadline.objects.filter(subject=subject, cancelled_at__isnull=True)
    return rows if kinds is None else rows.filter(kind__in=list(kinds))


def _waiting(subject: str, kinds: Iterable[str] | None = None) -> QuerySet[Deadline]:
    """Deadlines that have neither passed nor been settled."""
    return _standing(subject, kinds).filter(fired_at__isnull=True)


def database_now() -> datetime:
    """Read the one clock all timers go by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


def fire_due(*, limit: int = 500, now: datetime | None = None) -> int:
    """Run the handlers of deadlines that have passed, each in its own transaction.

    A row is claimed with SKIP LOCKED and marked fired in the transaction its
    handler works in: it fires once, or it is tried again. A row whose handler
    fails is pushed ahead with growing pauses and never stops the others.

    :param limit: how many at the most before answering
    :param now: the moment to fire for; the database's clock if not given
    :returns: how many rows were handled
    """
    handled = 0
    while handled < limit and _fire_one(now or database_now()):
        handled += 1
    return handled


def _fire_one(now: datetime) -> bool:
    with transaction.atomic():
        row = (
            Deadline.objects.select_for_update(skip_locked=True)
            .filter(fired_at__isnull=True, cancelled_at__isnull=True, paused_at__isnull=True, next_attempt_at__lte=now)
            .order_by("next_attempt_at", "id")
            .first()
        )
        if row is None:
            return False
        try:
            with transaction.atomic():
                row.fired_at = now
                row.attempts += 1
                row.save(update_fields=["fired_at", "attempts"])
                _handlers[row.kind](row, now)
        except Exception as error:  # noqa: BLE001 - one deadline that fails must not stop the others
            _push_ahead(row, error, now=now)
        return True


def _push_ahead(row: Deadline, error: Exception, *, now: datetime) -> None:
    """Try a deadline again later: soon when its subject was just being changed, else with growing pauses."""
    row.fired_at = None
    if isinstance(error, Busy) or waited_too_long(error):
        row.next_attempt_at = now + _MEETS_SOMEBODY_AT_WORK
        row.save(update_fields=["next_attempt_at"])
        return
    log.error("deadline %s of %s failed", row.kind, row.subject, exc_info=error)
    pause_seconds = min(2 ** min(row.attempts, 16), _RETRY_LIMIT_SECONDS)
    row.next_attempt_at = now + timedelta(seconds=pause_seconds)
    row.last_error = f"{type(error).__name__}: {error}"[:500]
    row.save(update_fields=["attempts", "next_attempt_at", "last_error"])


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
