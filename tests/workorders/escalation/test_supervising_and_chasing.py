"""A leader keeps an eye on an order, or asks what becomes of it: neither runs out unseen."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from escalation_cast import fill_roster, notices, open_one, tick
from order_cast import MINUTE, brought, fresh, opened, told, waiting
from town import MORNING, api_client

from heating_ops.crews.models import DutyPost
from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from workorders.commands.refusals import AssignedElsewhere, OrderNotOpen
from workorders.escalation.chasing import answer_chase, chase
from workorders.escalation.models import Chase, Supervision
from workorders.escalation.refusals import AlreadyChased, AlreadySupervised, NotChased, NotSupervised
from workorders.escalation.supervising import end_supervision, supervise
from workorders.models import WorkOrder

HOUR = timedelta(hours=1)


@pytest.fixture
def order(town: SimpleNamespace) -> WorkOrder:
    fill_roster(town)
    return opened(town)


def supervised(town: SimpleNamespace, order: WorkOrder, *, until: timedelta = 5 * HOUR) -> WorkOrder:
    return supervise(
        work_order_id=order.pk, due_at=MORNING + until, reason="a newborn", actor=town.actor("lena"), now=MORNING
    )


def chased(town: SimpleNamespace, order: WorkOrder, *, after: timedelta = timedelta()) -> WorkOrder:
    now = MORNING + after
    return chase(
        work_order_id=order.pk, words="where are you?", due_at=now + HOUR / 2, actor=town.actor("lena"), now=now
    )


def test_a_supervised_order_says_so_on_its_card(town: SimpleNamespace, order: WorkOrder) -> None:
    supervised(town, order)
    card = Event.objects.get(kind="work_order.supervised").card
    assert card is not None
    assert card["supervision"]["due_at"].startswith("2026-01-12T06:00:00")
    assert waiting(order)["supervision"] == MORNING + 5 * HOUR
    assert "supervision" not in [row["kind"] for row in card["deadlines"]], "it is no promise to a customer"


def test_one_pair_of_eyes(town: SimpleNamespace, order: WorkOrder) -> None:
    supervised(town, order)
    with pytest.raises(AlreadySupervised, match="lena supervises"):
        supervised(town, order)


def test_done_ends_it_in_time_and_its_leader_hears_so(town: SimpleNamespace, order: WorkOrder) -> None:
    supervised(town, order)
    way = ("dispatch", "accept", "contact", "depart", "arrive", "start", "complete")
    brought(town, order, *way, now=MORNING + HOUR)
    row = Supervision.objects.get()
    assert (row.ended_because, row.in_time, fresh(order).supervision_due_at) == ("done", True, None)
    assert len(notices(town.lena, "supervision_done")) == 1
    assert "supervision" not in waiting(order)


def test_its_leader_lets_go(town: SimpleNamespace, order: WorkOrder) -> None:
    supervised(town, order)
    end_supervision(work_order_id=order.pk, actor=town.actor("lena"), now=MORNING + HOUR)
    assert fresh(order).supervision_due_at is None
    with pytest.raises(NotSupervised):
        end_supervision(work_order_id=order.pk, actor=town.actor("lena"), now=MORNING + HOUR)


def test_an_order_that_is_taken_off_is_not_supervised_any_more(town: SimpleNamespace, order: WorkOrder) -> None:
    supervised(town, order)
    brought(town, order, "cancel", now=MORNING + HOUR)
    assert Supervision.objects.get().ended_because == "over"
    with pytest.raises(OrderNotOpen):
        supervised(town, order)


@pytest.mark.parametrize("until", [timedelta(0), -HOUR, timedelta(days=31)])
def test_a_time_that_makes_no_sense_is_refused(town: SimpleNamespace, order: WorkOrder, until: timedelta) -> None:
    with pytest.raises(InvalidInput) as refused:
        supervised(town, order, until=until)
    assert refused.value.field == "due_at"


def test_the_crew_is_asked_when_it_has_the_order(town: SimpleNamespace, order: WorkOrder) -> None:
    brought(town, order, "dispatch")
    chased(town, order)
    assert [notice.params["words"] for notice in notices(town.carl, "order_chased")] == ["where are you?"]
    assert (fresh(order).chase_count, waiting(order)["chase"]) == (1, MORNING + HOUR / 2)
    event = Event.objects.get(kind="work_order.chased")
    assert (event.data["holder"], event.reason) == ("crew", ""), "words stay out of the journal"


def test_else_the_dispatcher_on_duty(town: SimpleNamespace, order: WorkOrder) -> None:
    chased(town, order)
    assert len(notices(town.dan, "order_chased")) == 1


def test_nobody_to_ask_is_said_and_the_level_above_hears_of_it(town: SimpleNamespace, order: WorkOrder) -> None:
    DutyPost.objects.filter(level="branch_dispatcher").delete()
    chased(town, order)
    assert told(order)[-2:] == ["nobody_on_duty", "escalated"]
    assert open_one(order).rank == 3


def test_an_answer_reaches_who_asked(town: SimpleNamespace, order: WorkOrder) -> None:
    brought(town, order, "dispatch")
    chased(town, order)
    answer_chase(
        work_order_id=order.pk,
        crew_id=town.red.pk,
        words="ten minutes",
        actor=town.actor("carl"),
        now=MORNING + 10 * MINUTE,
    )
    assert [notice.params["words"] for notice in notices(town.lena, "chase_answered")] == ["ten minutes"]
    assert "chase" not in waiting(order)
    with pytest.raises(NotChased):
        answer_chase(work_order_id=order.pk, words="again", actor=town.actor("dan"), now=MORNING + HOUR)


def test_another_crew_does_not_answer(town: SimpleNamespace, order: WorkOrder) -> None:
    brought(town, order, "dispatch")
    chased(town, order)
    with pytest.raises(AssignedElsewhere):
        answer_chase(work_order_id=order.pk, crew_id=town.blue.pk, words="x", actor=town.actor("cleo"), now=MORNING)


def test_no_answer_takes_it_one_level_up(town: SimpleNamespace, order: WorkOrder) -> None:
    chased(town, order)
    tick(MORNING + 31 * MINUTE, since=MORNING + 30 * MINUTE)
    assert "chase_unanswered" in told(order)
    assert open_one(order).cause == "chase"
    assert [notice.params["because"] for notice in notices(town.hank)] == ["chase"]
    assert Chase.objects.get().passed_at is not None
    # A late answer is an answer.
    answer_chase(work_order_id=order.pk, words="late", actor=town.actor("dan"), now=MORNING + HOUR)


def test_one_question_at_a_time(town: SimpleNamespace, order: WorkOrder) -> None:
    chased(town, order)
    with pytest.raises(AlreadyChased):
        chased(town, order)


def test_a_caller_who_asks_is_counted_as_well(town: SimpleNamespace, order: WorkOrder) -> None:
    from workorders import commands

    commands.add_report(work_order_id=order.pk, chases=True, actor=town.actor("olga"), now=MORNING)
    assert fresh(order).chase_count == 1


@pytest.mark.parametrize(
    ("noun", "said", "field"),
    [
        ("chases", {"words": "x"}, "due_at"),
        ("chases", {"words": "x", "minutes": 0}, "minutes"),
        ("chases", {"words": "", "minutes": 5}, "words"),
        ("chases", {"words": "x", "minutes": 5, "due_at": "2098-01-01T00:00:00Z"}, "due_at"),
        ("chases", {"words": "x", "due_at": "2001-01-01T00:00:00Z"}, "due_at"),
        ("supervision", {"reason": "x", "due_at": "tomorrow"}, "due_at"),
        ("supervision", {"minutes": 5}, "reason"),
        ("chase-answer", {}, "words"),
    ],
)
def test_bad_input_names_the_field(
    town: SimpleNamespace, order: WorkOrder, noun: str, said: object, field: str
) -> None:
    answer = api_client(town.lena).post(f"/api/work-orders/{order.pk}/{noun}/", said, format="json")
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["fields"]
