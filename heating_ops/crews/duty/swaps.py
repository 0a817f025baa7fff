"""Swaps: asked by one, answered by the other, decided by a leader where the post says so."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from ..hours import Hours
from . import events, telling
from .models import OPEN_SWAPS, DutyPost, Origin, Post, Swap, SwapState
from .refusals import DutyBegun, DutyCancelled, NotOnTheRoster, NotYours, SwapAsked, SwapSettled
from .writing import cancel, held_duty, person, said_why, write_duty


@command
def ask_swap(*, duty_id: int, other_id: int, counter_id: int | None = None, actor: Actor, now: datetime) -> Swap:
    """Ask somebody to take a duty of one's own.

    :param counter_id: the other's duty that is taken for it; ``None`` asks a favour
    :raises NotYours: the duty is another's
    :raises DutyBegun: a swap in the past, or of what runs already
    :raises SwapAsked: this duty is offered already
    :raises InvalidInput: the other is the same person, or the counter duty is not theirs
    """
    duty = _ahead(duty_id, now=now)
    if duty.user_id != actor.user_id:
        raise NotYours
    other = person(other_id, field="other")
    if other.pk == duty.user_id:
        raise InvalidInput("other", _("Ask somebody else."))
    counter = _ahead(counter_id, now=now) if counter_id is not None else None
    if counter is not None and counter.user_id != other.pk:
        raise InvalidInput("counter", _("This duty is not theirs."))
    try:
        with transaction.atomic():
            swap = Swap.objects.create(duty=duty, counter=counter, asker_id=duty.user_id, other=other, asked_at=now)
    except IntegrityError as error:
        if "swap_one_open_per_duty" in str(error):
            raise SwapAsked from error
        raise
    events.swap_asked(swap, actor=actor, now=now)
    telling.swap_asked(swap, now=now)
    return swap


@command
def accept_swap(*, swap_id: int, actor: Actor, now: datetime) -> Swap:
    """Say yes; done at once where the post needs no leader's word.

    :raises NotYours: somebody else was asked
    :raises SwapSettled: it was answered, decided or withdrawn
    :raises DutyBegun: too late, the hours have begun
    :raises PersonBusy: one of the two is on duty at that time
    """
    swap = _held(swap_id, SwapState.ASKED)
    if swap.other_id != actor.user_id:
        raise NotYours
    swap.answered_at = now
    if _needs_leader(swap):
        _ahead(swap.duty_id, now=now)
        swap.state = SwapState.ACCEPTED
        swap.save(update_fields=["state", "answered_at"])
        events.swap_accepted(swap, actor=actor, now=now)
        telling.swap_accepted(swap, now=now)
    else:
        _change_hands(swap, actor=actor, now=now)
    return swap


@command
def decline_swap(*, swap_id: int, actor: Actor, now: datetime) -> Swap:
    """Say no.

    :raises NotYours: somebody else was asked
    :raises SwapSettled: it was answered, decided or withdrawn
    """
    swap = _held(swap_id, SwapState.ASKED)
    if swap.other_id != actor.user_id:
        raise NotYours
    swap.state, swap.answered_at = SwapState.DECLINED, now
    swap.save(update_fields=["state", "answered_at"])
    events.swap_declined(swap, actor=actor, now=now)
    telling.swap_settled(swap, now=now)
    return swap


@command
def approve_swap(*, swap_id: int, actor: Actor, now: datetime) -> Swap:
    """Let the two swap, as a leader.

    :raises NotYours: a leader's own swap is another leader's to decide
    :raises SwapSettled: it was not accepted, or is decided
    :raises DutyBegun: too late, the hours have begun
    :raises PersonBusy: one of the two is on duty at that time
    """
    swap = _held(swap_id, SwapState.ACCEPTED)
    if actor.user_id in (swap.asker_id, swap.other_id):
        raise NotYours
    _change_hands(swap, actor=actor, now=now)
    return swap


@command
def refuse_swap(*, swap_id: int, reason: str, actor: Actor, now: datetime) -> Swap:
    """Not let the two swap, as a leader.

    :raises WhyMissing: nobody would know why
    :raises SwapSettled: it is decided or withdrawn
    """
    reason = said_why(reason)
    swap = _held(swap_id, *OPEN_SWAPS)
    swap.state, swap.decided_at, swap.decided_by_id = SwapState.REFUSED, now, actor.user_id
    swap.save(update_fields=["state", "decided_at", "decided_by"])
    events.swap_refused(swap, reason=reason, actor=actor, now=now)
    telling.swap_settled(swap, now=now)
    return swap


@command
def withdraw_swap(*, swap_id: int, actor: Actor, now: datetime) -> Swap:
    """Need it no more.

    :raises NotYours: somebody else asked
    :raises SwapSettled: it is decided or withdrawn
    """
    swap = _held(swap_id, *OPEN_SWAPS)
    if swap.asker_id != actor.user_id:
        raise NotYours
    swap.state = SwapState.WITHDRAWN
    swap.save(update_fields=["state"])
    events.swap_withdrawn(swap, actor=actor, now=now)
    return swap


def _held(swap_id: int, *wanted: SwapState) -> Swap:
    swap = Swap.objects.select_for_update(of=("self",)).select_related("duty").filter(pk=swap_id).first()
    if swap is None:
        raise NotOnTheRoster
    if swap.state not in wanted:
        raise SwapSettled(state=swap.get_state_display())
    return swap


def _ahead(duty_id: int, *, now: datetime) -> DutyPost:
    """Lock a duty that has not begun."""
    duty = held_duty(duty_id, now=now)
    if Hours.of_range(duty.hours).begin <= now:
        raise DutyBegun
    return duty


def _needs_leader(swap: Swap) -> bool:
    post = Post.objects.filter(level=swap.duty.level, branch=swap.duty.branch).first()
    return post is None or post.swap_needs_leader


def _change_hands(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """Give the duties to the other each. Both are off the roster first, so that neither is twice on it.

    Duties are locked by ascending id: whoever swaps two waits for locks in the same direction.
    """
    takers = {swap.duty_id: swap.other_id}
    if swap.counter_id is not None:
        takers[swap.counter_id] = swap.asker_id
    givers = {swap.duty_id: swap.asker_id, swap.counter_id: swap.other_id}
    duties = [_ahead(duty_id, now=now) for duty_id in sorted(takers)]
    for duty in duties:
        if duty.user_id != givers[duty.pk]:
            raise DutyCancelled
        cancel(duty, now=now)
    for duty in duties:
        write_duty(
            level=duty.level,
            branch_id=duty.branch_id,
            user=person(takers[duty.pk]),
            hours=Hours.of_range(duty.hours),
            origin=Origin.SWAP,
            instead_of=duty,
        )
    swap.state, swap.answered_at = SwapState.DONE, swap.answered_at or now
    swap.decided_at, swap.decided_by_id = now, actor.user_id
    swap.save(update_fields=["state", "answered_at", "decided_at", "decided_by"])
    events.swap_done(swap, actor=actor, now=now)
    telling.swap_settled(swap, now=now)
