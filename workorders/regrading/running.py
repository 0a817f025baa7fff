"""Runs over the open orders, in every worker: begun once for each cause, worked in parts by whoever is free."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from heating_ops.weather.models import WeatherChange

from ..models import WorkOrder
from ..triage import Decision
from .commands import REGRADED_STATUSES, propose, raise_orders
from .deciding import decision_now, is_lowered, is_raised
from .models import RegradeRun

log = logging.getLogger(__name__)

PART: Final = 500
# Orders held in one transaction: whoever works on one of them waits no longer than a moment.
_TOGETHER: Final = 25
_LEASE_SECONDS: Final = 60

_CLAIM: Final = """
UPDATE workorders_regraderun SET lease_until = statement_timestamp() + %s * interval '1 second'
WHERE id = (
    SELECT id FROM workorders_regraderun
    WHERE finished_at IS NULL AND (lease_until IS NULL OR lease_until < statement_timestamp())
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id"""


def regrade_due() -> int:
    """Begin the run that is due, if one is, and work a part of one that is not finished.

    :returns: how many orders were looked at
    """
    now = timezone.now()
    begin_due(now)
    return work(now)


def begin_due(now: datetime) -> None:
    """Begin a run for the newest change of weather and one for the hour; whoever comes second begins none.

    A run that an earlier change began is over: the new one looks at everything again.
    """
    newest: int | None = WeatherChange.objects.aggregate(newest=Max("pk"))["newest"]
    hour = now.replace(minute=0, second=0, microsecond=0)
    begun = RegradeRun.objects.aggregate(change=Max("change"), hour=Max("hour"))
    causes: list[dict[str, object]] = []
    if newest is not None and newest > (begun["change"] or 0):
        causes.append({"change": newest})
    if begun["hour"] is None or hour > begun["hour"]:
        causes.append({"hour": hour})
    for cause in causes[:1]:
        with transaction.atomic():
            made = RegradeRun.objects.bulk_create([RegradeRun(started_at=now, **cause)], ignore_conflicts=True)
            mine = RegradeRun.objects.filter(**cause).first()
            if made and mine is not None:
                RegradeRun.objects.filter(finished_at__isnull=True, pk__lt=mine.pk).update(finished_at=now)


def work(now: datetime) -> int:
    """Work a part of the oldest run that nobody is at.

    :returns: how many orders were looked at; 0 when there is no run
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [_LEASE_SECONDS])
        row = cursor.fetchone()
    if row is None:
        return 0
    run = RegradeRun.objects.get(pk=row[0])
    orders = list(WorkOrder.objects.filter(status__in=REGRADED_STATUSES, pk__gt=run.reached).order_by("pk")[:PART])
    if orders:
        _look_at(orders, run, now=now)
        run.reached = orders[-1].pk
    else:
        _raise(run.left, run, now=now, again=True)
        run.left, run.finished_at = [], now
    run.lease_until = None
    run.save(
        update_fields=["lease_until", "reached", "left", "looked_at", "raised", "proposed", "failed", "finished_at"]
    )
    return max(len(orders), 1)


def _look_at(orders: Sequence[WorkOrder], run: RegradeRun, *, now: datetime) -> None:
    """Decide each anew, raise what is stricter, propose what is laxer."""
    stricter: list[int] = []
    laxer: list[tuple[WorkOrder, Decision]] = []
    others: list[int] = []
    for order in orders:
        try:
            decision = decision_now(order, now=now)
        except Exception:
            log.exception("work order %s cannot be decided again", order.number)
            run.failed += 1
            continue
        if is_raised(order, decision):
            stricter.append(order.pk)
        elif is_lowered(order, decision):
            laxer.append((order, decision))
        else:
            others.append(order.pk)
    run.looked_at += len(orders)
    _raise(stricter, run, now=now)
    run.proposed += propose(laxer, others=[*others, *stricter], now=now)


def _raise(ids: Sequence[int], run: RegradeRun, *, now: datetime, again: bool = False) -> None:
    """Raise orders a few at a time; when one of them fails, each alone, so that it stops no other."""
    for first in range(0, len(ids), _TOGETHER):
        some = ids[first : first + _TOGETHER]
        try:
            raised, left = raise_orders(some, now=now)
        except Exception:
            log.exception("raising %s orders together failed; each is tried alone", len(some))
            raised, left = _one_by_one(some, run, now=now)
        run.raised += raised
        if not again:
            run.left = [*run.left, *left]


def _one_by_one(ids: Sequence[int], run: RegradeRun, *, now: datetime) -> tuple[int, list[int]]:
    raised, left = 0, []
    for order_id in ids:
        try:
            one, not_had = raise_orders([order_id], now=now)
        except Exception:
            log.exception("work order %s cannot be raised", order_id)
            run.failed += 1
        else:
            raised += one
            left += not_had
    return raised, left
