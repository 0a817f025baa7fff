"""The clocks of a work order: which of its steps must happen by when. What stands still while it waits, too.

The table of every move and every clock is in ``docs/clocks.md``, and a test holds both to it.
"""

from datetime import datetime, timedelta
from typing import Final

from heating_ops.timers import clock

from . import rules, suspensions
from .catalogue import Status
from .escalation import chain
from .escalation.chain import ESCALATE, SILENCE
from .models import Step, WorkOrder
from .triage import is_stricter

STEP_KINDS: Final = [f"work_order.{step}" for step in Step]
GUIDANCE: Final = "work_order.guidance"
SUSPENDED_TOO_LONG: Final = "work_order.suspended_too_long"
OPENING_STEPS: Final = (Step.DISPATCH, Step.CONTACT, Step.ON_SITE, Step.RESTORED)
# While an order waits for guidance nobody is to be sent; the clocks from registration run all the same.
GUIDED_STEPS: Final = (Step.GUIDANCE, Step.CONTACT, Step.ON_SITE, Step.RESTORED)


def kind_of(step: str) -> str:
    """Name the deadline kind of a step."""
    return f"work_order.{step}"


def arm(order: WorkOrder, *steps: Step, anchor: datetime) -> None:
    """Start the clocks of these steps at ``anchor``; steps without a rule have none."""
    dues = []
    marks = tuple(rules.clock_book().warnings)
    for step in steps:
        allowed = rules.allowed(step, order.priority, now=anchor)
        if allowed is not None:
            dues.append(clock.Due(kind_of(step), anchor, anchor + allowed, marks))
    if dues:
        clock.arm(order.subject, dues, generation=order.version)


def arm_external(order: WorkOrder, *, now: datetime, unless_passed: bool = False) -> None:
    """Run the deadline printed on another system's ticket as a clock of its own, beside the house's promises.

    A ticket without one has the time the profile gives its source. The clock ends with the order.
    One that passed before we heard of it is missed at once; one that was missed stays missed.

    :param unless_passed: leave one alone that is over: an order that is opened again does not miss it twice
    """
    due_at = order.external_due_at
    if due_at is None and order.external_source:
        allowed = rules.allowed(Step.EXTERNAL, order.priority, now=order.logged_at)
        due_at = order.logged_at + allowed if allowed is not None else None
    if due_at is None or (unless_passed and due_at <= now):
        return
    kind = kind_of(Step.EXTERNAL)
    if clock.breaches(order.subject, besides=ESCALATE).filter(kind=kind).exists():
        return
    if clock.is_running(order.subject, kind):
        clock.settle(order.subject, [kind], now=now)
    due = clock.Due(kind, min(order.logged_at, due_at), due_at, tuple(rules.clock_book().warnings))
    clock.arm(order.subject, [due], generation=order.version)
    if order.status == Status.SUSPENDED:
        hold(order, now=now)


def settle(order: WorkOrder, *steps: Step, now: datetime) -> None:
    """Take the clocks of these steps off, and stop the escalation when nothing stays missed."""
    clock.settle(order.subject, [kind_of(step) for step in steps], now=now)
    chain.settled(order, now=now)


def settle_all(order: WorkOrder, *, now: datetime) -> None:
    """Take every clock of the order off."""
    clock.settle(order.subject, now=now)


def stand_still(order: WorkOrder, *, now: datetime) -> None:
    """Stop the clocks the reason of the suspension stops, and see to it that nobody forgets the order meanwhile."""
    rule = rules.clock_book().suspensions.get(order.suspend_reason)
    stops = rule.stops if rule is not None else []
    suspensions.begin(order, stops=stops, now=now)
    kinds = [kind_of(name) for name in stops]
    clock.pause(order.subject, [*kinds, SILENCE] if ESCALATE in kinds else kinds, now=now)
    if rule is not None and rule.longest_minutes:
        due = clock.Due(SUSPENDED_TOO_LONG, now, now + timedelta(minutes=rule.longest_minutes))
        clock.arm(order.subject, [due], generation=order.version)


def go_on(order: WorkOrder, *, now: datetime) -> None:
    """End the suspension: the clocks that stood run again, later by the time they stood."""
    suspensions.end(order, now=now)
    clock.settle(order.subject, [SUSPENDED_TOO_LONG], now=now)
    clock.resume(order.subject, now=now)


def hold(order: WorkOrder, *, now: datetime) -> None:
    """Stop what this suspension stops, also what was armed since it began.

    A chain that something missed meanwhile has started runs: what did not stand still can be late.
    """
    names = [name for name in suspensions.stopped_now(order) if kind_of(name) != ESCALATE]
    clock.pause(order.subject, [kind_of(name) for name in names], now=now)


def follow_priority(order: WorkOrder, *, before: str, now: datetime) -> None:
    """Run the clocks that still wait at the order's new priority, each from where it began.

    A stricter priority never lets one pass later, a laxer one never sooner. What was missed
    stays missed. A step that had no clock at the old priority gets one; one that has none at
    the new priority loses it.

    :param before: the priority until now
    """
    stricter = is_stricter(order.priority, before)
    for step, anchor in steps_ahead(order):
        allowed, was = (rules.allowed(step, each, now=anchor) for each in (order.priority, before))
        if allowed is not None and was is None:
            _arm_first(order, step, anchor=anchor)
        elif allowed is not None and stricter:
            clock.shorten(order.subject, kind_of(step), allowed=allowed)
        elif allowed is not None and was is not None and allowed > was:
            clock.retime(order.subject, kind_of(step), allowed=allowed)
        elif allowed is None and not stricter:
            clock.settle_waiting(order.subject, [kind_of(step)], now=now)
        if step == Step.GUIDANCE and allowed is not None:
            guide_until(order, anchor + allowed)
    if stricter:
        chain.follow_priority(order)
        breach = clock.breaches(order.subject, besides=ESCALATE).first()
        if breach is not None:
            chain.start(order, breach_at=breach.due_at, now=now)
    if order.status == Status.SUSPENDED:
        hold(order, now=now)


def _arm_first(order: WorkOrder, step: Step, *, anchor: datetime) -> None:
    """Start a clock the order had none of; one that was missed at an earlier priority does not run twice.

    An order that was reopened counts from then: its other clocks say since when.
    """
    standing = clock.standing(order.subject, [kind_of(step), kind_of(Step.RESTORED)])
    if kind_of(step) not in standing:
        whole = standing.get(kind_of(Step.RESTORED))
        arm(order, step, anchor=max(anchor, whole.started_at) if whole is not None else anchor)


def guide_until(order: WorkOrder, until: datetime) -> None:
    """Show the limit of guidance that runs now."""
    if until != order.guidance_until:
        order.guidance_until = until
        order.save(update_fields=["guidance_until"])


def steps_ahead(order: WorkOrder) -> list[tuple[Step, datetime]]:
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
    if order.external_source and order.external_due_at is None:
        ahead.append((Step.EXTERNAL, order.logged_at))
    return ahead
