"""``insert`` writes what ``create`` writes, and lets somebody who was first be first."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext
from town import MORNING

from heating_ops.inserting import insert
from hotline.models import Call
from workorders.models import WorkOrder

pytestmark = pytest.mark.no_replay  # bare rows, on no board


@pytest.fixture
def captured(town: SimpleNamespace) -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def order(**changes: Any) -> WorkOrder:
    columns = {
        "urgency": "urgent",
        "priority": "P2",
        "order_type": "leak",
        "category": "leak",
        "handling": "immediate",
        "triage": {"reasons": ["“跑冒滴漏”", "100 %"]},
        "reported_at": MORNING,
        "logged_at": MORNING,
        "stage_at": MORNING,
    }
    return WorkOrder(**(columns | changes))


def call(**changes: Any) -> Call:
    columns = {
        "channel": "phone",
        "reported_at": MORNING,
        "logged_at": MORNING,
        "category": "leak",
        "place_match": "exact",
        "triage": {},
        "outcome": "answered",
    }
    return Call(**(columns | changes))


def columns_of(row: models.Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


@pytest.mark.parametrize(
    "make",
    [
        lambda town: order(branch=town.east, building=town.house_1, flat="1-101"),
        lambda town: order(join_key=None, place_text='It\'s \\ 50 % "here"'),
        lambda town: call(building=town.house_1, branch=town.east, indoor_temp_c=15.5, answers={"person_hurt": True}),
        lambda town: call(indoor_temp_c=None, answers={}, text="第一行\n第二行"),
    ],
    ids=["order", "order in words", "call", "call in words"],
)
def test_every_column_is_stored_as_create_stores_it(town: SimpleNamespace, make: Any) -> None:
    ours, djangos = make(town), make(town)
    assert insert(ours)
    djangos.save(force_insert=True)
    stored = type(ours).objects.get(pk=ours.pk)
    assert columns_of(stored) == columns_of(type(ours).objects.get(pk=djangos.pk))


def test_the_row_knows_that_it_is_stored(town: SimpleNamespace) -> None:
    row = call()
    insert(row)
    row.caller_name = "王"
    row.save(update_fields=["caller_name"])
    assert Call.objects.get(pk=row.pk).caller_name == "王"


def test_a_taken_place_is_an_error_or_an_answer(town: SimpleNamespace) -> None:
    assert insert(order(join_key="b1:leak"), unless_taken=True)
    second = order(join_key="b1:leak")
    assert not insert(second, unless_taken=True)
    assert second._state.adding
    assert WorkOrder.objects.count() == 1
    with pytest.raises(IntegrityError, match="work_order_one_open_per_trouble"):
        insert(order(join_key="b1:leak"))


def test_a_broken_rule_of_the_database_is_an_error_also_where_taken_is_not(town: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError, match="work_order_sent_has_crew"):
        insert(order(status="dispatched"), unless_taken=True)


def test_the_statement_is_prepared_once_a_connection(captured: CaptureQueriesContext) -> None:
    for _time in range(3):
        insert(call())
    connection.close_if_unusable_or_obsolete()
    assert [query["sql"].split()[0] for query in captured].count("EXECUTE") == 3
    assert [query["sql"].split()[0] for query in captured].count("PREPARE") <= 1
