"""Running the handlers of claimed rows, and keeping in the rows what came of it."""

from collections.abc import Collection, Hashable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from heating_ops.journal.recording import command

from . import registry
from .models import Deadline
from .next_at import mark_at, next_at
from .registry import Marked

MEETS_SOMEBODY_AT_WORK: Final = timedelta(milliseconds=250)
"""After how long a row is tried again whose subject somebody works on."""
_ROUNDED: Final = timedelta(milliseconds=1)


@command
def handle(rows: Sequence[Deadline], now: datetime) -> None:
    """Run the handlers of claimed rows, each handler once; what they record is numbered once, at the very end.

    :raises NobodyHandles: a kind is of another version of the code
    """
    groups: dict[Hashable, list[Deadline]] = {}
    for row in rows:
        groups.setdefault(_handler(row, now), []).append(row)
    for group in groups.values():
        if now < group[0].due_at:
            _at_marks(group, now)
        else:
            _passed(group, now)


def goes_with_others(now: datetime) -> Q:
    """Rows that may share a transaction: not one that failed before, nor one whose handler takes only one."""
    many, one = list(registry.batch), list(registry.single)
    return Q(attempts=0) & (Q(kind__in=many) | Q(kind__in=one, due_at__gt=now))


def _handler(row: Deadline, now: datetime) -> Hashable:
    """What rows have in common that are handled together."""
    if now < row.due_at:
        return "mark", registry.marks.get(row.kind)
    return registry.batch.get(row.kind, row.pk)


def _passed(rows: Sequence[Deadline], now: datetime) -> None:
    kind = rows[0].kind
    _of(rows).update(fired_at=now, attempts=F("attempts") + 1)
    for row in rows:
        row.fired_at = now
        row.attempts += 1
    if kind in registry.batch:
        if waiting := registry.batch[kind](rows, now):
            later = now + MEETS_SOMEBODY_AT_WORK
            _of(waiting).update(fired_at=None, attempts=F("attempts") - 1, next_attempt_at=later)
    elif kind in registry.single:
        registry.single[kind](rows[0], now)
    else:
        raise registry.NobodyHandles(kind)


def _at_marks(rows: Sequence[Deadline], now: datetime) -> None:
    """Tell of the highest mark each row passed; lower ones nobody looked at in time are passed over."""
    if unknown := [row.kind for row in rows if not (row.kind in registry.batch or row.kind in registry.single)]:
        raise registry.NobodyHandles(unknown[0])
    marked = [Marked(row, percent) for row in rows if (percent := _mark_passed(row, now))]
    on_mark = registry.marks.get(rows[0].kind)
    waiting = {mark.deadline.pk for mark in on_mark(marked, now) or ()} if on_mark and marked else set()
    _of([row for row in rows if row.pk in waiting]).update(
        next_attempt_at=Least(F("due_at"), now + MEETS_SOMEBODY_AT_WORK)
    )
    told: dict[int, list[Deadline]] = {}
    percents = {mark.deadline.pk: mark.percent for mark in marked}
    for row in rows:
        if row.pk not in waiting:
            told.setdefault(percents.get(row.pk, row.told_mark), []).append(row)
    for percent, those in told.items():
        changed = {"told_mark": percent, "next_attempt_at": next_at(told_mark=percent)}
        _of(those).update(**changed, attempts=0, last_error="")


def _mark_passed(row: Deadline, now: datetime) -> int:
    """The highest mark that was passed and not told; 0 if there is none."""
    passed = [mark for mark in row.marks if mark_at(row.started_at, row.due_at, mark) <= now + _ROUNDED]
    return max((mark for mark in passed if mark > row.told_mark), default=0)


def _of(rows: Collection[Deadline]) -> QuerySet[Deadline]:
    return Deadline.objects.filter(pk__in=[row.pk for row in rows])
