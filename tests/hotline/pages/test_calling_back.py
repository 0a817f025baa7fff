"""Calling back: solved closes, not solved opens again, no answer waits, and nothing slips off the list."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from desk_cast import AtStage, Browse, Counted, Filled, walk
from django.utils import timezone

from heating_ops.timers.models import Deadline
from hotline import queries as calls
from workorders.catalogue import Category, Status
from workorders.models import TemperatureReading, WorkOrder

LIST = "/hotline/call-backs/"


def answer(order: WorkOrder, **changes: Any) -> dict[str, Any]:
    """A call-back form that would be taken."""
    whole = {
        "order": order.pk,
        "request_id": str(uuid4()),
        "version": order.version,
        "outcome": "solved",
        "temperature_c": "19.5",
        "room": "客厅",
        "satisfied": "yes",
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


@pytest.mark.parametrize(("name", "code"), [("olga", 200), ("lena", 200), ("dan", 403), ("carl", 403), ("mona", 403)])
def test_who_may_call_back(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(LIST).status_code == code


def test_with_nothing_to_do_it_says_so(browse: Browse) -> None:
    assert "Nobody waits for a call-back" in browse("olga").get(LIST).content.decode()


def test_everything_for_the_call_stands_together(town: SimpleNamespace, browse: Browse, filled: Filled) -> None:
    browse("olga").post("/hotline/calls/new/", filled())
    walk(town, WorkOrder.objects.get(), Status.DONE)
    page = browse("olga").get(LIST).content.decode()
    for word in ("13800001010", "李秀英", "屋里只有15度", "Air in the pipes", "放气", "15.5 °C", "needed when solved"):
        assert word in page


def test_solved_with_a_temperature_closes(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE)
    told = browse("olga").post(LIST, answer(order), follow=True)
    order.refresh_from_db()
    assert order.status == Status.CLOSED
    reading = order.readings.get(source=TemperatureReading.Source.CALL_BACK)
    assert (str(reading.temperature_c), reading.room) == ("19.5", "客厅")
    assert f"{order.number} is closed." in told.content.decode()


def test_solved_without_the_temperature_is_asked_for_it_and_keeps_the_rest(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE)
    told = browse("olga").post(LIST, answer(order, temperature_c=None, note="很满意"))
    assert told.status_code == 400
    assert told.context["form"].errors["temperature_c"] == ["Ask for the room temperature: heat was the complaint."]
    assert "很满意" in told.content.decode()
    order.refresh_from_db()
    assert order.status == Status.DONE


def test_a_leak_closes_without_a_temperature(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE, category=Category.LEAK)
    browse("olga").post(LIST, answer(order, temperature_c=None))
    order.refresh_from_db()
    assert order.status == Status.CLOSED


def test_not_solved_opens_it_again_with_the_reason(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE)
    refused = browse("olga").post(LIST, answer(order, outcome="not_solved"))
    assert refused.context["form"].errors["note"] == ["Write down what is still wrong."]
    browse("olga").post(LIST, answer(order, outcome="not_solved", note="还是15度"))
    order.refresh_from_db()
    assert order.status == Status.TRIAGED
    assert Deadline.objects.filter(subject=order.subject, kind="work_order.dispatch", cancelled_at=None).exists()


def test_no_answer_stays_and_comes_last_for_a_while(browse: Browse, at_stage: AtStage, town: SimpleNamespace) -> None:
    first, second = at_stage(Status.DONE), at_stage(Status.DONE, flat="2-202")

    def queue(now: datetime) -> list[int]:
        return [one.pk for one in calls.call_back_queue(town.olga, now=now, limit=9)]

    assert queue(timezone.now()) == [first.pk, second.pk]
    browse("olga").post(LIST, answer(first, outcome="no_answer", temperature_c=None))
    assert queue(timezone.now()) == [second.pk, first.pk]
    assert queue(timezone.now() + calls.TRY_AGAIN_AFTER + timedelta(seconds=1)) == [first.pk, second.pk]


@pytest.mark.no_replay
def test_the_oldest_deadline_is_at_hand(browse: Browse, at_stage: AtStage) -> None:
    later, sooner = at_stage(Status.DONE), at_stage(Status.DONE, flat="2-202")
    due = timezone.now() - timedelta(hours=1)
    Deadline.objects.filter(subject=sooner.subject, kind="work_order.call_back").update(due_at=due)
    page = browse("olga").get(LIST)
    assert page.context["order"] == sooner
    assert "late" in page.content.decode()
    assert browse("olga").get(LIST, {"order": later.pk}).context["order"] == later


def test_an_order_somebody_else_just_answered_says_so(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE)
    browse("olga").post(LIST, answer(order))
    told = browse("olga").post(LIST, answer(order, request_id=str(uuid4())))
    assert told.status_code == 409
    assert "This order does not wait any more" in told.content.decode()


def test_the_same_answer_twice_is_one_call_back(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DONE)
    form = answer(order, outcome="no_answer", temperature_c=None)
    first, again = (browse("olga").post(LIST, form) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    version = order.version
    order.refresh_from_db()
    assert order.version == version + 1


def test_another_branchs_order_is_not_there(browse: Browse, at_stage: AtStage, town: SimpleNamespace) -> None:
    order = at_stage(Status.DONE, building=town.house_west)
    assert browse("lena").post(LIST, answer(order)).status_code == 404
    assert browse("lena").get(LIST, {"order": order.pk}).context["order"] is None


@pytest.mark.parametrize("order", ["x", "²", "9" * 30])
def test_a_broken_number_shows_the_first(browse: Browse, at_stage: AtStage, order: str) -> None:
    first = at_stage(Status.DONE)
    assert browse("olga").get(LIST, {"order": order}).context["order"] == first


@pytest.mark.no_replay
def test_three_hundred_waiting_cost_as_many_queries_as_three(
    browse: Browse, at_stage: AtStage, queries: Counted
) -> None:
    order, olga = at_stage(Status.DONE), browse("olga")
    olga.get(LIST)
    few = queries(lambda: olga.get(LIST))
    order.pk, order.join_key = None, None
    columns = {f.attname: getattr(order, f.attname) for f in WorkOrder._meta.concrete_fields if f.attname != "id"}
    WorkOrder.objects.bulk_create(WorkOrder(**columns) for _ in range(300))
    assert queries(lambda: olga.get(LIST)) == few <= 14
