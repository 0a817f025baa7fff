"""Days made of rows, for tests that count: written straight into the tables, because only their sums matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from heating_ops.crews.models import Crew
from heating_ops.network.models import Branch
from hotline.models import Call, CallOutcome, Channel, PlaceMatch
from workorders.catalogue import Category, Handling, OrderType, Priority, Status, Urgency
from workorders.models import TemperatureReading, WorkOrder

SENT = {Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.ON_SITE, Status.WORKING, Status.SUSPENDED}


@dataclass(frozen=True)
class Spec:
    """One call, perhaps with the order it opened: everything a report tells apart."""

    minute: int
    branch: int
    channel: str
    category: str
    urgency: str
    opens: bool
    priority: str
    status: str
    done_after_hours: int | None
    returns: int
    escalation: int
    temperature: float | None


specs = st.builds(
    Spec,
    minute=st.integers(-90, 25 * 60),
    branch=st.integers(0, 2),
    channel=st.sampled_from(Channel.values),
    category=st.sampled_from(Category.values),
    urgency=st.sampled_from(Urgency.values),
    opens=st.booleans(),
    priority=st.sampled_from(Priority.values),
    status=st.sampled_from([status for status in Status if status != Status.MERGED]),
    done_after_hours=st.one_of(st.none(), st.integers(0, 60)),
    returns=st.integers(0, 3),
    escalation=st.integers(0, 3),
    temperature=st.one_of(st.none(), st.floats(10, 25)),
)


def write(spec: Spec, *, begins: datetime, branches: list[Branch], crew: Crew) -> Call:
    """Write one call, and its order if it opened one; ``branch`` 0 is none."""
    at = begins + timedelta(minutes=spec.minute)
    branch = branches[spec.branch - 1] if spec.branch else None
    order = _order(spec, at=at, branch=branch, crew=crew) if spec.opens else None
    return Call.objects.create(
        channel=spec.channel,
        reported_at=at,
        logged_at=at,
        logged_by="system:test",
        category=spec.category,
        place_match=PlaceMatch.UNMATCHED,
        branch=branch,
        triage={"urgency": spec.urgency},
        outcome=CallOutcome.ORDER_OPENED if order else CallOutcome.ANSWERED,
        work_order=order,
    )


def _order(spec: Spec, *, at: datetime, branch: Branch | None, crew: Crew) -> WorkOrder:
    status = Status(spec.status)
    done = status in (Status.DONE, Status.CLOSED)
    done_at = at + timedelta(hours=spec.done_after_hours or 0) if done else None
    in_field = status in (Status.EN_ROUTE, Status.ON_SITE, Status.WORKING)
    times: dict[str, Any] = {
        "accepted_at": at if in_field or status == Status.ACCEPTED else None,
        "done_at": done_at,
        "closed_at": done_at if status == Status.CLOSED else None,
        "called_back_at": done_at if status == Status.CLOSED else None,
    }
    if in_field:
        # One crew is in the field on one order at a time.
        crew = Crew.objects.create(branch=crew.branch, name=f"{crew.pk}-{Crew.objects.count()}")
    order = WorkOrder.objects.create(
        status=status,
        urgency=spec.urgency,
        priority=spec.priority,
        order_type=OrderType.LOW_TEMPERATURE,
        category=spec.category,
        handling=Handling.VISIT,
        triage={"urgency": spec.urgency},
        branch=branch,
        crew=crew if status in SENT else None,
        suspend_reason="not_home" if status == Status.SUSPENDED else "",
        return_count=spec.returns,
        escalation_level=spec.escalation,
        reported_at=at,
        logged_at=at,
        stage_at=at,
        **times,
    )
    if spec.temperature is not None:
        order.readings.create(
            source=TemperatureReading.Source.CREW, temperature_c=round(spec.temperature, 1), taken_at=at
        )
    return order
