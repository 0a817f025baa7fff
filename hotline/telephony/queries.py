"""Reading rings: cards, the strip, and how well the telephone is answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.journal.cards import Card

from .models import HOTLINE_BOARD, Owed, Ring
from .standards import ANSWER_GOOD, ANSWER_LATE, standard


def open_rings() -> QuerySet[Ring]:
    """Rings the desk still has something to do with, the longest waiting first."""
    waiting = Q(owed=Owed.WAITING) | Q(missed_at__isnull=True, ended_at__isnull=True, call__isnull=True)
    return Ring.objects.filter(waiting).order_by("rang_at", "pk")


def strip_rings() -> list[Ring]:
    """Open rings with the people on them."""
    return list(open_rings().select_related("answered_by", "taken_by", "called_by"))


def card_of(ring: Ring) -> Card:
    """The card of a ring: where it stands and whose it is, by id. Number and names are asked for over HTTP."""
    return {
        "type": "ring",
        "id": ring.pk,
        "open": ring.is_open,
        "state": str(ring.state),
        "line": ring.line,
        "rang_at": ring.rang_at,
        "answered_at": ring.answered_at,
        "missed_at": ring.missed_at,
        "ended_at": ring.ended_at,
        "held_by": ring.held_by_id,
        "held_since": ring.held_since,
        "owed": ring.owed,
        "called_by": ring.called_by_id,
        "attempts": ring.attempts,
        "call": ring.call_id,
    }


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """The cards of these rings, open or not."""
    return {ring.pk: card_of(ring) for ring in Ring.objects.filter(pk__in=ids)}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """The open cards, if the hotline's board is among these."""
    return [card_of(ring) for ring in open_rings()] if HOTLINE_BOARD in slugs else []


def boards_followed(user: User, ids: Sequence[int]) -> Iterable[int]:
    """Which hotline boards a user may follow: there is one, for whoever answers the telephone."""
    mine = int(HOTLINE_BOARD.rpartition("-")[2])
    return [mine] if mine in ids and may(user, Action.RING_ANSWER) else []


@dataclass(frozen=True, slots=True)
class Answering:
    """How well the telephone was answered for callers who rang in a stretch of time; seconds, and shares of 1."""

    rings: int
    """Calls that were answered or missed; those that still ring are not judged."""
    answered: int
    abandoned: int
    """Missed: the caller hung up, or was cut off, before anybody answered."""
    owed: int
    """Missed callers of that time who still wait for a call-back."""
    answered_good: int
    answered_late: int
    good_seconds: int
    late_seconds: int
    answer_seconds: float | None
    longest_answer_seconds: float | None
    handling_seconds: float | None

    @property
    def share_good(self) -> float | None:
        """Answered within the shorter standard, of all answered and abandoned."""
        return self.answered_good / self.rings if self.rings else None

    @property
    def share_late(self) -> float | None:
        """Answered within the longer standard, of all answered and abandoned."""
        return self.answered_late / self.rings if self.rings else None


_ANSWERING = """
WITH waited AS (
    SELECT r.*, CASE WHEN answered_at IS NOT NULL THEN greatest(answered_at - rang_at, interval '0') END AS wait,
           CASE WHEN answered_at IS NOT NULL AND coalesce(ended_at, filed_at) IS NOT NULL
                THEN greatest(greatest(ended_at, filed_at) - answered_at, interval '0') END AS handling
    FROM hotline_ring r WHERE rang_at >= %s AND rang_at < %s
)
SELECT count(*) FILTER (WHERE answered_at IS NOT NULL OR missed_at IS NOT NULL),
       count(answered_at), count(missed_at), count(*) FILTER (WHERE owed = 'waiting'),
       count(*) FILTER (WHERE wait <= make_interval(secs => %s)),
       count(*) FILTER (WHERE wait <= make_interval(secs => %s)),
       extract(epoch FROM avg(wait))::float, extract(epoch FROM max(wait))::float,
       extract(epoch FROM avg(handling))::float
FROM waited
"""


def answering(since: datetime, until: datetime) -> Answering:
    """Count the calls that rang from ``since`` to before ``until``."""
    good, late = (int(standard(code).total_seconds()) for code in (ANSWER_GOOD, ANSWER_LATE))
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERING, [since, until, good, late])
        rings, answered, abandoned, owed, in_good, in_late, mean, longest, handling = cursor.fetchone()
    return Answering(
        rings=rings,
        answered=answered,
        abandoned=abandoned,
        owed=owed,
        answered_good=in_good,
        answered_late=in_late,
        good_seconds=good,
        late_seconds=late,
        answer_seconds=mean,
        longest_answer_seconds=longest,
        handling_seconds=handling,
    )
