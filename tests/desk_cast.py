"""What tests of the desk's pages say often."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone

from hotline.models import Call
from hotline.safety_script import QUESTIONS
from workorders import commands
from workorders.catalogue import CallBackOutcome, Status, SuspendReason
from workorders.models import WorkOrder

ALL_NO = {question.field: "no" for question in QUESTIONS} | {"extent": "flat"}
Browse = Callable[[str], Client]
Filled = Callable[..., dict[str, Any]]
AtStage = Callable[..., WorkOrder]
Counted = Callable[[Callable[[], object]], int]


def walk(town: SimpleNamespace, order: WorkOrder, to: Status) -> None:
    """Bring an order of the east on, step by step, to a stage on the way from triaged to closed, or to suspended."""
    dan, carl, olga = (town.actor(name) for name in ("dan", "carl", "olga"))
    act: dict[str, Any] = {"work_order_id": order.pk, "version": None, "now": timezone.now()}
    steps: dict[Status, Callable[[], object]] = {
        Status.DISPATCHED: lambda: commands.dispatch(crew_id=town.red.pk, actor=dan, **act),
        Status.ACCEPTED: lambda: commands.accept(actor=carl, **act),
        Status.EN_ROUTE: lambda: commands.depart(actor=carl, **act),
        Status.ON_SITE: lambda: commands.arrive(actor=carl, **act),
        Status.WORKING: lambda: commands.start(actor=carl, **act),
        Status.DONE: lambda: commands.complete(
            cause="air_lock", responsibility="inside_flat", work_done="放气", actor=carl, **act
        ),
        Status.CLOSED: lambda: commands.call_back(
            outcome=CallBackOutcome.SOLVED, temperature_c=19.5, actor=olga, **act
        ),
    }
    last = Status.ACCEPTED if to == Status.SUSPENDED else to
    for status, step in steps.items():
        if order.status == last:
            break
        step()
        order.refresh_from_db()
        assert order.status == status
    if to == Status.SUSPENDED:
        commands.suspend(reason=SuspendReason.NOT_HOME, actor=carl, **act)
        order.refresh_from_db()


def calls_of(town: SimpleNamespace, number: int, *, now: datetime | None = None, **columns: Any) -> list[Call]:
    """Put calls into the table as they are, for lists that must not grow slow."""
    now = now or timezone.now()
    triage = {"urgency": "non_urgent", "priority": "P4", "handling": "remote_first", "rule_version": "1", "reasons": []}
    told: dict[str, Any] = {
        "channel": "phone",
        "reported_at": now,
        "logged_at": now,
        "logged_by": town.actor("olga").ref,
        "category": "enquiry",
        "building": town.house_1,
        "branch": town.east,
        "place_match": "exact",
        "triage": triage,
        "outcome": "answered",
    }
    return Call.objects.bulk_create(Call(**(told | columns)) for _ in range(number))
