"""What the page tests share: a filled form, orders at any stage, and queries counted."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from desk_cast import ALL_NO, AtStage, Counted, Filled, walk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from workorders import commands
from workorders.catalogue import Category, Status
from workorders.commands import Place
from workorders.default_rules import TRIAGE
from workorders.models import WorkOrder
from workorders.triage import Facts, decide


@pytest.fixture
def filled(town: SimpleNamespace) -> Filled:
    """A call form that would be taken; change what the test is about, ``None`` leaves a field out."""

    def fill(**changes: Any) -> dict[str, Any]:
        whole = ALL_NO | {
            "request_id": str(uuid4()),
            "text": "屋里只有15度，老人怕冷",
            "place_label": "阳光花园 1号楼",
            "building": str(town.house_1.pk),
            "flat": "1-101",
            "caller_phone": "13800001010",
            "caller_name": "李秀英",
            "channel": "phone",
            "category": "low_temperature",
            "indoor_temp_c": "15.5",
        }
        return {name: value for name, value in (whole | changes).items() if value is not None}

    return fill


@pytest.fixture
def at_stage(town: SimpleNamespace) -> AtStage:
    """Bring an order of the east to a stage by the real commands."""

    def bring(status: Status, *, category: Category = Category.LOW_TEMPERATURE, **place: Any) -> WorkOrder:
        now = timezone.now()
        where = Place(**({"building": town.house_1, "flat": "1-101"} | place))
        order, _joined = commands.report_trouble(
            decision=decide(Facts(category=category), TRIAGE),
            place=where,
            join_key=None,
            reported_at=now,
            actor=town.actor("olga"),
            now=now,
        )
        if status == Status.CANCELLED:
            commands.cancel(work_order_id=order.pk, version=None, reason="误报", actor=town.actor("dan"), now=now)
        elif status == Status.MERGED:
            into = bring(Status.TRIAGED, category=category)
            commands.merge(work_order_id=order.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=now)
        else:
            walk(town, order, status)
        order.refresh_from_db()
        assert order.status == status
        return order

    return bring


@pytest.fixture
def queries() -> Counted:
    """Count the statements something takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    return count
