"""What happens to an order's callers when the order takes a turn: one test per cell of the table in the guide."""

from datetime import timedelta
from types import SimpleNamespace

from call_backs_cast import caller, done_order, finish, open_ones, said
from order_cast import MINUTE, opened, verbs
from town import MORNING

from heating_ops.journal.models import Event
from hotline.call_backs.commands import promise
from hotline.models import CallBack
from workorders import commands
from workorders.catalogue import CallBackOutcome, Status

LATER = MORNING + 60 * MINUTE
TOMORROW = MORNING + timedelta(days=1)


def test_done_every_caller_is_owed_a_call_once_per_number(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002", "+86 138-0000-0001", "")
    waiting = open_ones(work_order=order)
    assert [one.call.caller_phone for one in waiting] == ["13800000002", "+86 138-0000-0001", ""]
    assert {(one.why, one.due_at) for one in waiting} == {("after_work", MORNING + 1440 * MINUTE)}
    told = Event.objects.get(kind="call_back.opened")
    assert (told.board.slug, told.data["call_backs"], told.data["work_order"]) == ("hotline-1", 3, order.pk)


def test_the_city_lines_ticket_is_what_its_caller_is_asked_about(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001")
    ticket = caller(town, "13800000003", channel="12345")
    again = caller(town, "13800000003")
    assert [one.call for one in open_ones(work_order=order)][1:] == [ticket], "one call for one number"
    assert again.work_order_id == order.pk


def test_a_caller_who_joins_when_it_is_done_is_owed_a_call_too(town: SimpleNamespace) -> None:
    order = done_order(town)
    late = caller(town, "13800000009", now=LATER)
    assert late.work_order_id == order.pk
    assert [one.call_id for one in open_ones()][-1] == late.pk


def test_reopened_they_are_withdrawn_and_owed_again_when_it_is_done_again(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002")
    verbs(town)["reopen"](work_order_id=order.pk, now=LATER)
    assert set(CallBack.objects.values_list("state", "outcome")) == {("settled", "withdrawn")}
    assert Event.objects.get(kind="call_back.withdrawn").data["call_backs"] == 2
    finish(town, order, now=LATER)
    assert [one.call.caller_phone for one in open_ones()] == ["13800000001", "13800000002"]


def test_reopened_a_promise_stays(town: SimpleNamespace) -> None:
    call = caller(town)
    order = done_order(town)
    promise(call_id=call.pk, why="promised", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
    verbs(town)["reopen"](work_order_id=order.pk, now=LATER)
    assert [one.why for one in open_ones()] == ["promised"]


def test_done_again_who_said_solved_is_left_in_peace_unless_they_called_since(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002", "13800000003")
    first, second, third = open_ones()
    said(town, first)
    said(town, second)
    said(town, third, "not_solved")
    caller(town, "13800000002", now=LATER)
    finish(town, order, now=LATER)
    assert [one.call.caller_phone for one in open_ones()] == ["13800000003", "13800000002"]


def test_done_again_after_everybody_was_content_everybody_is_asked(town: SimpleNamespace) -> None:
    order = done_order(town)
    said(town, open_ones()[0])
    verbs(town)["reopen"](work_order_id=order.pk, now=LATER)
    finish(town, order, now=LATER)
    assert len(open_ones()) == 1


def test_done_guidance_that_led_to_the_visit_is_asked_about_with_it(town: SimpleNamespace) -> None:
    call = caller(town)
    promise(call_id=call.pk, why="after_guidance", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
    assert call.work_order is not None
    finish(town, call.work_order)
    assert [one.why for one in open_ones()] == ["after_work"]


def test_merged_its_promises_and_callers_go_along(town: SimpleNamespace) -> None:
    call, into = caller(town), opened(town, building=town.house_2)
    assert call.work_order is not None
    promise(call_id=call.pk, why="promised", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
    commands.merge(
        work_order_id=call.work_order.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=MORNING
    )
    assert [one.work_order for one in open_ones()] == [into]
    finish(town, into)
    assert [(one.why, one.call_id, one.work_order_id) for one in open_ones()] == [
        ("promised", call.pk, into.pk),
        ("after_work", call.pk, into.pk),
    ]


def test_cancelled_nobody_is_owed_a_call_but_a_promise_stays(town: SimpleNamespace) -> None:
    call = caller(town)
    assert call.work_order is not None
    promise(call_id=call.pk, why="promised", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
    verbs(town)["cancel"](work_order_id=call.work_order.pk)
    assert [one.why for one in open_ones()] == ["promised"]


def test_closed_the_others_stay(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002")
    said(town, open_ones()[0])
    order.refresh_from_db()
    assert order.status == Status.CLOSED
    assert [one.call.caller_phone for one in open_ones()] == ["13800000002"]


def test_answered_as_a_whole_the_caller_who_stands_first_has_answered(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002")
    call_back = verbs(town)["call_back"]
    call_back(work_order_id=order.pk, outcome=CallBackOutcome.NO_ANSWER, temperature_c=None, now=LATER)
    assert [one.attempts for one in open_ones()] == [1, 0]
    call_back(work_order_id=order.pk, satisfied=True, now=LATER)
    first = CallBack.objects.get(state="settled")
    assert (first.outcome, first.satisfied, float(first.temperature_c or 0)) == ("solved", "ok", 20.0)
    assert first.call.caller_phone == "13800000001"


def test_gathered_under_an_incident_its_callers_stand_under_it(town: SimpleNamespace) -> None:
    from incident_cast import declare

    from incidents.commands import gather

    call = caller(town)
    assert call.work_order is not None
    incident = declare(town, loop_ids=[])
    gather(incident_id=incident.pk, work_order_id=call.work_order.pk, actor=town.actor("kurt"), now=MORNING)
    finish(town, call.work_order)
    assert [one.incident for one in open_ones()] == [incident]
