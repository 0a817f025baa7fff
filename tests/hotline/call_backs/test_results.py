"""What a caller says acts on the order, nobody falls off the list, and nobody is given up in silence."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from call_backs_cast import caller, done_order, finish, open_ones, said
from desk_cast import calls_of
from order_cast import MINUTE, fresh, opened, told
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from hotline.call_backs import commands
from hotline.call_backs.models import CallBackRule
from hotline.call_backs.refusals import CallBackSettled, NoSuchCallBack, NotTriedOften, SomebodyIsOnIt
from hotline.call_backs.rules import next_try
from hotline.models import CallBack
from workorders.catalogue import Category, Status
from workorders.models import TemperatureReading

LATER = MORNING + 60 * MINUTE


def test_solved_with_a_temperature_closes_the_order_and_keeps_what_was_said(town: SimpleNamespace) -> None:
    order = done_order(town)
    one = said(town, open_ones()[0], note="很满意", now=LATER)
    assert (one.outcome, one.satisfied, one.room, one.note) == ("solved", "very", "客厅", "很满意")
    assert (one.attempts, one.reached_at, one.settled_at, one.settled_by) == (1, LATER, LATER, town.actor("olga").ref)
    assert (fresh(order).status, fresh(order).called_back_at) == (Status.CLOSED, LATER)
    assert order.readings.get(source=TemperatureReading.Source.CALL_BACK).temperature_c == 20
    event = Event.objects.get(kind="call_back.settled")
    assert (event.data["outcome"], event.data["satisfied"], event.data["call"]) == ("solved", "very", one.call_id)
    assert "很满意" not in str(event.data) + event.reason, "words can be erased, the journal cannot"


def test_where_heat_was_the_complaint_solved_is_a_temperature(town: SimpleNamespace) -> None:
    order = done_order(town)
    with pytest.raises(InvalidInput) as refused:
        said(town, open_ones()[0], temperature_c=None)
    assert refused.value.field == "temperature_c"
    assert (fresh(order).status, open_ones()[0].attempts) == (Status.DONE, 0)


def test_a_leak_is_solved_without_one(town: SimpleNamespace) -> None:
    order = done_order(town, category=Category.LEAK)
    said(town, open_ones()[0], temperature_c=None)
    assert fresh(order).status == Status.CLOSED


def test_not_solved_opens_the_order_once_and_the_next_one_joins_it(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002", "13800000003")
    first, second, third = open_ones()
    for one in (second, third):
        CallBack.objects.filter(pk=one.pk).update(
            claimed_by=town.olga if one == second else town.lena, claimed_at=MORNING
        )
    with pytest.raises(InvalidInput):
        said(town, first, "not_solved", note=" ")
    said(town, first, "not_solved")
    assert (fresh(order).status, told(order)[-2:]) == (Status.TRIAGED, ["called_back", "reopened"])
    assert [one.pk for one in open_ones()] == [second.pk, third.pk], "who is on the line is heard out"
    said(town, second, "not_solved")
    assert told(order)[-1] == "called_back"
    assert told(order).count("reopened") == 1
    commands.release(call_back_id=third.pk, user=town.lena, now=LATER)
    assert open_ones() == [], "nobody asks about work that is not done"
    finish(town, order, now=LATER)
    assert [one.call.caller_phone for one in open_ones()] == ["13800000001", "13800000002", "13800000003"]


def test_not_solved_after_it_was_closed_opens_it_again(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002")
    said(town, open_ones()[0])
    said(town, open_ones()[0], "not_solved")
    assert fresh(order).status == Status.TRIAGED


def test_not_solved_joins_the_newer_order_of_the_trouble(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", "13800000002")
    said(town, open_ones()[0])
    newer = caller(town, "13800000005").work_order
    assert newer is not None
    assert newer.pk != order.pk
    one = said(town, open_ones()[0], "not_solved")
    assert (one.work_order, one.call.work_order, fresh(newer).report_count) == (newer, newer, 2)
    assert fresh(order).status == Status.CLOSED


def test_no_answer_stays_and_is_tried_again_by_the_rows(town: SimpleNamespace) -> None:
    order = done_order(town)
    tries = []
    for _attempt in range(4):
        one = said(town, open_ones()[0], "no_answer")
        tries.append((one.attempts, one.next_try_at))
    nine = datetime(2026, 1, 13, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert tries == [(1, MORNING + 30 * MINUTE), (2, MORNING + 120 * MINUTE), (3, nine), (4, nine)]
    assert (fresh(order).status, fresh(order).called_back_at) == (Status.DONE, MORNING)
    assert len(open_ones()) == 1, "never off the list by itself"


@pytest.mark.parametrize(
    ("at", "then"), [((20, 45), (13, 8, 0)), ((23, 0), (13, 8, 0)), ((5, 0), (12, 8, 0)), ((19, 0), (12, 19, 30))]
)
def test_nobody_is_called_in_the_quiet_hours(
    town: SimpleNamespace, at: tuple[int, int], then: tuple[int, int, int]
) -> None:
    here = ZoneInfo("Asia/Shanghai")
    day, hour, minute = then
    found = next_try(attempts=1, now=datetime(2026, 1, 12, *at, tzinfo=here))
    assert found == datetime(2026, 1, day, hour, minute, tzinfo=here)


def test_a_rule_is_a_row(town: SimpleNamespace) -> None:
    CallBackRule.objects.filter(code="retry_first_minutes").update(value=5)
    assert next_try(attempts=1, now=MORNING) == MORNING + 5 * MINUTE
    assert set(CallBackRule.objects.values_list("confirmed_locally", flat=True)) == {False}


def test_a_supervisor_gives_up_after_enough_tries_and_says_why(town: SimpleNamespace) -> None:
    order = done_order(town)
    one, lena = open_ones()[0], town.actor("lena")
    with pytest.raises(NotTriedOften):
        commands.give_up(call_back_id=one.pk, reason="不接", actor=lena, now=LATER)
    for _attempt in range(3):
        said(town, one, "no_answer")
    with pytest.raises(InvalidInput):
        commands.give_up(call_back_id=one.pk, reason=" ", actor=lena, now=LATER)
    given = commands.give_up(call_back_id=one.pk, reason="三天打不通", actor=lena, now=LATER)
    assert (given.outcome, given.attempts, given.settled_by, given.note) == ("no_answer", 3, lena.ref, "三天打不通")
    assert given.reached_at is None
    assert fresh(order).status == Status.CLOSED
    assert Event.objects.get(kind="work_order.closed").data == {"because": "nobody_to_ask"}


@pytest.mark.parametrize("outcome", ["wrong_number", "refused", "no_number"])
def test_the_last_caller_who_cannot_be_asked_closes_the_order(town: SimpleNamespace, outcome: str) -> None:
    order = done_order(town, "13800000001", "")
    first, second = open_ones()
    said(town, first, outcome)
    assert fresh(order).status == Status.DONE, "one is still to be asked"
    said(town, second, "no_number")
    assert fresh(order).status == Status.CLOSED


def test_without_a_number_somebody_says_how_the_caller_gets_to_know(town: SimpleNamespace) -> None:
    done_order(town, "")
    with pytest.raises(InvalidInput) as refused:
        said(town, open_ones()[0], "no_number", note="")
    assert refused.value.field == "note"


def test_a_gathered_caller_who_is_still_cold_gets_an_order(town: SimpleNamespace) -> None:
    call = calls_of(town, 1, category="no_heat", flat="1-101", caller_phone="13800000001", now=MORNING)[0]
    promised = commands.promise(call_id=call.pk, why="promised", due_at=LATER, actor=town.actor("olga"), now=MORNING)
    one = said(town, promised, "not_solved")
    call.refresh_from_db()
    assert one.work_order is not None
    assert (call.work_order, one.work_order.category, one.work_order.status) == (one.work_order, "no_heat", "triaged")


def test_a_question_nobody_goes_out_for_stays_one(town: SimpleNamespace) -> None:
    call = calls_of(town, 1)[0]
    promised = commands.promise(call_id=call.pk, why="promised", due_at=LATER, actor=town.actor("olga"), now=MORNING)
    assert said(town, promised, "not_solved").work_order is None


def test_on_the_line_everything_owed_to_the_caller_is_said(town: SimpleNamespace) -> None:
    call = caller(town)
    done_order(town)
    commands.promise(call_id=call.pk, why="promised", due_at=LATER, actor=town.actor("olga"), now=MORNING)
    said(town, open_ones(why="after_work")[0])
    assert set(CallBack.objects.values_list("why", "outcome")) == {("after_work", "solved"), ("promised", "solved")}


def test_what_is_wrong_is_refused_with_the_field(town: SimpleNamespace) -> None:
    done_order(town)
    one = open_ones()[0]
    for words, field in (({"outcome": "withdrawn"}, "outcome"), ({"satisfied": "so-so"}, "satisfied")):
        with pytest.raises(InvalidInput) as refused:
            said(town, one, **({"outcome": "solved"} | words))
        assert refused.value.field == field
    said(town, one)
    with pytest.raises(CallBackSettled):
        said(town, one)
    with pytest.raises(NoSuchCallBack):
        commands.result(call_back_id=one.pk + 99, outcome="no_answer", actor=town.actor("olga"), now=LATER)


def test_a_caller_in_another_hand_is_refused_with_who(town: SimpleNamespace) -> None:
    done_order(town)
    one = open_ones()[0]
    commands.claim(call_back_id=one.pk, user=town.olga, now=MORNING)
    with pytest.raises(SomebodyIsOnIt) as refused:
        said(town, one, who="lena")
    assert refused.value.particulars["who"] == (town.olga.get_full_name() or "olga")
    taken = commands.claim(call_back_id=one.pk, reason="奥加下班了", user=town.lena, now=LATER)
    assert taken.claimed_by == town.lena


def test_a_person_has_one_caller_in_hand(town: SimpleNamespace) -> None:
    done_order(town, "13800000001", "13800000002")
    first, second = open_ones()
    commands.claim(call_back_id=first.pk, user=town.olga, now=MORNING)
    commands.claim(call_back_id=second.pk, user=town.olga, now=LATER)
    assert [one.claimed_by for one in open_ones()] == [None, town.olga]
    kinds = list(Event.objects.filter(subject=first.subject).order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["call_back.claimed", "call_back.released"]


@pytest.mark.no_replay
def test_a_key_site_comes_before_a_vulnerable_household_before_the_rest(town: SimpleNamespace) -> None:
    order = opened(town, building=town.house_2)
    rows = [
        calls_of(town, 1, category="no_heat")[0],
        calls_of(town, 1, category="no_heat", answers={"vulnerable_person": True})[0],
        calls_of(town, 1, category="no_heat", work_order=order)[0],
    ]
    order.key_site_name = "人民医院"
    order.save(update_fields=["key_site_name"])
    ranks = [
        commands.promise(call_id=call.pk, why="promised", due_at=LATER, actor=town.actor("olga"), now=MORNING).rank
        for call in rows
    ]
    assert ranks == sorted(ranks, reverse=True)
