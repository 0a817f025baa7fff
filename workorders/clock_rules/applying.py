"""Running clocks and the rules in force: what an edit or a switch would move, and moving it on purpose.

Orders keep the clocks they were given until a person, who has seen how many become due
sooner and how many later, applies the rules. A deadline that was missed is never undone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from .. import clocks, events, rules
from ..catalogue import OPEN_STATUSES, Status
from ..models import Step, WorkOrder
from .book import Book

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Shift:
    """One clock that would run otherwise: ``None`` is no clock."""

    step: Step
    before: datetime | None
    after: datetime | None

    @property
    def is_sooner(self) -> bool:
        """A clock that begins counts as sooner, one that ends as later."""
        return self.after is not None and (self.before is None or self.after < self.before)

    def told(self) -> dict[str, str | datetime | None]:
        """What the event says of it."""
        return {"step": self.step.value, "before": self.before, "after": self.after}


@dataclass(slots=True)
class DryRun:
    """How many open orders get sooner or later due times; one that gets both is in both."""

    orders: int = 0
    sooner: int = 0
    later: int = 0
    unchanged: int = 0
    overdue: int = 0
    steps: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def count(self, shifts: Sequence[Shift], *, now: datetime) -> None:
        """Take one order into account."""
        self.orders += 1
        self.sooner += any(shift.is_sooner for shift in shifts)
        self.later += any(not shift.is_sooner for shift in shifts)
        self.unchanged += not shifts
        self.overdue += any(shift.after is not None and shift.after <= now for shift in shifts)
        self.steps.update((shift.step.value, shift.is_sooner) for shift in shifts)


def dry_run(book: Book, *, now: datetime) -> DryRun:
    """Count what these numbers would do to the clocks of every open order; nothing is changed.

    ``overdue`` counts the orders of which a clock would be over at once.
    """
    found = DryRun()
    for orders in _in_parts(list(WorkOrder.objects.filter(status__in=OPEN_STATUSES).values_list("pk", flat=True))):
        rows = WorkOrder.objects.filter(pk__in=orders)
        standing = _standing([order.subject for order in rows])
        for order in rows:
            found.count(shifts_of(order, standing.get(order.subject, {}), book), now=now)
    return found


def apply_rules(*, actor: Actor, reason: str, now: datetime) -> DryRun:
    """Set the running clocks of every open order to the rules in force, part by part; each part is one command.

    :returns: what was done, counted as the dry run counts
    """
    rules.forget()
    done = DryRun()
    for ids in _in_parts(list(WorkOrder.objects.filter(status__in=OPEN_STATUSES).values_list("pk", flat=True))):
        _apply(ids, done, actor=actor, reason=reason, now=now)
    return done


@command
def _apply(ids: Sequence[int], done: DryRun, *, actor: Actor, reason: str, now: datetime) -> None:
    locked = WorkOrder.objects.select_for_update(of=("self",)).filter(pk__in=ids, status__in=OPEN_STATUSES)
    orders = list(locked.order_by("pk"))
    standing = _standing([order.subject for order in orders])
    book = rules.clock_book()
    for order in orders:
        shifts = shifts_of(order, standing.get(order.subject, {}), book)
        done.count(shifts, now=now)
        if shifts:
            _move(order, shifts, standing.get(order.subject, {}), now=now)
            told = [shift.told() for shift in shifts]
            events.clocks_changed(order, profile=book.profile, changes=told, reason=reason, actor=actor, now=now)


def _move(order: WorkOrder, shifts: Sequence[Shift], standing: Mapping[str, Deadline], *, now: datetime) -> None:
    order.version += 1
    order.save(update_fields=["version"])
    for shift in shifts:
        kind = clocks.kind_of(shift.step)
        row = standing.get(kind)
        if row is None and shift.after is not None:
            clocks.arm(order, shift.step, anchor=_anchor(order, shift.step, standing))
        elif row is not None and shift.after is not None:
            clock.retime(order.subject, kind, allowed=shift.after - row.started_at)
        else:
            clock.settle_waiting(order.subject, [kind], now=now)
        if shift.step == Step.GUIDANCE and shift.after is not None:
            clocks.guide_until(order, shift.after)
    if order.status == Status.SUSPENDED:
        clocks.hold(order, now=now)


def shifts_of(order: WorkOrder, standing: Mapping[str, Deadline], book: Book) -> list[Shift]:
    """What these numbers would change on the clocks of an order that still wait.

    :param standing: its deadlines that are not settled, passed or not, by kind
    """
    shifts = []
    for step, _anchor_of_step in clocks.steps_ahead(order):
        row = standing.get(clocks.kind_of(step))
        if row is not None and row.fired_at is not None:
            continue
        begins = row.started_at if row is not None else _anchor(order, step, standing)
        day = rules.season_day(begins) if book.knows_days(step, order.priority) else None
        allowed = book.allowed(step, order.priority, day)
        before, after = row.due_at if row is not None else None, begins + allowed if allowed is not None else None
        if before != after:
            shifts.append(Shift(step, before, after))
    return shifts


def _anchor(order: WorkOrder, step: Step, standing: Mapping[str, Deadline]) -> datetime:
    """When a clock the order had none of begins; an order that was reopened counts from then."""
    whole = standing.get(clocks.kind_of(Step.RESTORED))
    anchor = dict(clocks.steps_ahead(order))[step]
    return max(anchor, whole.started_at) if whole is not None else anchor


def _standing(subjects: Sequence[str]) -> dict[str, dict[str, Deadline]]:
    found: dict[str, dict[str, Deadline]] = {}
    for row in Deadline.objects.filter(subject__in=subjects, cancelled_at__isnull=True).order_by("id"):
        found.setdefault(row.subject, {})[row.kind] = row
    return found


def _in_parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Parts small enough that nobody who works on an order waits long for it."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]
