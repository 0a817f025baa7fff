"""Guiding a customer by telephone: take the order, try, and file what it came to (远程指导)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from workorders import commands as orders
from workorders.catalogue import GuidanceOutcome
from workorders.commands.moving import locked
from workorders.models import WorkOrder

from ..call_backs.commands import promise
from ..call_backs.listening import callers_of
from ..call_backs.models import Why
from ..call_backs.opening import one_per_number
from ..call_backs.rules import GUIDANCE_WITHIN, rule
from ..models import Call, CallOutcome, ProblemItem
from .models import Guidance
from .refusals import GuidedBySomebody, NotAlone


@dataclass(frozen=True, slots=True)
class Guided:
    """What guidance came to, as it is filed."""

    outcome: GuidanceOutcome
    item: ProblemItem | None = None
    steps: Sequence[int] = ()
    """The places, from 1, of what was said of the item's steps."""


def check(guided: Guided) -> None:
    """Refuse what the catalogue does not know.

    :raises InvalidInput: a step the item does not have, or an outcome it cannot have
    """
    known = len(guided.item.steps) if guided.item else 0
    if any(not 1 <= step <= known for step in guided.steps):
        raise InvalidInput("guidance", _("The item has %(count)s steps; name those that were said."), count=known)
    if guided.item is not None and guided.outcome not in guided.item.outcomes:
        raise InvalidInput("guidance", _("Guidance about this item cannot end so: somebody has to go there."))


@command
def claim(*, work_order_id: int, reason: str = "", user: User, now: datetime) -> Guidance:
    """Take an order to guide its customer, so that nobody else calls.

    :param reason: to take it over from another operator
    :raises GuidedBySomebody: another operator has it; says who
    :raises NothingToGuide: it does not wait for guidance
    """
    order, guidance = _in_hand(work_order_id)
    if guidance.claimed_by_id not in (None, user.pk) and not reason.strip():
        raise GuidedBySomebody(who=str(guidance.claimed_by), number=order.number)
    guidance.claimed_by, guidance.claimed_at = user, now
    guidance.save(update_fields=["claimed_by", "claimed_at"])
    orders.claimed(work_order_id=order.pk, reason=reason.strip(), actor=Actor.user(user), now=now)
    return guidance


@command
def file(*, work_order_id: int, guided: Guided, user: User, now: datetime) -> Guidance:
    """File what a guidance came to.

    Solved waits for the call-back, a visit goes to the dispatcher, not reached waits on.

    :raises GuidedBySomebody: another operator has it; says who
    :raises NothingToGuide: it does not wait for guidance any more
    :raises TooUrgentToGuide: urgent orders are gone to
    :raises InvalidInput: the outcome or the steps are not the item's
    """
    check(guided)
    order, guidance = _in_hand(work_order_id)
    if guidance.claimed_by_id not in (None, user.pk):
        raise GuidedBySomebody(who=str(guidance.claimed_by), number=order.number)
    actor = Actor.user(user)
    if guided.outcome == GuidanceOutcome.NOT_REACHED:
        guidance.attempts, guidance.tried_at = guidance.attempts + 1, now
        guidance.claimed_by = guidance.claimed_at = None
        guidance.save(update_fields=["attempts", "tried_at", "claimed_by", "claimed_at"])
        orders.not_reached(work_order_id=order.pk, attempts=guidance.attempts, actor=actor, now=now)
        return guidance
    _end(guidance, guided, actor=actor, now=now)
    _tell_order(order, guided, actor=actor, now=now)
    if guided.outcome == GuidanceOutcome.SOLVED_REMOTELY:
        for call in one_per_number(callers_of(order)):
            _call_back_tomorrow(call, actor=actor, now=now)
    return guidance


@command
def file_in_call(*, call: Call, guided: Guided, actor: Actor, now: datetime) -> None:
    """File what guidance came to while the caller was on the line, with the call itself.

    :raises NotAlone: solved, but the call joined something that is more than this caller's
    :raises NothingToGuide: solved, but nobody would have been sent
    :raises TooUrgentToGuide: solved, but the call is urgent: somebody goes there
    """
    order = call.work_order
    alone = call.outcome == CallOutcome.ORDER_OPENED
    if order is None or not alone:
        if guided.outcome == GuidanceOutcome.SOLVED_REMOTELY:
            joined = order or call.incident
            raise NotAlone(number=joined.number if joined else call.get_outcome_display())
        return
    guidance = Guidance(work_order=order, in_call=True)
    if guided.outcome == GuidanceOutcome.NOT_REACHED:
        guidance.attempts, guidance.tried_at = 1, now
        guidance.save(force_insert=True)
        return
    _end(guidance, guided, actor=actor, now=now)
    if order.guidance_until is not None or guided.outcome == GuidanceOutcome.SOLVED_REMOTELY:
        # An urgent order waits for no guidance; that a visit is needed is no news to it.
        _tell_order(order, guided, actor=actor, now=now)
    if guided.outcome == GuidanceOutcome.SOLVED_REMOTELY:
        _call_back_tomorrow(call, actor=actor, now=now)


def _in_hand(work_order_id: int) -> tuple[WorkOrder, Guidance]:
    """Lock the order, then what the desk keeps of its guidance: who comes second reads what the first wrote."""
    order = locked(work_order_id)
    guidance, _made = Guidance.objects.select_for_update(of=("self",)).get_or_create(work_order=order)
    return order, guidance


def _end(guidance: Guidance, guided: Guided, *, actor: Actor, now: datetime) -> None:
    said = guided.item.steps if guided.item else []
    guidance.item, guidance.outcome = guided.item, guided.outcome
    guidance.said = [said[step - 1] for step in guided.steps]
    guidance.filed_at, guidance.filed_by = now, actor.ref
    guidance.claimed_by = guidance.claimed_at = None
    guidance.save()


def _tell_order(order: WorkOrder, guided: Guided, *, actor: Actor, now: datetime) -> None:
    item = guided.item.code if guided.item else ""
    act = orders.solve_by_telephone if guided.outcome == GuidanceOutcome.SOLVED_REMOTELY else orders.needs_visit
    act(work_order_id=order.pk, item=item, steps=guided.steps, actor=actor, now=now)


def _call_back_tomorrow(call: Call, *, actor: Actor, now: datetime) -> None:
    due_at = now + timedelta(minutes=rule(GUIDANCE_WITHIN))
    promise(call_id=call.pk, why=Why.AFTER_GUIDANCE, due_at=due_at, actor=actor, now=now)
