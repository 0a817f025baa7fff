"""The clocks of a work order: which of its steps must happen by when, and who is told when one did not."""

from datetime import datetime
from typing import Final

from heating_ops.timers import clock

from . import rules
from .catalogue import Status
from .escalation import chain
from .escalation.chain import ESCALATE
from .models import Step, WorkOrder
from .triage import is_stricter

STEP_KINDS: Final = [f"work_order.{step}" for step in Step]
GUIDANCE: Final = "work_order.guidance"
OPENING_STEPS: Final = (Step.DISPATCH, Step.CONTACT, Step.ON_SITE, Step.RESTORED)
# While an order waits for guidance nobody is to be sent; the clocks from registration run all the same.
GUIDED_STEPS: Final = (Step.GUIDANCE, Step.CONTACT, Step.ON_SITE, Step.RESTORED)
# The clocks of the dispatcher's desk never stand still: only work that has a crew is suspended.
_STAND_STILL: Final = ["work_order.contact", "work_order.on_site", "work_order.restored", ESCALATE]


def kind_of(step: Step) -> str:
    """Name the deadline kind of a step."""
    return f"work_order.{step}"


def arm(order: WorkOrder, *steps: Step, anchor: datetime) -> None:
    """Start the clocks of these steps at ``anchor``; steps without a rule have none."""
    dues = []
    for step in steps:
        allowed = rules.allowed(step, order.priority, now=anchor)
        if allowed is not None:
            dues.append(clock.Due(kind_of(step), anchor, anchor + allowed))
    if dues:
        clock.arm(order.subject, dues, generation=order.version)


def arm_external(order: WorkOrder, *, now: datetime) -> None:
    """Run the deadline printed on another system's ticket as a clock of its own, beside the house's promises.

    It never stands still, and ends with the order. One that passed before we heard of it is missed at once.
    """
    if order.external_due_at is None:
        return
    kind = kind_of(Step.EXTERNAL)
    if clock.breaches(order.subject, besides=ESCALATE).filter(kind=kind).exists():
        return
    if clock.is_running(order.subject, kind):
        clock.settle(order.subject, [kind], now=now)
    due = clock.Due(kind, min(order.logged_at, order.external_due_at), order.external_due_at)
    clock.arm(order.subject, [due], generation=order.version)


def settle(order: WorkOrder, *steps: Step, now: datetime) -> None:
    """Take the clocks of these steps off, and stop the escalation when nothing stays missed."""
    clock.settle(order.subject, [kind_of(step) for step in steps], now=now)
    chain.settled(order, now=now)


def settle_all(order: WorkOrder, *, now: datetime) -> None:
    """Take every clock of the order off."""
    clock.settle(order.subject, now=now)


def stand_still(order: WorkOrder, *, now: datetime) -> None:
    """Stop the clocks of a suspended order; its escalation waits too."""
    clock.pause(order.subject, _STAND_STILL, now=now)


def go_on(order: WorkOrder, *, now: datetime) -> None:
    """Let the clocks of an order that was suspended run again, later by the time they stood."""
    clock.resume(order.subject, now=now)


def follow_priority(order: WorkOrder, *, before: str, now: datetime) -> None:
    """Run the clocks that still wait at the order's new priority, each from where it began.

    A stricter priority never lets one pass later, a laxer one never sooner. What was missed
    stays missed. A step that had no clock at the old priority gets one; one that has none at
    the new priority loses it.

    :param before: the priority until now
    """
    stricter = is_stricter(order.priority, before)
    for step, anchor in _steps_ahead(order):
        allowed, was = (rules.allowed(step, each, now=anchor) for each in (order.priority, before))
        if allowed is None:
            if not stricter:
                clock.settle_waiting(order.subject, [kind_of(step)], now=now)
        elif was is None:
            arm(order, step, anchor=anchor)
        elif stricter:
            clock.shorten(order.subject, kind_of(step), allowed=allowed)
        else:
            clock.allow(order.subject, kind_of(step), allowed=allowed)
    if stricter:
        chain.follow_priority(order)
        breach = clock.breaches(order.subject, besides=ESCALATE).first()
        if breach is not None:
            chain.start(order, breach_at=breach.due_at, now=now)
    if order.status == Status.SUSPENDED:
        stand_still(order, now=now)


def _steps_ahead(order: WorkOrder) -> list[tuple[Step, datetime]]:
    """The steps that have not happened yet, each with the moment its clock counts from."""
    if order.status == Status.DONE:
        return [(Step.CALL_BACK, order.done_at)] if order.done_at else []
    ahead = [(Step.RESTORED, order.logged_at)]
    if order.arrived_at is None:
        ahead.append((Step.ON_SITE, order.logged_at))
        if order.contacted_at is None:
            ahead.append((Step.CONTACT, order.logged_at))
    if order.status == Status.TRIAGED:
        first = Step.DISPATCH if order.guidance_until is None else Step.GUIDANCE
        ahead.append((first, order.logged_at))
    if order.status == Status.DISPATCHED and order.dispatched_at is not None:
        ahead.append((Step.ACCEPT, order.dispatched_at))
    return ahead
