"""One way upward for every reason: find who is on duty at the next level, keep whom was told, tell them.

Works on many orders at once, because many deadlines pass at once: what is read and written is gathered first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import prefetch_related_objects

from heating_ops.access.models import User
from heating_ops.crews.models import Level
from heating_ops.crews.queries import everybody_on_duty
from heating_ops.journal.actor import Actor
from heating_ops.timers import clock

from .. import rules
from ..models import WorkOrder
from . import events, messages
from .current import or_nobody
from .models import Because, Cause, Escalation, Stage, Telling
from .rule_models import LEVELS, EscalationRule, rank_of

ESCALATE: Final = "work_order.escalate"
SILENCE: Final = "work_order.silence"
_ROW_COLUMNS: Final = [
    *("cause", "stage", "rank", "repeats", "reason", "breach_at", "told_at"),
    *("acknowledged_at", "acknowledged_by", "capped_at"),
]
_ORDER_COLUMNS: Final = ["escalation_level", "escalated_to", "escalation_stage", "version"]


class Duty:
    """Who is on duty where, asked once for each place and moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[str, int | None], list[User]] = {}

    def at(self, level: str, branch_id: int | None) -> list[User]:
        """Everybody on duty at a level; of a branch, where the level is the branch's."""
        place = (level, branch_id)
        if place not in self._known:
            self._known[place] = everybody_on_duty(level=level, branch_id=branch_id, now=self._now)
        return self._known[place]


@dataclass(frozen=True, slots=True)
class Call:
    """One order that must be told upward: why, past which rank, counted from when."""

    order: WorkOrder
    row: Escalation | None
    because: Because
    cause: Cause
    above: int
    """The rank below the first level to be told."""
    breach_at: datetime
    actor: Actor
    reason: str = ""
    by_person: bool = False
    """Somebody named the level: all levels above may be asked, not only those of the chain."""


@dataclass(slots=True)
class _Told:
    call: Call
    row: Escalation
    steps: list[tuple[str, list[User]]] = field(default_factory=list)


def open_rows(orders: Iterable[WorkOrder]) -> dict[int, Escalation]:
    """Read the open escalations of orders, by order; only those that say they have one are asked for."""
    ids = [order.pk for order in orders if order.escalation_stage]
    if not ids:
        return {}
    found = Escalation.objects.filter(work_order_id__in=ids, ended_at__isnull=True)
    return {row.work_order_id: row for row in found}


def next_minutes(priority: str, *, above: int) -> int | None:
    """The minutes after the breach at which the first level above a rank is told; ``None`` at the top."""
    return next((rule.minutes for rule in _chain(priority) if rank_of(rule.level) > above), None)


def _chain(priority: str) -> Sequence[EscalationRule]:
    return rules.escalation_chains().get(priority, [])


def tell_upward(calls: Sequence[Call], *, now: datetime) -> None:
    """Tell the next level of each locked order; nobody on duty there → that is kept, and one further at once.

    Where no level is left above, the highest one that was told is told again. The clocks of the
    next level, or of silence, run from now on.
    """
    duty = Duty(now)
    told = [_decide(call, duty, now=now) for call in calls]
    told = [one for one in told if one.steps]
    _write(told, now=now)
    clock.settle_each([one.call.order.subject for one in told], [ESCALATE, SILENCE], now=now)
    arm([_next_of(one.call.order, one.row, now=now) for one in told])
    prefetch_related_objects([one.call.order for one in told], "building")
    for one in told:
        messages.escalated(one.call.order, one.row, one.steps[-1], because=one.call.because, now=now)


def _decide(call: Call, duty: Duty, *, now: datetime) -> _Told:
    order = call.order
    row = call.row or Escalation(work_order=order, cause=call.cause, rank=0, started_at=now, breach_at=call.breach_at)
    told = _Told(call, row)
    for level in _levels(call):
        people = duty.at(level, order.branch_id)
        told.steps.append((level, people))
        if people:
            break
    if not told.steps:
        return told
    level = told.steps[-1][0]
    row.rank, row.stage, row.told_at = rank_of(level), Stage.TOLD, now
    row.acknowledged_at = row.acknowledged_by = None
    row.breach_at, row.cause = call.breach_at, call.cause if call.because != Because.SILENCE else row.cause
    row.reason = call.reason or row.reason
    order.escalation_level, order.escalated_to = max(order.escalation_level, row.rank), level
    order.escalation_stage = Stage.TOLD
    order.version += 1
    return told


def _levels(call: Call) -> list[str]:
    """The levels to ask, from below; at the top the highest one again."""
    if call.by_person:
        return LEVELS[call.above :] or LEVELS[-1:]
    chain = [rule.level for rule in _chain(call.order.priority)]
    higher = [level for level in chain if rank_of(level) > call.above]
    return higher or ([LEVELS[call.above - 1]] if call.above else chain[-1:])


def _write(told: Sequence[_Told], *, now: datetime) -> None:
    """Rows first, so that what is recorded and told can name them."""
    if not told:
        return
    Escalation.objects.bulk_create([one.row for one in told if one.row.pk is None])
    Escalation.objects.bulk_update([one.row for one in told], _ROW_COLUMNS)
    WorkOrder.objects.bulk_update([one.call.order for one in told], _ORDER_COLUMNS)
    tellings: list[Telling] = []
    for one in told:
        key = messages.key_of(one.call.order)
        for level, people in one.steps:
            for user in or_nobody(people):
                tellings.append(
                    Telling(
                        escalation=one.row,
                        level=level,
                        user=user,
                        because=one.call.because,
                        at=now,
                        message_key=key if user else "",
                    )
                )
    Telling.objects.bulk_create(tellings)
    for one in told:
        _record(one, now=now)


def _record(one: _Told, *, now: datetime) -> None:
    call = one.call
    for level, people in one.steps:
        if people:
            events.escalated(
                call.order,
                level=level,
                people=[user.pk for user in people],
                because=call.because,
                reason=call.reason,
                actor=call.actor,
                now=now,
            )
        else:
            events.nobody_on_duty(call.order, level=level, actor=call.actor, now=now)


def _next_of(order: WorkOrder, row: Escalation, *, now: datetime) -> clock.Arming | None:
    """What waits for an answer: the next level's time, or at the top as long as silence may last."""
    minutes = next_minutes(order.priority, above=row.rank)
    if minutes is None:
        return silence_of(order, since=now)
    due_at = max(row.breach_at + timedelta(minutes=minutes), now)
    return clock.Arming(order.subject, clock.Due(ESCALATE, row.breach_at, due_at), order.version)


def silence_of(order: WorkOrder, *, since: datetime) -> clock.Arming | None:
    """The clock by which the silence of an order is noticed; a priority without a rule may stay silent."""
    patience = rules.patience().get(order.priority)
    if patience is None:
        return None
    due_at = since + timedelta(minutes=patience.silence_minutes)
    return clock.Arming(order.subject, clock.Due(SILENCE, since, due_at), order.version)


def arm(armings: Iterable[clock.Arming | None]) -> None:
    """Arm what there is to arm, in one statement."""
    clock.arm_each([arming for arming in armings if arming is not None])


def level_of(rank: int) -> Level:
    """Name the level of a rank."""
    return Level(LEVELS[rank - 1])
