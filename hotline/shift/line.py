"""The shift in one line: how the desk keeps up now and today, and how the reader does."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.journal.actor import Actor
from hotline.call_backs.queries import count_waiting
from hotline.models import Call
from hotline.queries import start_of_day

from . import figures, queries
from .figures import Handled, Queue
from .targets import Promise, Promises, promises


@dataclass(frozen=True, slots=True)
class InTime:
    """A share with what it is a share of, against what is wanted."""

    part: int
    whole: int
    wanted: Promise

    @property
    def percent(self) -> float | None:
        """The share in percent; nothing when there is nothing to judge."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def is_met(self) -> bool:
        """Whether the target is reached, by the whole numbers and not by the rounded share."""
        return 100 * self.part >= self.wanted.percent * self.whole


@dataclass(frozen=True, slots=True)
class Line:
    """What the line shows one person."""

    at: datetime
    seat: queries.Seat | None
    last_seat: str
    on: int
    on_break: int
    silent: int
    has_telephone: bool
    queue: Queue
    desk: Handled
    mine: Handled
    wanted: Promises
    filed: int
    call_backs: int | None

    @property
    def in_time(self) -> list[InTime]:
        """The shares by both standards."""
        return in_time(self.desk, self.wanted)


def in_time(handled: Handled, wanted: Promises) -> list[InTime]:
    """The shares of these rings by both standards."""
    good = InTime(handled.good, handled.judged, wanted.good)
    return [good, InTime(handled.late, handled.judged, wanted.late)]


def line_of(user: User, *, now: datetime) -> Line:
    """Read the line: the same number of statements whatever the day brought."""
    since, wanted = start_of_day(now), promises()
    seats = queries.seats_now(now=now, silent_seconds=wanted.silent_seconds)
    counts = queries.counted(seats)
    rung = figures.rings_by_holder(since, now, wanted)
    queue = figures.queue_now()
    mine = next((seat for seat in seats if seat.session.user_id == user.pk), None)
    filed = Call.objects.filter(reported_at__gte=since, logged_by=Actor.user(user).ref)
    return Line(
        at=now,
        seat=mine,
        last_seat="" if mine else queries.last_label(user),
        on=counts["on"],
        on_break=counts["break"],
        silent=counts[queries.SILENT],
        has_telephone=bool(settings.TELEPHONY_SECRET or rung or queue.depth),
        queue=queue,
        desk=figures.together(rung.values()),
        mine=rung.get(user.pk, Handled()),
        wanted=wanted,
        filed=filed.count(),
        call_backs=count_waiting(user) if may(user, Action.CALL_BACK) else None,
    )
