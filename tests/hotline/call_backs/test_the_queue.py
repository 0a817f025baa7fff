"""The call-back queue as the operator has it: everything for the call at hand, in the order of need, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from call_backs_cast import caller, done_order, finish, open_ones, said
from desk_cast import Browse, calls_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from incident_cast import declare, move
from order_cast import opened
from telephony_desk import heard
from town import MORNING

from hotline.call_backs.commands import claim, promise
from hotline.models import CallBack
from incidents.models import Phase
from workorders.catalogue import Category, Status
from workorders.models import WorkOrder

LIST = "/hotline/call-backs/"


def answer(one: CallBack, **changes: Any) -> dict[str, Any]:
    """A form that would be taken."""
    whole = {
        "call_back": one.pk,
        "request_id": str(uuid4()),
        "outcome": "solved",
        "temperature_c": "19.5",
        "room": "客厅",
        "satisfied": "very",
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def shown(page: Any) -> list[CallBack]:
    """The callers of the list, as they stand on the page."""
    return [row.one for group in page.context["groups"] for row in group.rows]


@pytest.mark.parametrize(("name", "code"), [("olga", 200), ("lena", 200), ("dan", 403), ("carl", 403), ("mona", 403)])
def test_who_may_call_back(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(LIST).status_code == code


def test_with_nothing_to_do_it_says_so(browse: Browse) -> None:
    assert "Nobody waits for a call-back" in browse("olga").get(LIST).content.decode()


def test_everything_for_the_call_stands_together(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town, "13800001010", caller_name="李秀英", indoor_temp_c=15.5)
    page = browse("olga").get(LIST).content.decode()
    for word in ("13800001010", "tel:", "李秀英", "家里没有暖气", "Air in the pipes", "15.5 °C", "needed when solved"):
        assert word in page


def test_solved_closes_and_goes_on_to_the_next(town: SimpleNamespace, browse: Browse) -> None:
    order = done_order(town, "13800000001", "13800000002")
    first, second = open_ones()
    told = browse("olga").post(LIST, answer(first), follow=True)
    assert f"{order.number} is closed." in told.content.decode()
    assert told.context["one"].one == second


def test_solved_without_the_temperature_is_asked_for_it_and_keeps_the_rest(
    town: SimpleNamespace, browse: Browse
) -> None:
    order = done_order(town)
    told = browse("olga").post(LIST, answer(open_ones()[0], temperature_c=None, note="很满意"))
    assert told.status_code == 400
    assert told.context["form"].errors["temperature_c"] == ["Ask for the room temperature: heat was the complaint."]
    assert "很满意" in told.content.decode()
    order.refresh_from_db()
    assert order.status == Status.DONE


def test_not_solved_opens_it_again_with_the_reason(town: SimpleNamespace, browse: Browse) -> None:
    order = done_order(town)
    refused = browse("olga").post(LIST, answer(open_ones()[0], outcome="not_solved"))
    assert refused.context["form"].errors["note"] == ["Write down what is still wrong."]
    told = browse("olga").post(LIST, answer(open_ones()[0], outcome="not_solved", note="还是15度"), follow=True)
    assert "is open again and back with dispatch" in told.content.decode()
    order.refresh_from_db()
    assert order.status == Status.TRIAGED


def test_who_was_not_reached_stands_under_later_with_the_time_and_then_comes_back(
    town: SimpleNamespace, browse: Browse
) -> None:
    done_order(town, "13800000001", "13800000002")
    first, second = open_ones()
    form = answer(first, outcome="no_answer", temperature_c=None, satisfied=None)
    told = browse("olga").post(LIST, form, follow=True)
    assert "stays on the list; next try" in told.content.decode()
    assert shown(told) == [second, first]
    assert [group.later for group in told.context["groups"]] == [False, True]
    CallBack.objects.filter(pk=first.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert shown(browse("olga").get(LIST)) == [first, second]


def test_not_reached_as_often_as_the_rule_says_the_supervisor_decides(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town)
    one = open_ones()[0]
    for _attempt in range(3):
        said(town, one, "no_answer")
    CallBack.objects.update(next_try_at=None)
    for name, may in (("olga", False), ("lena", True)):
        page = browse(name).get(LIST)
        assert page.context["counts"].flagged == 1
        assert "Not reached 3 times: the supervisor decides." in page.content.decode()
        assert ("Do not call any more" in page.content.decode()) is may


def test_the_order_is_incident_then_who_is_critical_then_who_waits_longest(
    town: SimpleNamespace, browse: Browse
) -> None:
    olga = town.actor("olga")
    soon = timezone.now() + timedelta(minutes=1)
    weak = {"vulnerable_person": True}
    plain = calls_of(town, 1, caller_phone="13800000000")[0]
    frail, older = (calls_of(town, 1, caller_phone=f"1380000000{place}", answers=weak)[0] for place in (1, 2))
    for call, minutes in ((plain, 0), (frail, 5), (older, 1)):
        now = MORNING + timedelta(minutes=minutes)
        promise(call_id=call.pk, why="promised", due_at=soon, actor=olga, now=now)
    incident = declare(town)
    gathered = [caller(town, f"1391111111{place}") for place in range(2)]
    move(town, incident, Phase.RESTORED, minutes=30)
    CallBack.objects.update(next_try_at=None)
    page = browse("olga").get(LIST)
    assert [one.call for one in shown(page)] == [*gathered, older, frail, plain]
    assert [(group.incident, group.total) for group in page.context["groups"]] == [(incident, 2), (None, 0)]
    assert incident.number in page.content.decode()
    counts = page.context["counts"]
    assert (counts.total, counts.now, counts.rest, counts.later) == (5, 5, 3, 0)


def test_who_is_on_it_is_shown(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town, "13800000001", "13800000002")
    first, second = open_ones()
    claim(call_back_id=first.pk, user=town.lena, now=MORNING)
    page = browse("olga").get(LIST)
    assert f"{town.lena} is on it" in page.content.decode()
    assert page.context["one"].one == second, "the next one that nobody has"
    theirs = browse("olga").get(LIST, {"call_back": first.pk})
    assert "Take over" in theirs.content.decode()
    assert browse("lena").get(LIST).context["one"].one == first, "one's own comes first"


def test_somebody_elses_caller_is_refused_and_a_settled_one_says_so(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town)
    one = open_ones()[0]
    claim(call_back_id=one.pk, user=town.lena, now=MORNING)
    told = browse("olga").post(LIST, answer(one))
    assert (told.status_code, told.context["form"].non_field_errors()) == (
        409,
        [f"{town.lena} is calling this caller."],
    )
    said(town, one, who="lena")
    told = browse("olga").post(LIST, answer(one))
    assert told.status_code == 409
    assert "Settled at" in told.content.decode()


def test_the_same_answer_twice_is_one_call(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town)
    form = answer(open_ones()[0], outcome="no_answer", temperature_c=None)
    assert [browse("olga").post(LIST, form).status_code for _ in range(2)] == [302, 302]
    assert open_ones()[0].attempts == 1


def test_missed_rings_and_orders_without_a_caller_stand_on_it_too(
    town: SimpleNamespace, browse: Browse, settings: Any
) -> None:
    heard("ringing")
    heard("missed", 30)
    order = finish(town, opened(town, category=Category.LEAK))
    page = browse("olga").get(LIST)
    assert (page.context["counts"].rings, page.context["counts"].without_caller) == (1, 1)
    for word in ("13800131234", "Rang and were not answered", "nobody called about it", order.number):
        assert word in page.content.decode()
    assert browse("olga").get("/hotline/").context["counts"].call_backs == 1


def test_a_promise_is_not_before_its_time(town: SimpleNamespace, browse: Browse) -> None:
    call = calls_of(town, 1)[0]
    due_at = timezone.now() + timedelta(hours=1)
    promise(call_id=call.pk, why="promised", due_at=due_at, actor=town.actor("olga"), now=MORNING)
    page = browse("olga").get(LIST)
    assert [group.later for group in page.context["groups"]] == [True]
    assert "Promised" in page.content.decode()


def test_a_caller_without_a_number_is_listed_as_such(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town, "")
    page = browse("olga").get(LIST)
    assert "no telephone" in page.content.decode()
    assert page.context["form"].fields["outcome"].choices[0][0] == "no_number"
    told = browse("olga").post(LIST, answer(open_ones()[0], outcome="no_number", note="短信告知"), follow=True)
    assert "off the list" in told.content.decode()


def test_another_branchs_caller_is_not_there(town: SimpleNamespace, browse: Browse) -> None:
    call = calls_of(town, 1, branch=town.west, building=town.house_west)[0]
    due_at = timezone.now() + timedelta(hours=1)
    one = promise(call_id=call.pk, why="promised", due_at=due_at, actor=town.actor("olga"), now=MORNING)
    assert browse("lena").post(LIST, answer(one)).status_code == 404
    assert browse("lena").get(LIST, {"call_back": one.pk}).context["one"] is None
    assert shown(browse("lena").get(LIST)) == []
    assert shown(browse("olga").get(LIST)) == [one]


@pytest.mark.parametrize("asked", ["x", "²", "9" * 30])
def test_a_broken_number_shows_the_first(town: SimpleNamespace, browse: Browse, asked: str) -> None:
    done_order(town)
    page = browse("olga").get(LIST, {"call_back": asked, "offset": asked, "order": asked})
    assert page.context["one"].one == open_ones()[0]


def test_an_order_leads_to_its_caller(town: SimpleNamespace, browse: Browse) -> None:
    order = done_order(town, "13800000001", "13800000002")
    one = browse("olga").get(LIST, {"order": order.pk}).context["one"].one
    assert one == open_ones()[-1]


def test_the_three_rates_stand_in_the_head(town: SimpleNamespace, browse: Browse) -> None:
    done_order(town, "13800000001", channel="12345")
    said(town, open_ones()[0], now=timezone.now())
    rates = browse("olga").get(LIST).context["rates"]
    assert [(rate["city"]["of"], rate["city"]["all"], rate["target"]) for rate in rates][1:] == [(1, 1, 98), (1, 1, 98)]


@pytest.fixture
def queries() -> Callable[[Callable[[], object]], int]:
    """Count the statements something takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    return count


@pytest.mark.no_replay
def test_a_thousand_waiting_are_counted_right_and_cost_as_many_queries_as_three(
    town: SimpleNamespace, browse: Browse, queries: Callable[[Callable[[], object]], int]
) -> None:
    order, olga = done_order(town, "13800000001", "13800000002", "13800000003"), browse("olga")
    olga.get(LIST)
    few = queries(lambda: olga.get(LIST))
    more = calls_of(town, 997, work_order=order, category="no_heat", outcome="joined_order")
    CallBack.objects.bulk_create(
        CallBack(call=call, why="after_work", work_order=order, opened_at=MORNING, due_at=MORNING) for call in more
    )
    assert queries(lambda: olga.get(LIST)) == few <= 22
    page = olga.get(LIST)
    assert (page.context["counts"].total, len(shown(page))) == (1000, 50)
    last = olga.get(LIST, {"offset": 950})
    assert len(shown(last)) == 50
    assert (last.context["pages"]["after"], last.context["pages"]["before"]) == ("", "?offset=900")
    assert WorkOrder.objects.count() == 1
