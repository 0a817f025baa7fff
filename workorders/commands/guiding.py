"""Guidance by telephone (远程指导): an order may wait for it before anybody is sent, and what ends the waiting."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events, rules
from ..catalogue import GuidanceEnd, Handling, Priority, Status, Urgency
from ..clocks import arm, settle
from ..models import Step, WorkOrder
from ..triage import Decision
from .moving import change, locked, move_to
from .refusals import NothingToGuide, TooUrgentToGuide

# What was missed of the way to the customer does not matter any more when the telephone was enough.
_SAVED = (Step.GUIDANCE, Step.DISPATCH, Step.CONTACT, Step.ON_SITE, Step.RESTORED)


def may_wait(decision: Decision) -> bool:
    """Answer whether a decision lets an order wait for guidance: what is urgent never does."""
    return (
        decision.handling == Handling.REMOTE_FIRST
        and decision.urgency != Urgency.URGENT
        and decision.priority != Priority.P1
    )


def limit_of(decision: Decision, *, anchor: datetime) -> datetime | None:
    """Until when a new order may wait for guidance; ``None`` when it may not, or no limit is set for its priority."""
    allowed = rules.allowed(Step.GUIDANCE, decision.priority, now=anchor) if may_wait(decision) else None
    return None if allowed is None else anchor + allowed


@command
def claimed(
    *, work_order_id: int, version: int | None = None, reason: str = "", actor: Actor, now: datetime
) -> WorkOrder:
    """Record that an operator takes the order to guide its customer; who it is, the desk keeps.

    :raises NothingToGuide: it does not wait for guidance
    """
    order = _to_guide(work_order_id, version)
    change(order)
    events.guidance_claimed(order, reason=reason, actor=actor, now=now)
    return order


@command
def not_reached(
    *, work_order_id: int, version: int | None = None, attempts: int, actor: Actor, now: datetime
) -> WorkOrder:
    """Record that the customer did not answer; the order goes on waiting until its limit.

    :raises NothingToGuide: it does not wait for guidance
    """
    order = _to_guide(work_order_id, version)
    change(order)
    events.guidance_tried(order, attempts=attempts, actor=actor, now=now)
    return order


@command
def needs_visit(
    *,
    work_order_id: int,
    version: int | None = None,
    item: str = "",
    steps: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Give the order to the dispatcher after guidance that was not enough, with the steps that were tried.

    :param steps: the places, from 1, of what was said of the item's steps
    :raises NothingToGuide: it does not wait for guidance
    """
    order = _to_guide(work_order_id, version)
    hand_over(order, GuidanceEnd.VISIT_NEEDED, item=item, steps=steps, contacted=True, actor=actor, now=now)
    return order


@command
def solve_by_telephone(
    *,
    work_order_id: int,
    version: int | None = None,
    item: str = "",
    steps: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Say that the telephone was enough: done without a visit. A claim, until the call-back.

    Allowed as long as nobody was sent, also when the limit passed while people talked.

    :raises NothingToGuide: somebody was sent, or it is over
    :raises TooUrgentToGuide: urgent orders are gone to
    """
    order = locked(work_order_id, version=version)
    if order.status != Status.TRIAGED:
        raise NothingToGuide(number=order.number, status=order.get_status_display())
    if order.urgency == Urgency.URGENT or order.priority == Priority.P1:
        raise TooUrgentToGuide(number=order.number)
    ended = {"guidance_until": None, "guidance_outcome": GuidanceEnd.SOLVED_REMOTELY}
    move_to(order, Status.DONE, now=now, done_at=now, contacted_at=order.contacted_at or now, **ended)
    settle(order, *_SAVED, now=now)
    arm(order, Step.CALL_BACK, anchor=now)
    outcome = GuidanceEnd.SOLVED_REMOTELY
    events.guidance_ended(order, outcome=outcome, item=item, steps=steps, actor=actor, now=now)
    return order


def hand_over(
    order: WorkOrder,
    end: GuidanceEnd,
    *,
    item: str = "",
    steps: Sequence[int] = (),
    contacted: bool = False,
    actor: Actor,
    now: datetime,
) -> None:
    """Let a locked order wait for a crew instead: its dispatch clock starts now, those from registration run on."""
    waited = order.guidance_until is not None
    reached = {"contacted_at": order.contacted_at or now} if contacted else {}
    change(order, guidance_until=None, guidance_outcome=end, stage_at=now, **reached)
    settle(order, Step.GUIDANCE, *([Step.CONTACT] if contacted else []), now=now)
    if waited:
        arm(order, Step.DISPATCH, anchor=now)
    events.guidance_ended(order, outcome=end, item=item, steps=steps, actor=actor, now=now)


def overtaking(order: WorkOrder) -> dict[str, Any]:
    """The columns to change along when something else is decided about an order that waits for guidance."""
    if order.guidance_until is None:
        return {}
    return {"guidance_until": None, "guidance_outcome": GuidanceEnd.OVERTAKEN}


def overtaken(order: WorkOrder, guided: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Record that something else was decided; ``guided`` is what ``overtaking`` answered before."""
    if not guided:
        return
    settle(order, Step.GUIDANCE, now=now)
    if order.status == Status.TRIAGED:
        arm(order, Step.DISPATCH, anchor=now)
    events.guidance_ended(order, outcome=GuidanceEnd.OVERTAKEN, actor=actor, now=now)


def _to_guide(work_order_id: int, version: int | None) -> WorkOrder:
    order = locked(work_order_id, version=version)
    talked_on = order.status == Status.TRIAGED and order.guidance_outcome == GuidanceEnd.LIMIT_PASSED
    if order.guidance_until is None and not talked_on:
        raise NothingToGuide(number=order.number, status=order.get_status_display())
    return order
