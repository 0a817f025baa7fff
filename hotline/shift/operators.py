"""The shift person by person, and hour by hour."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import connection

from heating_ops.access.models import User
from heating_ops.days import Hour
from hotline.telephony.models import Ring

from . import figures
from .figures import Filed, Handled
from .queries import SILENT, Seat, seats_now
from .targets import Promises

_ORDER: Final = ("on", "break", SILENT, "off")
_TIMES: Final = """
SELECT s.user_id, t.state, sum(extract(epoch FROM
    least(coalesce(t.ended_at, %(now)s), %(until)s) - greatest(t.began_at, %(since)s)))::float
FROM hotline_seatstretch t JOIN hotline_seatsession s ON s.id = t.session_id
WHERE t.began_at < %(until)s AND (t.ended_at IS NULL OR t.ended_at > %(since)s) AND %(now)s > %(since)s
GROUP BY s.user_id, t.state
"""


@dataclass(slots=True)
class Operator:
    """One person's shift. Times at the seat are seconds of the stretch that was asked for."""

    user: User
    seat: Seat | None = None
    ring: Ring | None = None
    """The call at hand."""
    rings: Handled = field(default_factory=Handled)
    filed: Filed = field(default_factory=Filed)
    called_back: int = 0
    on_seconds: float = 0.0
    break_seconds: float = 0.0

    @property
    def state(self) -> str:
        """on, break, silent or off."""
        return self.seat.state if self.seat else "off"


@dataclass(frozen=True, slots=True)
class HourOfShift:
    """What one hour brought."""

    hour: Hour
    offered: int
    answered: int
    abandoned: int


def operators(since: datetime, until: datetime, *, now: datetime, wanted: Promises) -> list[Operator]:
    """Everybody who sits at a seat now, or took, filed or called back in this time; who is on comes first.

    The number of statements does not depend on how many there are.
    """
    rung = figures.rings_by_holder(since, until, wanted)
    filed = figures.filed_by_person(since, until)
    called_back = figures.called_back_by_person(since, until)
    times = _times(since, until, now)
    seats = {seat.session.user_id: seat for seat in seats_now(now=now, silent_seconds=wanted.silent_seconds)}
    at_hand = _at_hand()
    ids = {who for who in (*rung, *filed, *called_back, *times, *seats, *at_hand) if who is not None}
    found = [
        Operator(
            user=user,
            seat=seats.get(pk),
            ring=at_hand.get(pk),
            rings=rung.get(pk, Handled()),
            filed=filed.get(pk, Filed()),
            called_back=called_back.get(pk, 0),
            on_seconds=times[pk]["on"],
            break_seconds=times[pk]["break"],
        )
        for pk, user in User.objects.in_bulk(ids).items()
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), -one.rings.answered, one.user.username))


def hours(since: datetime, until: datetime, of: list[Hour]) -> list[HourOfShift]:
    """The rings of each of these hours, the first of which begins at ``since``."""
    counts = figures.rings_by_hour(since, until)
    return [HourOfShift(hour, *counts.get(place, (0, 0, 0))) for place, hour in enumerate(of)]


def _at_hand() -> Mapping[int, Ring]:
    """Whose call is going on."""
    open_now = Ring.objects.filter(missed_at=None, ended_at=None, call=None, answered_at__isnull=False)
    return {ring.held_by_id: ring for ring in open_now.order_by("-pk") if ring.held_by_id is not None}


def _times(since: datetime, until: datetime, now: datetime) -> Mapping[int, Mapping[str, float]]:
    found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, {"since": since, "until": until, "now": now})
        for who, state, seconds in cursor.fetchall():
            found[who][state] = max(seconds, 0.0)
    return found
