"""Arming, settling and pausing deadlines; registering and firing come by this name too.

One clock for everybody: the database's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Least, Now

from heating_ops.prepared import Prepared

from .lateness import Lateness, lateness
from .models import Deadline
from .next_at import next_at
from .registry import Marked, register, register_batch
from .sweep import database_now, fire_due

__all__ = [
    "Arming",
    "Due",
    "Lateness",
    "Marked",
    "arm",
    "arm_each",
    "breaches",
    "database_now",
    "fire_due",
    "is_running",
    "lateness",
    "pause",
    "register",
    "register_batch",
    "resume",
    "retime",
    "settle",
    "settle_if_no_breach",
    "settle_rows",
    "settle_waiting",
    "shorten",
    "standing",
]

_INSERT: Final = """
INSERT INTO timers_deadline
    (subject, generation, kind, started_at, due_at, marks, told_mark, next_attempt_at, attempts, last_error)
SELECT d.subject, d.generation, d.kind, d.started_at, d.due_at, m.marks, 0,
    timers_next_at(d.started_at, d.due_at, m.marks, 0::smallint), 0, ''
FROM unnest($1, $2, $3, $4, $5, $6)
    WITH ORDINALITY AS d(subject, generation, kind, started_at, due_at, marks, place),
    LATERAL (SELECT d.marks::smallint[] AS marks) m
ORDER BY d.place
"""
_TYPES: Final = ("text[]", "integer[]", "text[]", "timestamptz[]", "timestamptz[]", "text[]")
_ARM: Final = Prepared(_INSERT, *_TYPES)
_ARM_UNLESS_RUNNING: Final = Prepared(
    _INSERT
    + """
ON CONFLICT (subject, kind) WHERE fired_at IS NULL AND cancelled_at IS NULL DO NOTHING
""",
    *_TYPES,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline to arm: its kind, when its time began and when it is up.

    ``marks`` are percents of its time, 1 to 99, at which the kind's mark handler is called.
    """

    kind: str
    started_at: datetime
    due_at: datetime
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Arming:
    """A deadline to arm with its subject, where deadlines of many subjects are armed at once."""

    subject: str
    due: Due
    generation: int


def arm(subject: str, dues: Sequence[Due], *, generation: int) -> None:
    """Arm deadlines of one subject in the running transaction, in one statement.

    :param subject: ``type:id``
    :param generation: the subject's counter now
    """
    _insert(_ARM, [Arming(subject, due, generation) for due in dues])


def arm_each(armings: Sequence[Arming]) -> None:
    """Arm deadlines of many subjects in one statement; where one of the kind runs already, it is left alone."""
    if armings:
        _insert(_ARM_UNLESS_RUNNING, armings)


def _insert(statement: Prepared, armings: Sequence[Arming]) -> None:
    dues = [arming.due for arming in armings]
    statement.rows(
        [arming.subject for arming in armings],
        [arming.generation for arming in armings],
        [due.kind for due in dues],
        [due.started_at for due in dues],
        [due.due_at for due in dues],
        [f"{{{','.join(map(str, due.marks))}}}" for due in dues],
    )


def settle(subject: str, kinds: Iterable[str] | None = None, *, now: datetime) -> None:
    """Take deadlines off the clock: what they waited for has happened, or does not matter any more.

    Passed and paused ones are taken off as well.

    :param kinds: which; ``None`` is all of the subject's
    """
    _standing(subject, kinds).update(cancelled_at=now)


def settle_each(subjects: Sequence[str], kinds: Iterable[str], *, now: datetime) -> None:
    """Take deadlines of these kinds off the clocks of many subjects, in one statement."""
    rows = Deadline.objects.filter(subject__in=list(subjects), kind__in=list(kinds), cancelled_at__isnull=True)
    rows.update(cancelled_at=now)


def settle_waiting(subject: str, kinds: Iterable[str], *, now: datetime) -> None:
    """Take off only those that have not passed: what was missed stays missed."""
    _waiting(subject, kinds).update(cancelled_at=now)


def settle_rows(rows: Sequence[Deadline], *, now: datetime) -> None:
    """Take these very rows off, in one statement; a handler's way out when their subjects are over."""
    if rows:
        Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(cancelled_at=now)


def settle_if_no_breach(subject: str, kind: str, *, now: datetime) -> None:
    """Take one deadline off unless another of the subject has passed and is not settled yet."""
    if not breaches(subject, besides=kind).exists():
        settle(subject, [kind], now=now)


def breaches(subject: str, *, besides: str) -> QuerySet[Deadline]:
    """The subject's deadlines that passed and are not settled, earliest first."""
    return _standing(subject).filter(fired_at__isnull=False).exclude(kind=besides).order_by("due_at")


def standing(subject: str, kinds: Iterable[str]) -> dict[str, Deadline]:
    """The subject's deadlines of these kinds that are not settled, passed or not, by kind; the newest of each."""
    return {row.kind: row for row in _standing(subject, kinds).order_by("id")}


def is_running(subject: str, kind: str) -> bool:
    """Answer whether a deadline of this kind waits, paused or not."""
    return _waiting(subject, [kind]).exists()


def shorten(subject: str, kind: str, *, allowed: timedelta) -> None:
    """Let a waiting deadline pass sooner: ``allowed`` after its time began. It never passes later."""
    _retime(subject, kind, Least(F("due_at"), _from_start(allowed)))


def retime(subject: str, kind: str, *, allowed: timedelta) -> None:
    """Let a waiting deadline pass ``allowed`` after its time began, sooner or later than until now.

    Marks it was told at are not told again; those that now lie behind it are told once, as one.
    """
    _retime(subject, kind, _from_start(allowed))


def _from_start(allowed: timedelta) -> Combinable:
    return ExpressionWrapper(F("started_at") + Value(allowed, DurationField()), output_field=DateTimeField())


def _retime(subject: str, kind: str, due_at: Combinable) -> None:
    _waiting(subject, [kind]).update(due_at=due_at, next_attempt_at=next_at(due_at=due_at), set_at=Now())


def pause(subject: str, kinds: Iterable[str], *, now: datetime) -> None:
    """Stop clocks that have not passed."""
    _waiting(subject, kinds).filter(paused_at__isnull=True).update(paused_at=now)


def resume(subject: str, *, now: datetime) -> None:
    """Start the paused clocks of a subject again, later by the time they stood still."""
    stood = ExpressionWrapper(Value(now, DateTimeField()) - F("paused_at"), output_field=DurationField())

    def later(column: str) -> Combinable:
        return ExpressionWrapper(F(column) + stood, output_field=DateTimeField())

    began, ends = later("started_at"), later("due_at")
    _waiting(subject).filter(paused_at__isnull=False).update(
        started_at=began,
        due_at=ends,
        next_attempt_at=next_at(started_at=began, due_at=ends),
        paused_at=None,
        set_at=Now(),
    )


def _standing(subject: str, kinds: Iterable[str] | None = None) -> QuerySet[Deadline]:
    """Deadlines that are not settled, passed or not."""
    rows = Deadline.objects.filter(subject=subject, cancelled_at__isnull=True)
    return rows if kinds is None else rows.filter(kind__in=list(kinds))


def _waiting(subject: str, kinds: Iterable[str] | None = None) -> QuerySet[Deadline]:
    """Deadlines that have neither passed nor been settled."""
    return _standing(subject, kinds).filter(fired_at__isnull=True)
