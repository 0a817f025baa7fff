"""One small typed function per thing that happens on the way upward; each is on the order's board."""

from collections.abc import Sequence
from datetime import datetime

from heating_ops.journal.actor import Actor

from ..events import happened
from ..models import WorkOrder


def escalated(
    order: WorkOrder,
    *,
    level: str,
    people: Sequence[int],
    because: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Everybody on duty at a level was told; ``to`` is who answers for it there."""
    data = {"level": level, "to": f"user:{people[0]}", "told": len(people), "because": because}
    happened("escalated", order, actor=actor, now=now, reason=reason, data=data)


def nobody_on_duty(order: WorkOrder, *, level: str, actor: Actor, now: datetime) -> None:
    """Nobody was on duty at the level that should have been told."""
    happened("nobody_on_duty", order, actor=actor, now=now, data={"level": level})


def acknowledged(order: WorkOrder, *, level: str, actor: Actor, now: datetime) -> None:
    """Somebody who was told says that they have it: nobody above is told."""
    happened("escalation_acknowledged", order, actor=actor, now=now, data={"level": level})


def capped(order: WorkOrder, *, repeats: int, actor: Actor, now: datetime) -> None:
    """It came back as often as it may, and nothing moved: it is not told again, and stays on the list."""
    happened("escalation_capped", order, actor=actor, now=now, data={"repeats": repeats})


def supervised(order: WorkOrder, *, reason: str, due_at: datetime, actor: Actor, now: datetime) -> None:
    """A leader keeps an eye on it until a time."""
    happened("supervised", order, actor=actor, now=now, reason=reason, data={"due_at": due_at})


def supervision_passed(order: WorkOrder, *, due_at: datetime, actor: Actor, now: datetime) -> None:
    """The time a leader gave it is over, and it is not done."""
    happened("supervision_passed", order, actor=actor, now=now, data={"due_at": due_at})


def supervision_ended(order: WorkOrder, *, because: str, in_time: bool, actor: Actor, now: datetime) -> None:
    """The leader, or the work, ended the supervision."""
    data = {"because": because, "in_time": in_time}
    happened("supervision_ended", order, actor=actor, now=now, data=data)


def chased(order: WorkOrder, *, holder: str, due_at: datetime, actor: Actor, now: datetime) -> None:
    """Whoever has it was asked what becomes of it; the words stay with the chase.

    :param holder: ``crew`` or the level that was asked
    """
    data = {"holder": holder, "due_at": due_at, "chases": order.chase_count}
    happened("chased", order, actor=actor, now=now, data=data)


def chase_answered(order: WorkOrder, *, in_time: bool, actor: Actor, now: datetime) -> None:
    """Whoever has it answered; the words stay with the chase."""
    happened("chase_answered", order, actor=actor, now=now, data={"in_time": in_time})


def chase_unanswered(order: WorkOrder, *, due_at: datetime, actor: Actor, now: datetime) -> None:
    """Nobody answered in time."""
    happened("chase_unanswered", order, actor=actor, now=now, data={"due_at": due_at})
