"""What operators do with a ringing telephone: answer, take over, end by hand, call back."""

from datetime import datetime
from typing import Final

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from hotline.models import Call

from . import events
from .forgotten import news_came
from .models import Owed, Ring, RingState
from .refusals import (
    AlreadyYours,
    AnsweredBySomebody,
    CalledBySomebody,
    CallerIsGone,
    NoSuchRing,
    NotOwed,
    NotYours,
    StillRinging,
    TakeNeedsReason,
)
from .standards import TAKE_FREELY, standard

# Numbers shorter than this are extensions and services, shared by many.
_OWN_NUMBER_DIGITS: Final = 7


@command
def answer(*, ring_id: int, user: User, now: datetime) -> Ring:
    """Answer a call, or claim one that was answered at a desk nobody named. One gets it.

    :raises AnsweredBySomebody: another operator was first; says who
    :raises AlreadyYours: it is
    :raises CallerIsGone: the caller hung up
    """
    ring = _locked(ring_id)
    _check_there(ring)
    if ring.held_by_id == user.pk:
        raise AlreadyYours
    if ring.held_by_id is not None:
        raise AnsweredBySomebody(who=_name(ring.held_by_id))
    ring.answered_by = user
    # The exchange's clock may be ahead of ours: nobody answers before it rings.
    ring.answered_at = ring.answered_at or max(now, ring.rang_at)
    ring.save(update_fields=["answered_by", "answered_at"])
    news_came(ring, now=now)
    events.told(ring, "answered", actor=Actor.user(user), now=now)
    return ring


@command
def take(*, ring_id: int, user: User, reason: str = "", now: datetime) -> Ring:
    """Take over a call that another operator has: freely in its first seconds, later only with a reason.

    :raises TakeNeedsReason: too late to take it without a word
    :raises StillRinging: nobody has it; it is to be answered
    :raises AlreadyYours: it is
    :raises CallerIsGone: the call is over
    """
    ring = _locked(ring_id)
    _check_there(ring)
    if ring.held_by_id is None:
        raise StillRinging
    if ring.held_by_id == user.pk:
        raise AlreadyYours
    freely, since = standard(TAKE_FREELY), ring.held_since or ring.rang_at
    if now - since > freely and not reason.strip():
        raise TakeNeedsReason(who=_name(ring.held_by_id), seconds=int(freely.total_seconds()))
    before = ring.held_by_id
    ring.taken_by, ring.taken_at, ring.take_reason = user, now, reason.strip()
    ring.save(update_fields=["taken_by", "taken_at", "take_reason"])
    events.told(ring, "taken", actor=Actor.user(user), now=now, reason=ring.take_reason, data={"from": before})
    return ring


@command
def end(*, ring_id: int, user: User, now: datetime) -> Ring:
    """End a call by hand, when the exchange does not say so.

    :raises StillRinging: nobody has it
    :raises NotYours: somebody else has it
    :raises CallerIsGone: it is over already
    """
    ring = _locked(ring_id)
    _check_there(ring)
    if ring.held_by_id is None:
        raise StillRinging
    if ring.held_by_id != user.pk:
        raise NotYours(who=_name(ring.held_by_id))
    ring.ended_at = now
    ring.save(update_fields=["ended_at"])
    events.told(ring, "ended", actor=Actor.user(user), now=now)
    return ring


@command
def call_back(*, ring_id: int, user: User, reason: str = "", now: datetime) -> Ring:
    """Say that one calls a missed caller back, so that nobody else does.

    :raises CalledBySomebody: another operator is on it, and no reason to take over was given
    :raises AlreadyYours: it is
    :raises NotOwed: the caller was reached or rang again
    """
    ring = _owed(ring_id)
    if ring.called_by_id == user.pk:
        raise AlreadyYours
    if ring.called_by_id is not None and not reason.strip():
        raise CalledBySomebody(who=_name(ring.called_by_id))
    ring.called_by, ring.called_by_since = user, now
    ring.save(update_fields=["called_by", "called_by_since"])
    events.told(ring, "call_back_begun", actor=Actor.user(user), now=now, reason=reason.strip())
    return ring


@command
def called_back(*, ring_id: int, user: User, reached: bool, now: datetime) -> Ring:
    """Say how a call-back went: reached leaves the list, not reached stays on it for anybody.

    A caller who withheld the number cannot be reached, and leaves the list by that.

    :raises CalledBySomebody: another operator is on it
    :raises NotOwed: the caller was reached or rang again
    """
    ring = _owed(ring_id)
    if ring.called_by_id not in (None, user.pk):
        raise CalledBySomebody(who=_name(ring.called_by_id))
    ring.attempts += 1
    ring.tried_at = now
    if reached or not ring.number:
        ring.owed = Owed.CALLED_BACK if reached else Owed.NO_NUMBER
        ring.settled_at, ring.called_by = now, user
    else:
        ring.called_by = ring.called_by_since = None
    ring.save(update_fields=["attempts", "tried_at", "owed", "settled_at", "called_by", "called_by_since"])
    told = "called_back" if reached else "not_reached"
    events.told(ring, told, actor=Actor.user(user), now=now, data={"attempts": ring.attempts})
    return ring


@command
def link(*, ring_id: int, call: Call, actor: Actor, now: datetime) -> None:
    """Join the call that was filed to its ring, and to the missed rings of the same caller.

    Only the same whole number counts as the same caller, and only one with enough digits
    to be somebody's own.
    """
    ring = Ring.objects.select_for_update().filter(pk=ring_id).first()
    if ring is None or ring.call_id is not None:
        return
    _file(ring, call, actor=actor, now=now)
    if sum(sign.isdigit() for sign in ring.number) < _OWN_NUMBER_DIGITS:
        return
    earlier = Ring.objects.filter(owed=Owed.WAITING, number=ring.number, rang_at__lte=now).exclude(pk=ring.pk)
    for missed in earlier.select_for_update(skip_locked=True).order_by("pk"):
        _file(missed, call, actor=actor, now=now)


def _file(ring: Ring, call: Call, *, actor: Actor, now: datetime) -> None:
    ring.call, ring.filed_at = call, now
    if ring.owed == Owed.WAITING:
        ring.owed, ring.settled_at = Owed.JOINED, now
    ring.save(update_fields=["call", "filed_at", "owed", "settled_at"])
    events.told(ring, "filed", actor=actor, now=now, data={"call": call.pk})


def _locked(ring_id: int) -> Ring:
    """Lock the ring: of two operators who press the same key the second one waits, and then reads who was first."""
    ring = Ring.objects.select_for_update().filter(pk=ring_id).first()
    if ring is None:
        raise NoSuchRing
    return ring


def _owed(ring_id: int) -> Ring:
    ring = _locked(ring_id)
    if ring.owed != Owed.WAITING:
        raise NotOwed
    return ring


def _check_there(ring: Ring) -> None:
    if ring.state in (RingState.ENDED, RingState.MISSED):
        raise CallerIsGone


def _name(user_id: int) -> str:
    return str(User.objects.get(pk=user_id))
