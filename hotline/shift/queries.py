"""Reading seats: their cards, and who sits where now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from heating_ops.access.models import User
from heating_ops.journal.cards import Card
from hotline.telephony.models import HOTLINE_BOARD

from .models import SeatSession, SeatState

SILENT: Final = "silent"


def card_of(session: SeatSession) -> Card:
    """The card of a seat: who by id, in what state. When it was last seen is no part of it."""
    return {
        "type": "seat",
        "id": session.pk,
        "open": session.ended_at is None,
        "user": session.user_id,
        "seat": session.seat,
        "state": session.state,
        "reason": session.reason,
        "began_at": session.began_at,
        "state_since": session.state_since,
    }


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """The cards of these sessions, open or not."""
    return {session.pk: card_of(session) for session in SeatSession.objects.filter(pk__in=ids)}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """The open cards, if the hotline's board is among these."""
    open_sessions = SeatSession.objects.filter(ended_at__isnull=True)
    return [card_of(session) for session in open_sessions] if HOTLINE_BOARD in slugs else []


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat as it is now: ``state`` is on, break or silent; silence is since the browser was last heard of."""

    session: SeatSession
    state: str
    since: datetime


def seats_now(*, now: datetime, silent_seconds: int) -> list[Seat]:
    """Who sits where, in one query, by the label of the seat."""
    sessions = SeatSession.objects.filter(ended_at__isnull=True).select_related("user")
    found = [_seat(session, now, timedelta(seconds=silent_seconds)) for session in sessions]
    return sorted(found, key=lambda seat: (len(seat.session.seat), seat.session.seat))


def counted(seats: Iterable[Seat]) -> dict[str, int]:
    """How many are on, on a break and silent."""
    counts = Counter(seat.state for seat in seats)
    return {state: counts[state] for state in (SeatState.ON.value, SeatState.BREAK.value, SILENT)}


def last_label(user: User) -> str:
    """The seat a person had last: most often it is the same again."""
    last = SeatSession.objects.filter(user=user).order_by("-began_at").values_list("seat", flat=True).first()
    return last or ""


def _seat(session: SeatSession, now: datetime, silent_after: timedelta) -> Seat:
    if now - session.seen_at > silent_after:
        return Seat(session, SILENT, session.seen_at)
    return Seat(session, session.state, session.state_since)
