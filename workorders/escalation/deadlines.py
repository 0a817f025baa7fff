"""What happens when a clock of the way upward passes. Every handler reads the truth again first."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from heating_ops.crews.models import Level
from heating_ops.crews.queries import everybody_on_duty
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from .. import rules
from ..models import WorkOrder
from . import events, messages
from .chasing import CHASE
from .current import open_orders_of, or_nobody
from .models import Because, Cause, Chase, Escalation, Stage, Supervision, Telling
from .supervised import SUPERVISION
from .upward import SILENCE, Call, arm, open_rows, silence_of, tell_upward

_LAST_RESORT: Final = Level.GROUP_OFFICE


@command
def escalations_due(deadlines: Sequence[Deadline], now: datetime) -> Collection[Deadline]:
    """Tell the next level of every order's chain; nobody on duty there → say so and go one further at once."""
    orders, busy = open_orders_of(deadlines)
    rows = open_rows(orders.values())
    calls = []
    for deadline in deadlines:
        order = orders.get(deadline.subject)
        if order is None:
            continue
        row = rows.get(order.pk)
        again = row is not None and row.stage == Stage.ACKNOWLEDGED
        calls.append(
            Call(
                order,
                row,
                Because.RESTART if again else Because.CHAIN,
                Cause(row.cause) if row and not again else Cause.BREACH,
                # Who has it is told of another breach first, and the levels above after that.
                above=(row.rank - 1 if again else row.rank) if row else 0,
                breach_at=deadline.started_at,
                actor=Actor.timer(deadline),
            )
        )
    tell_upward(calls, now=now)
    return busy


@command
def silences_due(deadlines: Sequence[Deadline], now: datetime) -> Collection[Deadline]:
    """Bring back what somebody had, or was told at the top, and nothing moved since; at the cap say that it stops."""
    orders, busy = open_orders_of(deadlines)
    rows = open_rows(orders.values())
    calls = []
    clock.settle_each([one.subject for one in deadlines if one not in busy], [SILENCE], now=now)
    for deadline in deadlines:
        order = orders.get(deadline.subject)
        row = rows.get(order.pk) if order else None
        patience = rules.patience().get(order.priority) if order else None
        if order is None or row is None or patience is None or row.stage == Stage.CAPPED:
            continue
        quiet_since = max(filter(None, (row.told_at, row.acknowledged_at, row.last_move_at)))
        if quiet_since + timedelta(minutes=patience.silence_minutes) > now:
            arm([silence_of(order, since=quiet_since)])
        elif row.repeats >= patience.repeats:
            _cap(order, row, actor=Actor.timer(deadline), now=now)
        else:
            row.repeats += 1
            actor = Actor.timer(deadline)
            calls.append(Call(order, row, Because.SILENCE, Cause(row.cause), row.rank, row.breach_at, actor))
    tell_upward(calls, now=now)
    return busy


def _cap(order: WorkOrder, row: Escalation, *, actor: Actor, now: datetime) -> None:
    """It is not told again by itself; the group office hears so once."""
    first = row.capped_at is None
    row.stage, row.capped_at = Stage.CAPPED, row.capped_at or now
    row.acknowledged_at = row.acknowledged_by = None
    row.save(update_fields=["stage", "capped_at", "acknowledged_at", "acknowledged_by"])
    order.escalation_stage = Stage.CAPPED
    order.version += 1
    order.save(update_fields=["escalation_stage", "version"])
    events.capped(order, repeats=row.repeats, actor=actor, now=now)
    if not first:
        return
    people = everybody_on_duty(level=_LAST_RESORT, branch_id=order.branch_id, now=now)
    Telling.objects.bulk_create(
        Telling(escalation=row, level=_LAST_RESORT, user=user, because=Because.CAP, at=now)
        for user in or_nobody(people)
    )
    if people:
        messages.capped(order, row, people, now=now)
    else:
        events.nobody_on_duty(order, level=_LAST_RESORT, actor=actor, now=now)


@command
def supervisions_due(deadlines: Sequence[Deadline], now: datetime) -> Collection[Deadline]:
    """Tell the leader that the time they gave is over, and the level above what was told."""
    orders, busy = open_orders_of(deadlines)
    rows = open_rows(orders.values())
    calls = []
    clock.settle_each([one.subject for one in deadlines if one not in busy], [SUPERVISION], now=now)
    for deadline in deadlines:
        order = orders.get(deadline.subject)
        if order is None or order.supervision_due_at is None or order.supervision_due_at > now:
            continue
        supervision = Supervision.objects.get(work_order=order, ended_at__isnull=True)
        supervision.passed_at = now
        supervision.save(update_fields=["passed_at"])
        actor = Actor.timer(deadline)
        events.supervision_passed(order, due_at=supervision.due_at, actor=actor, now=now)
        messages.supervision_passed(order, supervision, now=now)
        calls.append(_one_up(order, rows, Because.SUPERVISION, Cause.SUPERVISION, supervision.due_at, actor))
    tell_upward(calls, now=now)
    return busy


@command
def chases_due(deadlines: Sequence[Deadline], now: datetime) -> Collection[Deadline]:
    """Take what nobody answered one level up."""
    orders, busy = open_orders_of(deadlines)
    rows = open_rows(orders.values())
    calls = []
    clock.settle_each([one.subject for one in deadlines if one not in busy], [CHASE], now=now)
    for deadline in deadlines:
        order = orders.get(deadline.subject)
        chase = Chase.objects.filter(work_order=order, ended_at__isnull=True).first() if order else None
        if order is None or chase is None:
            continue
        chase.passed_at = now
        chase.save(update_fields=["passed_at"])
        actor = Actor.timer(deadline)
        events.chase_unanswered(order, due_at=chase.due_at, actor=actor, now=now)
        calls.append(_one_up(order, rows, Because.CHASE, Cause.CHASE, chase.due_at, actor))
    tell_upward(calls, now=now)
    return busy


def _one_up(
    order: WorkOrder, rows: dict[int, Escalation], because: Because, cause: Cause, due_at: datetime, actor: Actor
) -> Call:
    """The level above what was told so far, at once; the chain goes on from there, counted from now."""
    row = rows.get(order.pk)
    return Call(order, row, because, cause, row.rank if row else 0, due_at, actor, by_person=True)
