"""Reading call-backs: the queue in its order, its groups, and what is at hand for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from hotline.telephony.models import Owed, Ring
from workorders import queries as order_queries
from workorders.catalogue import HEAT_COMPLAINTS, Status
from workorders.models import WorkOrder

from ..joining import HEAT_LOST
from .models import CallBack
from .opening import KEY_SITE, VULNERABLE
from .rates import Rate, three_rates
from .rules import ANSWERED_WITHIN, all_rules

PAGE: Final = 50


def in_reach(user: User, action: Action = Action.CALL_BACK) -> QuerySet[CallBack]:
    """The call-backs a person may make: those of the branches in reach, by the order or else by the call."""
    if not may(user, action):
        return CallBack.objects.none()
    branches = branch_filter(user, action)
    if branches is None:
        return CallBack.objects.all()
    by_order = Q(work_order__branch__in=branches) | Q(work_order__branch=None, call__branch__in=branches)
    return CallBack.objects.filter(by_order)


def waiting(user: User) -> QuerySet[CallBack]:
    """Those that are still to be made."""
    return in_reach(user).filter(state="open")


def without_caller(user: User) -> QuerySet[WorkOrder]:
    """Orders a crew says are done, of which nobody is on the list: they came in by no call."""
    owed = CallBack.objects.filter(work_order=OuterRef("pk"), state="open", why__in=["after_work", "after_guidance"])
    done = order_queries.visible_to(user, Action.CALL_BACK).filter(status=Status.DONE)
    return done.filter(~Exists(owed)).order_by("done_at", "pk")


def rings_owed() -> QuerySet[Ring]:
    """Callers who rang and whom nobody answered, the longest waiting first."""
    return Ring.objects.filter(owed=Owed.WAITING).order_by("rang_at", "pk")


def count_waiting(user: User) -> int:
    """How many calls are owed now: call-backs, and orders that came in by no call."""
    return waiting(user).count() + without_caller(user).count() if may(user, Action.CALL_BACK) else 0


def queue(user: User, *, now: datetime, offset: int = 0, limit: int = PAGE) -> list[CallBack]:
    """Read a page of the queue: who can be called now, then who is called later.

    In both by incident, the newest first, then who is critical, then who waits longest.
    Each row has ``later``: 1 until its next try.
    """
    # Ten thousand are sorted by their own columns alone; only the page is read with its call, order and people.
    ids = list(_sorted(waiting(user), now).values_list("pk", flat=True)[offset : offset + limit])
    return list(_in_order(CallBack.objects.filter(pk__in=ids), now))


def one_of(user: User, pk: int, *, now: datetime) -> CallBack | None:
    """Read one call-back, open or settled, if it is in reach."""
    return _in_order(in_reach(user), now).filter(pk=pk).first()


def of_order(user: User, work_order_id: int, *, now: datetime) -> CallBack | None:
    """Whom to call about an order: the caller who spoke last, as somebody who just called again."""
    return _in_order(waiting(user), now).filter(work_order=work_order_id).order_by("-call").first()


def _in_order(rows: QuerySet[CallBack], now: datetime) -> QuerySet[CallBack]:
    people = ("call__building", "call__branch", "work_order__building", "work_order__branch", "work_order__crew")
    return _sorted(rows, now).select_related(*people, "incident", "claimed_by")


def _sorted(rows: QuerySet[CallBack], now: datetime) -> QuerySet[CallBack]:
    later = Case(When(next_try_at__gt=now, then=Value(1)), default=Value(0), output_field=IntegerField())
    order = ("later", F("incident").desc(nulls_last=True), "rank", "opened_at", "pk")
    return rows.annotate(later=later).order_by(*order)


@dataclass(frozen=True, slots=True)
class Counts:
    """The queue counted as it stands."""

    total: int
    now: int
    rest: int
    """Of those who can be called now, the ones of no incident."""
    later: int
    late: int
    flagged: int
    """Tried as often as the rule says without an answer: a supervisor decides."""
    without_caller: int
    rings: int


def counts(user: User, *, now: datetime, attempts: int) -> Counts:
    """Count the queue, whatever page of it is shown."""
    later = Q(next_try_at__gt=now)
    counted = waiting(user).aggregate(
        total=Count("pk"),
        later=Count("pk", filter=later),
        at_incidents=Count("pk", filter=Q(incident__isnull=False) & (Q(next_try_at=None) | Q(next_try_at__lte=now))),
        late=Count("pk", filter=Q(due_at__lt=now)),
        flagged=Count("pk", filter=Q(attempts__gte=attempts)),
    )
    at_incidents, now_ = counted.pop("at_incidents"), counted["total"] - counted["later"]
    return Counts(
        **counted,
        now=now_,
        rest=now_ - at_incidents,
        without_caller=without_caller(user).count(),
        rings=rings_owed().count(),
    )


def counts_by_incident(user: User, incidents: Sequence[int], *, now: datetime) -> dict[int, dict[str, int]]:
    """How many callers of each of these incidents wait, and how many of them are called later."""
    rows = waiting(user).filter(incident__in=incidents).order_by().values("incident")
    counted = rows.annotate(total=Count("pk"), later=Count("pk", filter=Q(next_try_at__gt=now)))
    return {row["incident"]: {"total": row["total"], "later": row["later"]} for row in counted}


def priority_of(one: CallBack) -> str:
    """The priority of the work, or of the call where there is none."""
    return str(one.work_order.priority if one.work_order is not None else one.call.triage["priority"])


def criticality_of(one: CallBack) -> str:
    """Why somebody comes first: ``key_site``, ``vulnerable`` or nothing."""
    return {KEY_SITE: "key_site", VULNERABLE: "vulnerable"}.get(one.rank, "")


def needs_temperature(one: CallBack) -> bool:
    """Whether "solved" is a temperature: heat was the complaint."""
    if one.work_order is not None:
        return one.work_order.order_type in HEAT_COMPLAINTS
    return one.call.category in HEAT_LOST


def at_hand(one: CallBack) -> dict[str, Any]:
    """What stands beside a call-back: the crew's finding, the readings, the earlier tries, who else waits."""
    order = one.work_order
    others = CallBack.objects.filter(work_order=order, state="open").exclude(pk=one.pk) if order else None
    before = CallBack.objects.filter(call=one.call_id, state="settled").exclude(pk=one.pk)
    return {
        "finding": order.findings.order_by("-id").first() if order else None,
        "readings": list(order.readings.order_by("id")) if order else [],
        "others": others.count() if others is not None else 0,
        "before": list(before.order_by("-settled_at")[:3]),
        "heat": needs_temperature(one),
    }


def rates_today(user: User, *, now: datetime) -> dict[str, dict[str, Rate]]:
    """The three rates of today so far, of the branches in reach."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    within = timedelta(minutes=all_rules()[ANSWERED_WITHIN])
    branches = branch_filter(user, Action.CALL_BACK)
    return three_rates(midnight, now, now=now, within=within, branch_ids=branches)
