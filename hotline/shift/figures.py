"""The desk counted: one statement for all operators together, whatever their number. Seconds, and shares of 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Min, Q, QuerySet

from hotline.call_backs.models import CallBack
from hotline.models import Call
from hotline.telephony.models import Owed, Ring
from workorders.catalogue import Urgency

from .targets import Promises

_WAIT: Final = "greatest(answered_at - rang_at, interval '0')"
_BY_HOLDER: Final = f"""
SELECT coalesce(taken_by_id, answered_by_id) AS who,
       count(answered_at), count(missed_at), count(*) FILTER (WHERE owed = 'waiting'),
       count(*) FILTER (WHERE answered_at - rang_at <= make_interval(secs => %s)),
       count(*) FILTER (WHERE answered_at - rang_at <= make_interval(secs => %s)),
       count(answered_at) FILTER (WHERE coalesce(ended_at, filed_at) IS NOT NULL),
       coalesce(extract(epoch FROM sum(greatest(greatest(ended_at, filed_at) - answered_at, interval '0'))
           FILTER (WHERE answered_at IS NOT NULL)), 0)::float,
       coalesce(extract(epoch FROM max({_WAIT})), 0)::float
FROM hotline_ring WHERE rang_at >= %s AND rang_at < %s GROUP BY who
"""  # noqa: S608 - a piece of our own
_BY_HOUR: Final = """
SELECT floor(extract(epoch FROM rang_at - %s) / 3600)::int AS hour,
       count(*), count(answered_at), count(missed_at)
FROM hotline_ring WHERE rang_at >= %s AND rang_at < %s GROUP BY hour ORDER BY hour
"""


@dataclass(frozen=True, slots=True)
class Handled:
    """Rings counted: of one person, or of all."""

    answered: int = 0
    abandoned: int = 0
    """Missed before anybody answered; of a person: the caller was gone when they picked up."""
    owed: int = 0
    """Of the abandoned, those nobody has reached yet."""
    good: int = 0
    late: int = 0
    """Answered within the shorter, and within the longer standard."""
    finished: int = 0
    handling: float = 0.0
    longest: float = 0.0

    @property
    def judged(self) -> int:
        """Answered or abandoned: of these the shares are taken; what still rings is not judged."""
        return self.answered + self.abandoned

    @property
    def mean_handling(self) -> float | None:
        """From the answer until the call was both ended and filed."""
        return self.handling / self.finished if self.finished else None

    @property
    def share_good(self) -> float | None:
        """Answered within the shorter standard, of all that are judged."""
        return self.good / self.judged if self.judged else None

    @property
    def share_late(self) -> float | None:
        """Answered within the longer standard, of all that are judged."""
        return self.late / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Filed:
    """Calls a person filed."""

    calls: int = 0
    urgent: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """What rings now."""

    depth: int
    oldest: datetime | None


def rings_by_holder(since: datetime, until: datetime, wanted: Promises) -> dict[int | None, Handled]:
    """Count the rings of a stretch of time by whose call it was; under ``None`` those nobody had."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_HOLDER, [wanted.good.seconds, wanted.late.seconds, since, until])
        return {who: Handled(*numbers) for who, *numbers in cursor.fetchall()}


def together(parts: Iterable[Handled]) -> Handled:
    """All of them as one."""
    found = list(parts)
    added = ("answered", "abandoned", "owed", "good", "late", "finished", "handling")
    sums: dict[str, Any] = {name: sum(getattr(part, name) for part in found) for name in added}
    return Handled(**sums, longest=max((part.longest for part in found), default=0.0))


def rings_by_hour(since: datetime, until: datetime) -> dict[int, tuple[int, int, int]]:
    """Offered, answered and abandoned by the hour after ``since``; hours without a ring are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_HOUR, [since, since, until])
        return {hour: (offered, answered, abandoned) for hour, offered, answered, abandoned in cursor.fetchall()}


def ringing() -> QuerySet[Ring]:
    """The calls that wait to be answered, the longest waiting first."""
    waiting = Ring.objects.filter(answered_at=None, missed_at=None, ended_at=None, call=None)
    return waiting.order_by("rang_at", "pk")


def queue_now() -> Queue:
    """How many wait, and since when the first of them."""
    counted = ringing().order_by().aggregate(depth=Count("pk"), oldest=Min("rang_at"))
    return Queue(counted["depth"], counted["oldest"])


def filed_by_person(since: datetime, until: datetime) -> dict[int, Filed]:
    """Count the calls reported in a stretch of time that people logged; those of other systems are left out."""
    urgent = Count("pk", filter=Q(triage__urgency=Urgency.URGENT))
    calls = Call.objects.filter(reported_at__gte=since, reported_at__lt=until, logged_by__startswith="user:")
    rows = calls.order_by().values_list("logged_by").annotate(calls=Count("pk"), urgent=urgent)
    return {int(who.partition(":")[2]): Filed(calls, part) for who, calls, part in rows}


def called_back_by_person(since: datetime, until: datetime) -> dict[int, int]:
    """Count the call-backs people settled: callers of done orders, and callers nobody had answered."""
    rings = Ring.objects.filter(owed=Owed.CALLED_BACK, settled_at__gte=since, settled_at__lt=until)
    counts: dict[int, int] = dict(rings.order_by().values_list("called_by").annotate(count=Count("pk")))
    settled = CallBack.objects.filter(settled_at__gte=since, settled_at__lt=until, settled_by__startswith="user:")
    for who, count in settled.order_by().values_list("settled_by").annotate(count=Count("pk")):
        person = int(who.partition(":")[2])
        counts[person] = counts.get(person, 0) + count
    return counts
