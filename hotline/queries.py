"""Every read of calls worth a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.journal.actor import Actor
from heating_ops.network.models import KeySite
from incidents.models import Incident, PlannedStop
from workorders.catalogue import Priority, Urgency
from workorders.models import WorkOrder
from workorders.queries import find_open_by_trouble
from workorders.triage import Decision

from .call_backs.queries import count_waiting
from .callers.numbers import spellings_of
from .joining import HEAT_LOST, join_key
from .models import Call, CallOutcome

_NEAR: Final = 5


def visible_to(user: User) -> QuerySet[Call]:
    """The calls a person may read: those of the branches in reach, and always the own ones."""
    if not may(user, Action.CALL_VIEW):
        return Call.objects.none()
    branches = branch_filter(user, Action.CALL_VIEW)
    if branches is None:
        return Call.objects.all()
    return Call.objects.filter(Q(branch_id__in=branches) | Q(logged_by=Actor.user(user).ref))


def start_of_day(now: datetime) -> datetime:
    """Midnight where the utility is."""
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def calls_since(user: User, begins: datetime, *, before: int | None = None, limit: int) -> list[Call]:
    """Read calls reported since a moment, newest first, each with its building.

    :param before: continue below this id
    """
    calls = visible_to(user).filter(reported_at__gte=begins).select_related("building", "branch", "caller_known")
    if before is not None:
        calls = calls.filter(pk__lt=before)
    return list(calls.order_by("-id")[:limit])


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A day's calls counted, and the calls that are owed now."""

    calls: int
    urgent: int
    joined: int
    call_backs: int


def counts_since(user: User, begins: datetime) -> DayCounts:
    """Count the calls since a moment that the person may read."""
    joined = Q(outcome__in=[CallOutcome.JOINED_ORDER, CallOutcome.JOINED_INCIDENT])
    counted = (
        visible_to(user)
        .filter(reported_at__gte=begins)
        .aggregate(
            calls=Count("pk"),
            urgent=Count("pk", filter=Q(triage__urgency=Urgency.URGENT)),
            joined=Count("pk", filter=joined),
        )
    )
    return DayCounts(**counted, call_backs=count_waiting(user))


# ----------------------------------------------------------------- at the place
def key_sites_at(building_id: int) -> list[KeySite]:
    """Read the key sites in a building."""
    return list(KeySite.objects.filter(building_id=building_id).order_by("id"))


def last_calls_of_phone(phone: str) -> list[Call]:
    """Read the last calls from a telephone, newest first.

    Nothing is matched by a part of a number, nor by an extension: a stranger's history
    must never look like the caller's.
    """
    spellings = spellings_of(phone)
    return list(_with_what_became().filter(caller_phone__in=spellings)[:_NEAR]) if spellings else []


def last_calls_of_place(building_id: int, flat: str, *, besides: Sequence[int] = ()) -> list[Call]:
    """Read the last calls about a place, newest first; a flat narrows it to itself.

    :param besides: ids of calls that are shown elsewhere
    """
    calls = _with_what_became().filter(building_id=building_id).exclude(pk__in=besides)
    return list((calls.filter(flat__iexact=flat) if flat else calls)[:_NEAR])


def _with_what_became() -> QuerySet[Call]:
    return Call.objects.select_related("building", "work_order").order_by("-id")


def would_join(
    *, decision: Decision, building_id: int | None, taken: Incident | PlannedStop | None, flat: str, text: str
) -> Incident | PlannedStop | WorkOrder | None:
    """Find what a call would join if it were filed now as it stands; nothing is written.

    :param taken: what has taken the heat of the place
    """
    category, dangers = decision.inputs["category"], decision.inputs["dangers"]
    if taken is not None and category in HEAT_LOST and decision.priority != Priority.P1:
        return taken
    if decision.order_type is None:
        return None
    key = join_key(
        category=category,
        order_type=decision.order_type,
        building_id=building_id,
        flat=flat,
        text=text,
        dangers=dangers,
    )
    return find_open_by_trouble(key) if key else None


# -------------------------------------------------------------- after the work
def calls_of_order(work_order_id: int) -> list[Call]:
    """Read the calls of an order, the first first: every caller said something of their own."""
    return list(Call.objects.filter(work_order_id=work_order_id).select_related("building").order_by("id"))


def narratives(calls: Sequence[Call], *, may_open: bool) -> list[dict[str, Any]]:
    """What callers said, as the order's page shows it; with the call's number for those who may open it."""
    return [
        {"text": call.text, "at": call.reported_at, "channel": call.channel}
        | ({"id": call.pk, "number": call.number} if may_open else {})
        for call in calls
    ]
