"""What the exchange tells, folded into the ring in whatever order it comes."""

from dataclasses import dataclass
from datetime import datetime

from heating_ops.access.models import User
from heating_ops.inserting import insert
from heating_ops.journal.recording import command

from . import events
from .forgotten import expect_news, news_came
from .models import ExchangeEvent, ExchangeKind, Owed, Ring, RingState

_FOLDED = [
    *("number", "line", "rang_at", "answered_at", "connected", "answered_by", "ended_at", "missed_at"),
    *("owed", "called_by", "called_by_since"),
]


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of the exchange, parsed and checked."""

    event_id: str
    kind: ExchangeKind
    call_id: str
    at: datetime
    number: str = ""
    line: str = ""
    seat: str = ""
    """User name of the operator at whose desk it was answered, if the exchange knows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an event: the ring as it is now, and whether the event had come before."""

    ring: Ring
    repeated: bool


@command
def hear(*, heard: Heard, now: datetime) -> Taken:
    """Take one event of the exchange, once; later, earlier and contradicting ones are tolerated.

    A call that was connected is never missed; one that ended without a word of an answer
    counts as missed until that word comes.
    """
    is_new = insert(
        Ring(exchange_id=heard.call_id, number=heard.number, line=heard.line, rang_at=heard.at), unless_taken=True
    )
    ring = Ring.objects.select_for_update().get(exchange_id=heard.call_id)
    noted = ExchangeEvent(event_id=heard.event_id, kind=heard.kind, ring=ring, at=heard.at, heard_at=now)
    if not insert(noted, unless_taken=True):
        return Taken(ring, repeated=True)
    was_ringing = not is_new and ring.state == RingState.RINGING
    ring.number = ring.number or heard.number
    ring.line = ring.line or heard.line
    ring.rang_at = min(ring.rang_at, heard.at)
    _FOLDS[heard.kind](ring, heard)
    ring.save(update_fields=_FOLDED)
    is_ringing = ring.state == RingState.RINGING
    if is_new and is_ringing:
        expect_news(ring, now=now)
    elif was_ringing and not is_ringing:
        news_came(ring, now=now)
    events.told(ring, _VERBS[heard.kind], actor=events.EXCHANGE, now=now)
    return Taken(ring, repeated=False)


def _ringing(ring: Ring, heard: Heard) -> None:
    """A ring heard late or twice changes nothing but when it began."""


def _answered(ring: Ring, heard: Heard) -> None:
    ring.connected = True
    ring.answered_at = heard.at if ring.answered_at is None else min(ring.answered_at, heard.at)
    # Who promised to call back keeps the call: the exchange knows the seat only sometimes.
    if ring.answered_by_id is None and ring.taken_by_id is None:
        ring.answered_by = User.objects.filter(username=heard.seat).first() if heard.seat else ring.called_by
    ring.missed_at = None
    ring.owed = Owed.NOTHING
    ring.called_by = ring.called_by_since = None


def _ended(ring: Ring, heard: Heard) -> None:
    ring.ended_at = heard.at if ring.ended_at is None else min(ring.ended_at, heard.at)
    if ring.answered_at is None:
        _owe(ring, heard)


def _missed(ring: Ring, heard: Heard) -> None:
    """Nobody picked up. Whoever pressed Answer and found a dead line is the one who calls back."""
    if not ring.connected:
        ring.ended_at = ring.ended_at or heard.at
        _owe(ring, heard)


def _owe(ring: Ring, heard: Heard) -> None:
    if ring.missed_at is not None or ring.call_id is not None:
        return
    ring.missed_at, ring.owed = heard.at, Owed.WAITING
    if ring.held_by_id is not None:
        ring.called_by_id, ring.called_by_since = ring.held_by_id, ring.held_since
    ring.answered_at = None


_FOLDS = {
    ExchangeKind.RINGING: _ringing,
    ExchangeKind.ANSWERED: _answered,
    ExchangeKind.ENDED: _ended,
    ExchangeKind.MISSED: _missed,
}
_VERBS = {
    ExchangeKind.RINGING: "rang",
    ExchangeKind.ANSWERED: "connected",
    ExchangeKind.ENDED: "ended",
    ExchangeKind.MISSED: "missed",
}
