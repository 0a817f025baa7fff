"""What turns of orders and incidents mean for the callers who are owed a call: docs/call-backs.md has the table."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from heating_ops.journal.actor import Actor
from hotline.models import Call
from incidents.models import HEAT_AWAY, Incident, Phase
from workorders.catalogue import CallBackOutcome, Status
from workorders.models import Step, WorkOrder
from workorders.rules import allowed
from workorders.turns import Answer

from . import events
from .models import CallBack, Said, Why
from .opening import digits_of, made, one_per_number
from .rules import RESTORED_WITHIN, WORK_WITHIN, rule
from .settling import result_of, settle, try_again, withdraw

_ANSWERED = (Said.SOLVED, Said.REFUSED, Said.WRONG_NUMBER, Said.NO_NUMBER)


def work_done(order: WorkOrder, actor: Actor, now: datetime) -> None:
    """The crew says it is done: every caller of the order is owed a call.

    Who said "solved" before a later caller refuted it is asked again only if they called since;
    nobody left to ask that way, all are asked.
    """
    calls = callers_of(order)
    owed = one_per_number(_not_answered_yet(order, calls)) or one_per_number(calls)
    _open(owed, Why.AFTER_WORK, order, actor=actor, now=now)
    guided = CallBack.objects.select_for_update().filter(call__in=calls, why=Why.AFTER_GUIDANCE, state="open")
    # Guidance led to a visit: the visit is what they are asked about.
    withdraw(list(guided.filter(claimed_by=None).order_by("pk")), actor=actor, now=now)


def joined_after_work(call: Call, *, actor: Actor, now: datetime) -> None:
    """A call joined an order whose crew says it is done: this caller is owed a call as the others are."""
    order = call.work_order
    if order is None or order.status != Status.DONE:
        return
    waiting = CallBack.objects.filter(work_order=order, why=Why.AFTER_WORK, state="open").select_related("call")
    number = digits_of(call.caller_phone)
    if number and number in {digits_of(one.call.caller_phone) for one in waiting}:
        return
    _open([call], Why.AFTER_WORK, order, actor=actor, now=now)


def work_again(order: WorkOrder, actor: Actor, now: datetime) -> None:
    """The order is work again: nobody asks yet whether it is done. Who is on the line just now is heard out."""
    waiting = CallBack.objects.select_for_update(of=("self",)).filter(
        work_order=order, why=Why.AFTER_WORK, state="open", claimed_by=None
    )
    withdraw(list(waiting.order_by("pk")), actor=actor, now=now)


def merged(order: WorkOrder, actor: Actor, now: datetime) -> None:
    """The order went into another: promises to its callers are about that one now."""
    CallBack.objects.filter(work_order=order, state="open").update(work_order=order.merged_into)


def order_answered(order: WorkOrder, answer: Answer, actor: Actor, now: datetime) -> None:
    """Somebody answered for the order as a whole: that is the caller who stands first, or the one in this hand."""
    waiting = CallBack.objects.select_for_update(of=("self",)).filter(
        work_order=order, why=Why.AFTER_WORK, state="open"
    )
    rows = [one for one in waiting.order_by("rank", "pk") if one.claimed_by_id in (None, actor.user_id)]
    if not rows:
        return
    one = min(rows, key=lambda row: row.claimed_by_id is None)
    if answer.outcome == CallBackOutcome.NO_ANSWER:
        try_again(one, actor=actor, now=now)
    else:
        settle(one, result_of(answer), actor=actor, now=now)


def phase_changed(incident: Incident, before: Phase, actor: Actor, now: datetime) -> None:
    """The heat is back: every gathered caller is owed a call. It went again: nobody is asked yet."""
    if incident.phase == Phase.RESTORED:
        calls = Call.objects.filter(incident=incident).select_related("work_order").order_by("pk")
        due_at = now + timedelta(minutes=rule(RESTORED_WITHIN))
        rows = made(one_per_number(calls), why=Why.RESTORED, due_at=due_at, now=now, incident_id=incident.pk)
        if rows:
            events.opened(rows, actor=actor, now=now)
    elif before not in HEAT_AWAY and incident.phase in HEAT_AWAY:
        waiting = CallBack.objects.select_for_update(of=("self",)).filter(
            incident=incident, why=Why.RESTORED, state="open", claimed_by=None
        )
        withdraw(list(waiting.order_by("pk")), actor=actor, now=now)


def callers_of(order: WorkOrder) -> list[Call]:
    """The calls of an order and of all orders that were merged into it, the oldest first."""
    ids, latest = {order.pk}, {order.pk}
    while latest := set(WorkOrder.objects.filter(merged_into__in=latest).values_list("pk", flat=True)) - ids:
        ids |= latest
    return list(Call.objects.filter(work_order__in=ids).select_related("work_order").order_by("pk"))


def _open(calls: Sequence[Call], why: Why, order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    within = allowed(Step.CALL_BACK, order.priority, now=now) or timedelta(minutes=rule(WORK_WITHIN))
    gathered = getattr(order, "gathered_in", None) if order.incident_number else None
    columns = {"work_order_id": order.pk, "incident_id": gathered.incident_id if gathered else None}
    rows = made(calls, why=why, due_at=now + within, now=now, **columns)
    if rows:
        events.opened(rows, actor=actor, now=now)


def _not_answered_yet(order: WorkOrder, calls: Sequence[Call]) -> list[Call]:
    """The calls of those who were not asked about this order yet, or called again since."""
    asked = CallBack.objects.filter(work_order=order, why=Why.AFTER_WORK, state="settled")
    last: dict[str, CallBack] = {}
    for one in asked.exclude(outcome=Said.WITHDRAWN).select_related("call").order_by("settled_at", "pk"):
        last[_key(one.call)] = one
    done = {key for key, one in last.items() if one.outcome in _ANSWERED}
    for call in calls:
        before = last.get(_key(call))
        if before is not None and before.settled_at is not None and call.logged_at > before.settled_at:
            done.discard(_key(call))
    return [call for call in calls if _key(call) not in done]


def _key(call: Call) -> str:
    return digits_of(call.caller_phone) or f"call {call.pk}"
