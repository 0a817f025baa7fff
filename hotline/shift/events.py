"""One small function per thing that happens at a seat; people by id, no name in any."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record
from hotline.telephony.models import HOTLINE_BOARD

from .models import SeatSession


def _told(what: str, session: SeatSession, actor: Actor, now: datetime, **data: str) -> None:
    record(Fact(f"seat.{what}", session.subject, [HOTLINE_BOARD], actor, now, "", data))


def signed_on(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Somebody takes calls at a seat."""
    _told("signed_on", session, actor, now, seat=session.seat)


def break_begun(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Somebody takes no calls for a while."""
    _told("break_begun", session, actor, now, reason=session.reason)


def break_ended(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Somebody takes calls again."""
    _told("break_ended", session, actor, now)


def signed_off(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Somebody left a seat."""
    _told("signed_off", session, actor, now)


def given_up(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Somebody else took the seat of a browser that had been silent."""
    _told("given_up", session, actor, now)


def forgotten(session: SeatSession, *, actor: Actor, now: datetime) -> None:
    """Nobody signed off, and the browser was silent for long."""
    _told("forgotten", session, actor, now)
