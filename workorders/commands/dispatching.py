"""The dispatcher's verbs: send, send another, merge, cancel, reopen."""

from datetime import datetime
from typing import Any, Final

from heating_ops.crews.models import Crew
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events, turns
from ..catalogue import OPEN_STATUSES, WITH_CREW, Status
from ..clocks import OPENING_STEPS, arm, arm_external, go_on, settle, settle_all
from ..models import Step, WorkOrder
from .external import External, sooner_of
from .guiding import overtaken, overtaking
from .moving import change, check_version, locked, move_to, who_was_last
from .refusals import AlreadySent, IllegalMove, MergeIntoItself, MergeTargetClosed, NoSuchCrew

# What is wiped when an order is taken from its crew.
_FRESH: Final[dict[str, Any]] = {
    "crew": None,
    "dispatched_at": None,
    "accepted_at": None,
    "departed_at": None,
    "arrived_at": None,
    "started_at": None,
    "suspended_at": None,
    "suspend_reason": "",
}


def take_back(order: WorkOrder, status: Status, *, now: datetime, **changes: Any) -> None:
    """Take an order from its crew: its columns are wiped, its clocks from registration run on.

    A crew that was there already stopped the clock of the arrival: the next one gets
    its own, from now.
    """
    arrived = order.arrived_at is not None
    if order.status == Status.SUSPENDED:
        go_on(order, now=now)
    move_to(order, status, now=now, **(_FRESH | changes))
    settle(order, Step.ACCEPT, now=now)
    if arrived:
        arm(order, Step.ON_SITE, anchor=now)


def _crew(crew_id: int) -> Crew:
    """The crew to send. Crews of other branches may help: that is the dispatcher's judgement, not a rule.

    :raises NoSuchCrew: the id is unknown
    """
    crew = Crew.objects.filter(pk=crew_id).first()
    if crew is None:
        raise NoSuchCrew
    return crew


@command
def dispatch(*, work_order_id: int, version: int | None, crew_id: int, actor: Actor, now: datetime) -> WorkOrder:
    """Send a crew to the order (派单); guidance by telephone is over by that.

    :raises AlreadySent: somebody was first, and whom they sent
    :raises IllegalMove: the order does not wait to be sent
    :raises StaleVersion: it was changed since
    :raises NoSuchCrew: the crew is unknown
    """
    order = locked(work_order_id)
    if order.crew is not None and order.status in WITH_CREW:
        who = who_was_last(order, "work_order.dispatched", "work_order.reassigned")
        raise AlreadySent(number=order.number, status=order.get_status_display(), crew=order.crew.name, who=who)
    check_version(order, version)
    if order.status != Status.TRIAGED:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    crew = _crew(crew_id)
    guided = overtaking(order)
    move_to(order, Status.DISPATCHED, now=now, crew=crew, dispatched_at=now, **guided)
    settle(order, Step.DISPATCH, now=now)
    arm(order, Step.ACCEPT, anchor=now)
    events.dispatched(order, actor=actor, now=now)
    overtaken(order, guided, actor=actor, now=now)
    return order


@command
def reassign(
    *, work_order_id: int, version: int | None, crew_id: int, reason: str, actor: Actor, now: datetime
) -> WorkOrder:
    """Send another crew instead (改派); the first one's order is taken back.

    :raises IllegalMove: no crew has it, or work has begun
    """
    order = locked(work_order_id, version=version)
    if order.crew_id is None:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    before = order.crew_id
    crew = _crew(crew_id)
    take_back(order, Status.DISPATCHED, now=now, crew=crew, dispatched_at=now)
    arm(order, Step.ACCEPT, anchor=now)
    events.reassigned(order, before=before, reason=reason, actor=actor, now=now)
    return order


@command
def merge(*, work_order_id: int, version: int | None, into_id: int, actor: Actor, now: datetime) -> WorkOrder:
    """Put an order into another one of the same trouble (并单); its reports go along.

    :raises MergeIntoItself: both are the same
    :raises MergeTargetClosed: the other one is not open
    """
    if work_order_id == into_id:
        raise MergeIntoItself
    # Locked in the order of ids, so that two merges the other way round cannot wait for each other.
    first, second = sorted((work_order_id, into_id))
    both = {first: locked(first), second: locked(second)}
    order, into = both[work_order_id], both[into_id]
    check_version(order, version)
    if into.status not in OPEN_STATUSES:
        raise MergeTargetClosed(number=into.number)
    guided = overtaking(order)
    if order.status == Status.SUSPENDED:
        go_on(order, now=now)
    gone: dict[str, Any] = {"merged_into": into, "join_key": None, "suspend_reason": "", "suspended_at": None}
    move_to(order, Status.MERGED, now=now, **gone, **guided)
    settle_all(order, now=now)
    theirs = External(order.external_source, order.external_due_at) if order.external_source else None
    sooner = sooner_of(into, theirs)
    change(into, report_count=into.report_count + order.report_count, **sooner)
    if sooner:
        arm_external(into, now=now)
    events.merged(order, into=into, actor=actor, now=now)
    turns.tell(turns.Turn.MERGED, order, actor=actor, now=now)
    overtaken(order, guided, actor=actor, now=now)
    return order


@command
def cancel(*, work_order_id: int, version: int | None, reason: str, actor: Actor, now: datetime) -> WorkOrder:
    """Make an order void (作废), with the reason."""
    order = locked(work_order_id, version=version)
    guided = overtaking(order)
    if order.status == Status.SUSPENDED:
        go_on(order, now=now)
    move_to(order, Status.CANCELLED, now=now, suspend_reason="", suspended_at=None, **guided)
    settle_all(order, now=now)
    events.cancelled(order, reason=reason, actor=actor, now=now)
    overtaken(order, guided, actor=actor, now=now)
    return order


@command
def reopen(*, work_order_id: int, version: int | None, reason: str, actor: Actor, now: datetime) -> WorkOrder:
    """Make a finished or cancelled order work again (重开): clocks start afresh, from now.

    :raises SameTroubleOpen: a newer order covers the trouble already
    """
    order = locked(work_order_id, version=version)
    if order.status not in (Status.DONE, Status.CLOSED, Status.CANCELLED):
        raise IllegalMove(number=order.number, status=order.get_status_display())
    fresh = _FRESH | {"contacted_at": None, "done_at": None, "closed_at": None, "called_back_at": None}
    fresh["guidance_outcome"] = ""
    move_to(order, Status.TRIAGED, now=now, escalation_level=0, escalated_to="", **fresh)
    settle_all(order, now=now)
    arm(order, *OPENING_STEPS, anchor=now)
    # A deadline of the source that was missed before stays missed; it does not pass twice.
    arm_external(order, now=now, unless_passed=True)
    events.reopened(order, reason=reason, actor=actor, now=now)
    turns.tell(turns.Turn.REOPENED, order, actor=actor, now=now)
    return order
