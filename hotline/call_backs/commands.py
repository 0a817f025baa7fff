"""What operators do with call-backs: promise one, take one in hand, put it back, say how it went, give it up."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Busy, InvalidInput
from hotline.joining import HEAT_LOST
from hotline.models import Call
from hotline.telephony.refusals import AlreadyYours
from workorders.catalogue import Status
from workorders.commands import close_unasked, needs_temperature
from workorders.models import WorkOrder

from . import events
from .models import SAYABLE, CallBack, Said, Satisfied, Why
from .opening import made
from .refusals import CallBackSettled, NoSuchCall, NoSuchCallBack, NotInYourHand, NotTriedOften, SomebodyIsOnIt
from .rules import ATTEMPTS, rule
from .settling import Result, is_work_again, put_back, settle, try_again, withdraw
from .spoken import heard_about_order, not_solved_without_order

_NEED_NOTE: Final = {
    Said.NOT_SOLVED: _("Write down what is still wrong."),
    Said.NO_NUMBER: _("Write down why nobody can be called, and how the caller gets to know."),
}


@command
def promise(*, call_id: int, why: str, due_at: datetime, actor: Actor, now: datetime) -> CallBack:
    """Promise a caller a call at a time; promised again for the same reason, the new time counts.

    The caller stands on the list from now on, and is to be called from ``due_at`` on.

    :param why: one of ``Why``
    :raises NoSuchCall: the id is unknown
    :raises InvalidInput: the time has passed, or nobody knows the reason
    """
    if why not in Why.values:
        raise InvalidInput("why", _("“%(value)s” is not one of the choices."), value=why)
    if due_at < now:
        raise InvalidInput("due_at", _("This time has passed: promise one that is to come."))
    call = Call.objects.select_for_update(of=("self",)).select_related("work_order").filter(pk=call_id).first()
    if call is None:
        raise NoSuchCall
    # The call is locked, so that two who promise at once make one row.
    one = CallBack.objects.select_for_update(of=("self",)).filter(call=call, why=why, state="open").first()
    if one is None:
        one = made([call], why=Why(why), due_at=due_at, now=now, next_try_at=due_at)[0]
    else:
        one.due_at = one.next_try_at = due_at
        one.save(update_fields=["due_at", "next_try_at"])
    events.promised(one, actor=actor, now=now)
    return one


@command
def claim(*, call_back_id: int, reason: str = "", user: User, now: datetime) -> CallBack:
    """Take a caller in hand, so that nobody else calls. A person has one in hand: the one before is put back.

    :param reason: needed to take over from somebody else, and kept
    :raises SomebodyIsOnIt: another operator has this caller; says who
    :raises AlreadyYours: it is in this hand
    :raises CallBackSettled: the caller does not wait any more
    :raises NoSuchCallBack: the id is unknown
    """
    actor = Actor.user(user)
    in_hand = list(CallBack.objects.filter(claimed_by=user).values_list("pk", flat=True))
    rows, orders = _locked_all(call_back_id, *in_hand)
    one = _open_one(rows, call_back_id)
    if one.claimed_by_id == user.pk:
        raise AlreadyYours
    if one.claimed_by_id is not None and not reason.strip():
        raise SomebodyIsOnIt(who=_name(one.claimed_by_id))
    for other in rows:
        if other.claimed_by_id == user.pk:
            put_back(other, orders.get(other.work_order_id or 0), actor=actor, now=now)
    one.claimed_by, one.claimed_at = user, now
    try:
        with transaction.atomic():
            one.save(update_fields=["claimed_by", "claimed_at"])
    except IntegrityError as error:
        # The same person took another one in hand in this very moment.
        raise Busy from error
    events.claimed(one, reason=reason.strip(), actor=actor, now=now)
    return one


@command
def release(*, call_back_id: int, user: User, now: datetime) -> CallBack:
    """Put a caller back onto the list without having called.

    :raises NotInYourHand: somebody else has it, or nobody
    :raises CallBackSettled: the caller does not wait any more
    """
    rows, orders = _locked_all(call_back_id)
    one = _open_one(rows, call_back_id)
    if one.claimed_by_id != user.pk:
        raise NotInYourHand
    put_back(one, orders.get(one.work_order_id or 0), actor=Actor.user(user), now=now)
    return one


@command
def result(
    *,
    call_back_id: int,
    outcome: str,
    satisfied: str = "",
    temperature_c: float | None = None,
    room: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> CallBack:
    """Say how a call went (回访): solved and not solved act on the order, no answer waits, the rest ends it.

    :param outcome: one of ``SAYABLE``
    :raises SomebodyIsOnIt: another operator has this caller; says who
    :raises CallBackSettled: the caller does not wait any more
    :raises InvalidInput: the temperature or the note is missing, or a word is none of ours
    """
    said = _checked(outcome, satisfied, temperature_c, room, note)
    rows, orders = _locked_all(call_back_id)
    one = _open_one(rows, call_back_id)
    if one.claimed_by_id not in (None, actor.user_id):
        raise SomebodyIsOnIt(who=_name(one.claimed_by_id))
    order = orders.get(one.work_order_id or 0)
    _check_temperature(one, order, said)
    if said.outcome == Said.NO_ANSWER:
        try_again(one, actor=actor, now=now)
        if is_work_again(one, order):
            withdraw([one], actor=actor, now=now)
    else:
        settle(one, said, actor=actor, now=now)
    if said.outcome in (Said.SOLVED, Said.NOT_SOLVED):
        for other in _owed_besides(one):
            # The caller was on the line: what else they were owed is said as well.
            settle(other, said, called=False, actor=actor, now=now)
    if said.outcome in (Said.SOLVED, Said.NOT_SOLVED, Said.NO_ANSWER):
        if order is not None:
            heard_about_order(one, order, said, actor=actor, now=now)
        elif said.outcome == Said.NOT_SOLVED:
            not_solved_without_order(one, actor=actor, now=now)
    else:
        _close_if_nobody_is_left(order, actor=actor, now=now)
    return one


@command
def give_up(*, call_back_id: int, reason: str, actor: Actor, now: datetime) -> CallBack:
    """Decide that a caller who never answered is not called any more; a supervisor's word, with the reason.

    :raises NotTriedOften: not tried as often as the rule asks
    :raises InvalidInput: nobody would know why
    :raises CallBackSettled: the caller does not wait any more
    """
    if not reason.strip():
        raise InvalidInput("note", _("Say why nobody calls any more."))
    rows, orders = _locked_all(call_back_id)
    one, needed = _open_one(rows, call_back_id), rule(ATTEMPTS)
    if one.attempts < needed:
        raise NotTriedOften(attempts=needed)
    settle(one, Result(Said.NO_ANSWER, note=reason.strip()), called=False, actor=actor, now=now)
    _close_if_nobody_is_left(orders.get(one.work_order_id or 0), actor=actor, now=now)
    return one


def _locked_all(*ids: int) -> tuple[list[CallBack], dict[int, WorkOrder]]:
    """Lock call-backs and before them their orders, each in the order of ids, as the turns of orders do.

    :raises Busy: an order was merged into another meanwhile
    """
    seen = dict(CallBack.objects.filter(pk__in=ids).values_list("pk", "work_order_id"))
    wanted = {pk for pk in seen.values() if pk is not None}
    held = WorkOrder.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    orders = {order.pk: order for order in held}
    rows = list(
        CallBack.objects.select_for_update(of=("self",))
        .select_related("call__work_order", "call__building")
        .filter(pk__in=ids)
        .order_by("pk")
    )
    if any(one.work_order_id != seen[one.pk] for one in rows):
        raise Busy
    return rows, orders


def _owed_besides(one: CallBack) -> list[CallBack]:
    """What else is owed for this call, and for other calls of the number about the same order."""
    same = Q(call=one.call_id)
    if one.work_order_id and one.call.caller_phone:
        same |= Q(work_order=one.work_order_id, call__caller_phone=one.call.caller_phone)
    rows = CallBack.objects.select_for_update(of=("self",)).filter(same, state="open", claimed_by=None)
    return list(rows.exclude(pk=one.pk).order_by("pk"))


def _open_one(rows: list[CallBack], call_back_id: int) -> CallBack:
    one = next((row for row in rows if row.pk == call_back_id), None)
    if one is None:
        raise NoSuchCallBack
    if not one.is_open:
        raise CallBackSettled
    return one


def _checked(outcome: str, satisfied: str, temperature_c: float | None, room: str, note: str) -> Result:
    if outcome not in SAYABLE:
        raise InvalidInput("outcome", _("“%(value)s” is not one of the choices."), value=outcome)
    if satisfied and satisfied not in Satisfied.values:
        raise InvalidInput("satisfied", _("“%(value)s” is not one of the choices."), value=satisfied)
    said = Result(Said(outcome), satisfied, temperature_c, room.strip(), note.strip())
    if said.outcome in _NEED_NOTE and not said.note:
        raise InvalidInput("note", _NEED_NOTE[said.outcome])
    return said


def _check_temperature(one: CallBack, order: WorkOrder | None, said: Result) -> None:
    """Where heat was the complaint, "solved" is a temperature; without an order the call says what it was."""
    if order is not None:
        needs_temperature(order, said.outcome, said.temperature_c)
    elif said.outcome == Said.SOLVED and one.call.category in HEAT_LOST and said.temperature_c is None:
        raise InvalidInput("temperature_c", _("Ask for the room temperature: heat was the complaint."))


def _close_if_nobody_is_left(order: WorkOrder | None, *, actor: Actor, now: datetime) -> None:
    """The last of an order's callers could not be asked: the crew's claim stands."""
    if order is None or order.status != Status.DONE:
        return
    asked_about_it = (Why.AFTER_WORK, Why.AFTER_GUIDANCE)
    if not CallBack.objects.filter(work_order=order, why__in=asked_about_it, state="open").exists():
        close_unasked(work_order_id=order.pk, actor=actor, now=now)


def _name(user_id: int) -> str:
    user = User.objects.get(pk=user_id)
    return user.get_full_name() or user.get_username()
