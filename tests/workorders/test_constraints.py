"""What the database itself refuses, whatever the code above it forgets."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from order_cast import fresh, opened, order_in
from town import MORNING

from workorders.catalogue import IN_THE_FIELD, OPEN_STATUSES, WITH_CREW, Status
from workorders.models import WorkOrder

pytestmark = pytest.mark.no_replay


def refused(order: WorkOrder, constraint: str, **columns: Any) -> None:
    """Write columns behind the commands' back; the named constraint must stop it."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        WorkOrder.objects.filter(pk=order.pk).update(**columns)


def test_one_crew_is_out_on_one_order(town: SimpleNamespace) -> None:
    out = order_in(town, Status.EN_ROUTE)
    waits = order_in(town, Status.ACCEPTED, flat="2")
    for status in IN_THE_FIELD:
        refused(waits, "work_order_one_in_the_field_per_crew", status=status)
    WorkOrder.objects.filter(pk=out.pk).update(status=Status.DONE)
    WorkOrder.objects.filter(pk=waits.pk).update(status=Status.WORKING)


def test_one_trouble_has_one_open_order(town: SimpleNamespace) -> None:
    first = opened(town, join_key="b1:no_heat")
    second = opened(town, flat="2")
    refused(second, "work_order_one_open_per_trouble", join_key="b1:no_heat")
    for status in set(Status) - set(OPEN_STATUSES) - {Status.MERGED}:
        WorkOrder.objects.filter(pk=first.pk).update(status=status, closed_at=MORNING)
        with transaction.atomic():
            WorkOrder.objects.filter(pk=second.pk).update(join_key="b1:no_heat")
            transaction.set_rollback(True)


def test_an_order_with_a_crew_has_a_crew(town: SimpleNamespace) -> None:
    order = opened(town)
    for status in set(WITH_CREW) - {Status.SUSPENDED}:
        refused(order, "work_order_sent_has_crew", status=status, accepted_at=MORNING)
    refused(order, "work_order_sent_has_crew", status=Status.SUSPENDED, suspend_reason="parts")


def test_accepted_closed_suspended_and_merged_have_what_belongs_to_them(town: SimpleNamespace) -> None:
    order = order_in(town, Status.DISPATCHED)
    refused(order, "work_order_accepted_has_time", status=Status.ACCEPTED)
    refused(order, "work_order_accepted_has_time", status=Status.WORKING)
    refused(order, "work_order_closed_has_time", status=Status.CLOSED)
    refused(order, "work_order_suspended_has_reason", status=Status.SUSPENDED)
    refused(order, "work_order_suspended_has_reason", suspend_reason="parts")
    refused(order, "work_order_merged_has_target", status=Status.MERGED)
    other = opened(town, flat="2")
    refused(order, "work_order_merged_has_target", merged_into=other)
    refused(order, "work_order_not_merged_into_itself", status=Status.MERGED, merged_into=order)
    assert fresh(order).status == Status.DISPATCHED


@pytest.mark.parametrize("temperature", [-40.1, 60.1, 99.9])
def test_a_temperature_lies_within_what_thermometers_show(temperature: float, town: SimpleNamespace) -> None:
    order = opened(town)
    with pytest.raises(IntegrityError, match="reading_within_instrument"), transaction.atomic():
        order.readings.create(source="crew", temperature_c=temperature, taken_at=MORNING)
