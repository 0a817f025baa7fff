"""What operators do with their seat: sign on, take a break, come back, sign off."""

import re
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers import clock
from hotline.telephony.standards import SEAT_FORGOTTEN, SEAT_SILENT, standard

from . import events
from .models import LONGEST_LABEL, BreakReason, SeatSession, SeatState, SeatStretch
from .refusals import AlreadyOnBreak, AlreadySignedOn, NotOnBreak, NotSignedOn, SeatTaken

FORGOTTEN: Final = "seat.forgotten"
# Browsers ask every ten seconds and after every event; writing down half of it is enough.
_SEEN_AT_MOST_EVERY: Final = timedelta(seconds=5)
_LABEL: Final = re.compile(rf"[\w.\-# ]{{1,{LONGEST_LABEL}}}")


@command
def sign_on(*, user: User, seat: str, now: datetime) -> SeatSession:
    """Begin to take calls at a seat. A seat whose browser has been silent is free for the next one.

    :raises InvalidInput: ``seat`` is no label
    :raises AlreadySignedOn: the person has a seat
    :raises SeatTaken: somebody else sits there; says who
    """
    label = " ".join(seat.split()).upper()
    if not _LABEL.fullmatch(label):
        raise InvalidInput("seat", _("Name the seat in at most 12 letters or digits."))
    silent = _free_if_silent(label, user, now)
    session = SeatSession(user=user, seat=label, state=SeatState.ON, began_at=now, state_since=now, seen_at=now)
    # Of two at the same moment the unique indexes let one through; the other then reads who it was.
    if not insert(session, unless_taken=True):
        mine = SeatSession.objects.filter(user=user, ended_at__isnull=True).first()
        if mine is not None:
            raise AlreadySignedOn(seat=mine.seat)
        taken = SeatSession.objects.select_related("user").filter(seat=label, ended_at__isnull=True).first()
        raise SeatTaken(who=taken.user if taken else "?", seat=label)
    SeatStretch.objects.create(session=session, state=session.state, began_at=now)
    clock.arm(session.subject, [clock.Due(FORGOTTEN, now, now + standard(SEAT_FORGOTTEN))], generation=0)
    events.signed_on(session, actor=Actor.user(user), now=now)
    if silent is not None:
        events.given_up(silent, actor=Actor.user(user), now=now)
    return session


@command
def take_break(*, user: User, reason: BreakReason, now: datetime) -> SeatSession:
    """Stop taking calls for a while; from one break another may be begun.

    :raises NotSignedOn: the person has no seat
    :raises AlreadyOnBreak: the person is on this break
    """
    session = _mine(user)
    if session.state == SeatState.BREAK and session.reason == reason:
        raise AlreadyOnBreak
    _turn_to(session, SeatState.BREAK, reason, now=now)
    events.break_begun(session, actor=Actor.user(user), now=now)
    return session


@command
def come_back(*, user: User, now: datetime) -> SeatSession:
    """Take calls again.

    :raises NotSignedOn: the person has no seat
    :raises NotOnBreak: the person is not on a break
    """
    session = _mine(user)
    if session.state != SeatState.BREAK:
        raise NotOnBreak
    _turn_to(session, SeatState.ON, "", now=now)
    events.break_ended(session, actor=Actor.user(user), now=now)
    return session


@command
def sign_off(*, user: User, now: datetime) -> SeatSession:
    """Leave the seat.

    :raises NotSignedOn: the person has no seat
    """
    session = _mine(user)
    end(session, at=now, now=now)
    events.signed_off(session, actor=Actor.user(user), now=now)
    return session


def sign_off_if_on(user: User, now: datetime) -> None:
    """Leave the seat, if there is one: whoever signs out of the system takes no calls."""
    if SeatSession.objects.filter(user=user, ended_at__isnull=True).exists():
        sign_off(user=user, now=now)


def seen(user: User, *, now: datetime) -> None:
    """Note that the person's browser was heard of. Like a position this is no history: the latest wins."""
    known = SeatSession.objects.filter(user=user, ended_at__isnull=True, seen_at__lt=now - _SEEN_AT_MOST_EVERY)
    known.update(seen_at=now)


def end(session: SeatSession, *, at: datetime, now: datetime) -> None:
    """Close a session and its last stretch in the running command.

    :param at: until when it counts, never before it or its state began
    """
    session.ended_at = max(at, session.state_since)
    session.save(update_fields=["ended_at"])
    session.stretches.filter(ended_at__isnull=True).update(ended_at=session.ended_at)
    clock.settle(session.subject, [FORGOTTEN], now=now)


def _free_if_silent(label: str, user: User, now: datetime) -> SeatSession | None:
    """End the session of somebody whose browser left without a word; it counts until it was last heard of."""
    silent = SeatSession.objects.filter(
        seat=label, ended_at__isnull=True, seen_at__lt=now - standard(SEAT_SILENT)
    ).exclude(user=user)
    session = silent.select_for_update().first()
    if session is not None:
        end(session, at=session.seen_at, now=now)
    return session


def _mine(user: User) -> SeatSession:
    session = SeatSession.objects.select_for_update().filter(user=user, ended_at__isnull=True).first()
    if session is None:
        raise NotSignedOn
    return session


def _turn_to(session: SeatSession, state: SeatState, reason: str, *, now: datetime) -> None:
    session.stretches.filter(ended_at__isnull=True).update(ended_at=now)
    session.state, session.reason, session.state_since, session.seen_at = state, reason, now, now
    session.save(update_fields=["state", "reason", "state_since", "seen_at"])
    SeatStretch.objects.create(session=session, state=state, reason=reason, began_at=now)
