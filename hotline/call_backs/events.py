"""One small typed function per thing that can happen to a call-back; no number, no name and no words in any."""

from collections.abc import Sequence
from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record
from hotline.telephony.models import HOTLINE_BOARD

from .models import CallBack


def _told(kind: str, one: CallBack, *, actor: Actor, now: datetime, reason: str = "", **data: object) -> None:
    whose = {"call": one.call_id, "why": one.why, "work_order": one.work_order_id, "incident": one.incident_id}
    record(Fact(f"call_back.{kind}", one.subject, [HOTLINE_BOARD], actor, now, reason, whose | data))


def promised(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """A caller was promised a call at a time."""
    _told("promised", one, actor=actor, now=now, due_at=one.due_at)


def opened(them: Sequence[CallBack], *, actor: Actor, now: datetime) -> None:
    """Callers are owed a call: work is done, or the heat is back. One fact for all of one occasion."""
    _told("opened", them[0], actor=actor, now=now, call_backs=len(them))


def withdrawn(them: Sequence[CallBack], *, actor: Actor, now: datetime) -> None:
    """There is work again, so nobody asks yet whether it is done. One fact for all of one occasion."""
    _told("withdrawn", them[0], actor=actor, now=now, call_backs=len(them))


def claimed(one: CallBack, *, reason: str, actor: Actor, now: datetime) -> None:
    """An operator calls this caller; with a reason, instead of the one who was about to."""
    _told("claimed", one, actor=actor, now=now, reason=reason)


def released(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """An operator put the caller back onto the list."""
    _told("released", one, actor=actor, now=now)


def not_reached(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """Nobody answered; the caller stays on the list."""
    _told("not_reached", one, actor=actor, now=now, attempts=one.attempts, next_try_at=one.next_try_at)


def settled(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """The caller was asked, or a person decided that nobody can be."""
    degrees = None if one.temperature_c is None else float(one.temperature_c)
    _told(
        "settled",
        one,
        actor=actor,
        now=now,
        outcome=one.outcome,
        satisfied=one.satisfied,
        attempts=one.attempts,
        temperature_c=degrees,
    )
