"""Done is a claim: the customer's word closes an order, opens it again, or is still waited for."""

from types import SimpleNamespace

import pytest
from order_cast import MINUTE, brought, fresh, opened, order_in, told, verbs, waiting
from town import MORNING, api_client, body

from heating_ops.journal.refusal import InvalidInput
from workorders import commands
from workorders.catalogue import CallBackOutcome, Category, Status
from workorders.commands.refusals import SameTroubleOpen
from workorders.models import WorkOrder

LATER = MORNING + 60 * MINUTE


@pytest.fixture
def done(town: SimpleNamespace) -> WorkOrder:
    return order_in(town, Status.DONE)


def test_solved_closes_and_keeps_the_temperature(town: SimpleNamespace, done: WorkOrder) -> None:
    assert waiting(done) == {"call_back": MORNING + 1440 * MINUTE}
    verbs(town)["call_back"](work_order_id=done.pk, temperature_c=19.96, now=LATER)
    now = fresh(done)
    assert (now.status, now.closed_at, now.called_back_at) == (Status.CLOSED, LATER, LATER)
    assert float(now.readings.get(source="call_back").temperature_c) == 20.0
    assert waiting(done) == {}
    assert told(done)[-2:] == ["called_back", "closed"]


def test_where_heat_was_the_complaint_solved_needs_a_temperature(town: SimpleNamespace, done: WorkOrder) -> None:
    with pytest.raises(InvalidInput) as refused:
        verbs(town)["call_back"](work_order_id=done.pk, temperature_c=None)
    assert refused.value.field == "temperature_c"
    assert (fresh(done).status, fresh(done).called_back_at) == (Status.DONE, None)


def test_where_it_was_not_solved_needs_none(town: SimpleNamespace) -> None:
    leak = order_in(town, Status.DONE, category=Category.LEAK)
    verbs(town)["call_back"](work_order_id=leak.pk, temperature_c=None)
    assert fresh(leak).status == Status.CLOSED


def test_no_answer_waits_on_and_remembers_when_it_was_tried(town: SimpleNamespace, done: WorkOrder) -> None:
    clocks = waiting(done)
    for _attempt in range(2):
        said = {"outcome": CallBackOutcome.NO_ANSWER, "temperature_c": None, "now": LATER}
        verbs(town)["call_back"](work_order_id=done.pk, **said)
    now = fresh(done)
    assert (now.status, now.called_back_at, now.closed_at) == (Status.DONE, LATER, None)
    assert waiting(done) == clocks
    assert told(done)[-2:] == ["called_back", "called_back"]


def test_not_solved_is_work_again_with_fresh_clocks(town: SimpleNamespace, done: WorkOrder) -> None:
    outcome = CallBackOutcome.NOT_SOLVED
    verbs(town)["call_back"](work_order_id=done.pk, outcome=outcome, note="still 15 °C", now=LATER)
    now = fresh(done)
    assert (now.status, now.crew, now.done_at, now.escalation_level) == (Status.TRIAGED, None, None, 0)
    assert waiting(done) == {
        "dispatch": LATER + 3 * MINUTE,
        "contact": LATER + 10 * MINUTE,
        "on_site": LATER + 360 * MINUTE,
        "restored": LATER + 1440 * MINUTE,
    }
    assert told(done)[-2:] == ["called_back", "reopened"]
    assert now.findings.count() == 1, "what the crew found stays"


def test_a_closed_and_a_cancelled_order_open_again_with_fresh_clocks(town: SimpleNamespace) -> None:
    for status in (Status.CLOSED, Status.CANCELLED):
        order = order_in(town, status, flat=status)
        verbs(town)["reopen"](work_order_id=order.pk, now=LATER)
        now = fresh(order)
        assert (now.status, now.closed_at, now.called_back_at, now.done_at) == (Status.TRIAGED, None, None, None)
        assert waiting(order)["dispatch"] == LATER + 3 * MINUTE


def test_an_order_whose_trouble_has_a_new_order_cannot_open_again(town: SimpleNamespace) -> None:
    first = order_in(town, Status.CLOSED, join_key="b1:1-101:low_temperature")
    second = opened(town, join_key="b1:1-101:low_temperature")
    with pytest.raises(SameTroubleOpen, match=second.number):
        verbs(town)["reopen"](work_order_id=first.pk)
    assert fresh(first).status == Status.CLOSED


def test_a_graver_report_about_a_finished_order_opens_it_again(town: SimpleNamespace) -> None:
    olga = api_client(town.olga)
    first = olga.post("/api/calls/", body(), format="json").json()["work_order"]["id"]
    order = WorkOrder.objects.get(pk=first)
    brought(town, order, "dispatch", "accept", "depart", "arrive", "start", "complete")
    again = olga.post("/api/calls/", body(), format="json").json()
    assert again["joined"]["id"] == first
    assert fresh(order).status == Status.DONE, "the same complaint waits for the call-back"
    grave = olga.post("/api/calls/", body(answers={"person_hurt": True}), format="json").json()
    assert grave["joined"]["id"] == first
    now = fresh(order)
    assert (now.status, now.priority, now.crew) == (Status.TRIAGED, "P1", None)
    assert waiting(order).keys() == {"dispatch", "contact", "on_site", "restored"}


def test_a_report_cannot_join_an_order_that_is_over(town: SimpleNamespace) -> None:
    order = order_in(town, Status.CLOSED)
    with pytest.raises(commands.OrderNotOpen):
        commands.add_report(work_order_id=order.pk, actor=town.actor("olga"), now=MORNING)
    assert fresh(order).report_count == 1
