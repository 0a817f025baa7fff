"""The times an order waited: each with its reason, how long, and which of its clocks stood still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .models import Step, Suspension, WorkOrder


def begin(order: WorkOrder, *, stops: Sequence[str], now: datetime) -> None:
    """Note that a locked order waits from now, for the reason it carries."""
    Suspension.objects.create(work_order=order, reason=order.suspend_reason, began_at=now, stops=list(stops))


def end(order: WorkOrder, *, now: datetime) -> None:
    """Note that a locked order waits no more, and add up how long its restoration stood."""
    waits = Suspension.objects.filter(work_order=order, ended_at=None).first()
    if waits is None:
        return
    waits.ended_at = now
    waits.save(update_fields=["ended_at"])
    if Step.RESTORED in waits.stops:
        order.stood_seconds += max(int((now - waits.began_at).total_seconds()), 0)
        order.save(update_fields=["stood_seconds"])


def stopped_now(order: WorkOrder) -> list[str]:
    """The clocks that stand still in the suspension that lasts."""
    stops = Suspension.objects.filter(work_order=order, ended_at=None).values_list("stops", flat=True).first()
    return list(stops or [])


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took from registration: ``gross`` by the wall clock, ``net`` without what it stood still."""

    step: Step
    gross: timedelta
    net: timedelta
    done: bool


def times_of(order: WorkOrder, stood: Sequence[Suspension], *, now: datetime) -> list[StepTime]:
    """Measure the way from registration to each step that was reached, and to now for the restoration if it was not.

    :param stood: the order's suspensions
    """
    reached = {
        Step.DISPATCH: order.dispatched_at,
        Step.CONTACT: order.contacted_at,
        Step.ON_SITE: order.arrived_at,
        Step.RESTORED: order.done_at,
    }
    measured = []
    for step, at in reached.items():
        if at is None and step != Step.RESTORED:
            continue
        until = at or max(order.closed_at or now, order.logged_at)
        gross = until - order.logged_at
        away = sum((_overlap(one, order.logged_at, until) for one in stood if step in one.stops), timedelta())
        measured.append(StepTime(step, gross, max(gross - away, timedelta()), at is not None))
    return measured


def _overlap(one: Suspension, begins: datetime, ends: datetime) -> timedelta:
    """How much of a suspension lies between two moments."""
    return max(min(one.ended_at or ends, ends) - max(one.began_at, begins), timedelta())


@dataclass(frozen=True, slots=True)
class Times:
    """The times of an order, and the suspensions they leave out."""

    steps: list[StepTime]
    suspensions: list[Suspension]

    def told(self) -> dict[str, Any]:
        """As the API tells them."""
        return {
            "times": [
                {
                    "step": one.step.value,
                    "gross_seconds": int(one.gross.total_seconds()),
                    "net_seconds": int(one.net.total_seconds()),
                    "reached": one.done,
                }
                for one in self.steps
            ],
            "suspensions": [
                {"reason": one.reason, "from": one.began_at, "until": one.ended_at, "stopped": one.stops}
                for one in self.suspensions
            ],
        }


def read_times(order: WorkOrder, *, now: datetime) -> Times:
    """Read and measure an order's times; one that was never suspended is measured all the same."""
    stood = list(Suspension.objects.filter(work_order=order))
    return Times(times_of(order, stood, now=now), stood)
