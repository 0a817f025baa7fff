"""Anybody who may takes an order to any level at once, with the reason."""

from types import SimpleNamespace

import pytest
from escalation_cast import fill_roster, notices, open_one, tick
from order_cast import MINUTE, brought, fresh, opened, told, waiting
from town import MORNING, api_client

from heating_ops.crews.models import DutyPost
from heating_ops.journal.models import Event
from workorders.catalogue import Category
from workorders.commands.refusals import OrderNotOpen
from workorders.escalation import commands as words
from workorders.escalation.models import Escalation, Telling
from workorders.escalation.refusals import NoHigherLevel
from workorders.models import WorkOrder


@pytest.fixture
def leak(town: SimpleNamespace) -> WorkOrder:
    return opened(town, Category.LEAK)


def escalate(town: SimpleNamespace, order: WorkOrder, level: str, who: str = "dan") -> WorkOrder:
    return words.escalate(
        work_order_id=order.pk, level=level, reason="the wall is wet", actor=town.actor(who), now=MORNING + MINUTE / 2
    )


def test_the_level_is_told_at_once_and_the_chain_goes_on_above_it(town: SimpleNamespace, leak: WorkOrder) -> None:
    fill_roster(town)
    order = escalate(town, leak, "branch_duty_leader")
    assert (order.escalation_level, order.escalated_to, order.escalation_stage) == (3, "branch_duty_leader", "told")
    event = Event.objects.get(kind="work_order.escalated")
    assert (event.reason, event.data["because"], event.actor) == ("the wall is wet", "asked", town.actor("dan").ref)
    assert [notice.params["level"] for notice in notices(town.lena)] == ["branch_duty_leader"]
    assert waiting(order)["escalate"] == MORNING + MINUTE / 2 + 120 * MINUTE, "the group office, as for any P2"


def test_nobody_there_is_said_and_the_next_level_told(town: SimpleNamespace, leak: WorkOrder) -> None:
    order = escalate(town, leak, "station_head")
    assert told(order)[-3:] == ["nobody_on_duty", "nobody_on_duty", "escalated"]
    assert order.escalated_to == "branch_duty_leader"
    assert list(Telling.objects.order_by("id").values_list("level", "user")) == [
        ("station_head", None),
        ("branch_dispatcher", None),
        ("branch_duty_leader", town.lena.pk),
    ]


def test_nobody_anywhere_is_kept_and_tried_again(town: SimpleNamespace, leak: WorkOrder) -> None:
    DutyPost.objects.all().delete()
    order = escalate(town, leak, "group_office")
    assert (order.escalated_to, order.escalation_stage) == ("group_leader", "told")
    assert waiting(order)["silence"] == MORNING + MINUTE / 2 + 60 * MINUTE


def test_the_same_level_is_not_told_twice_while_it_has_not_answered(town: SimpleNamespace, leak: WorkOrder) -> None:
    escalate(town, leak, "branch_duty_leader")
    with pytest.raises(NoHigherLevel, match="Branch duty leader was told"):
        escalate(town, leak, "branch_duty_leader")


def test_what_a_person_asked_for_outlasts_the_clocks_and_ends_with_the_next_move_after_it_was_taken(
    town: SimpleNamespace, leak: WorkOrder
) -> None:
    fill_roster(town)
    escalate(town, leak, "branch_duty_leader")
    brought(town, leak, "dispatch", now=MORNING + MINUTE)
    assert fresh(leak).escalation_stage == "told", "sending a crew answers no question"
    words.acknowledge(work_order_id=leak.pk, actor=town.actor("lena"), now=MORNING + 2 * MINUTE)
    brought(town, leak, "accept", now=MORNING + 3 * MINUTE)
    assert fresh(leak).escalation_stage == ""
    assert Escalation.objects.get().ended_because in ("moved", "caught_up")


def test_an_order_that_is_over_is_not_escalated_any_more(town: SimpleNamespace, leak: WorkOrder) -> None:
    escalate(town, leak, "branch_duty_leader")
    brought(town, leak, "cancel", now=MORNING + MINUTE)
    assert (fresh(leak).escalation_stage, Escalation.objects.get().ended_because) == ("", "over")
    tick(MORNING + 300 * MINUTE, every=10 * MINUTE)
    assert told(leak)[-1] == "cancelled"
    with pytest.raises(OrderNotOpen):
        escalate(town, leak, "group_office")


def test_reopened_work_begins_at_the_bottom_again(town: SimpleNamespace, leak: WorkOrder) -> None:
    fill_roster(town)
    escalate(town, leak, "group_office")
    brought(town, leak, "cancel", "reopen", now=MORNING + MINUTE)
    tick(MORNING + 17 * MINUTE, since=MORNING + MINUTE)
    assert open_one(leak).rank == 1


def test_a_stricter_report_lets_those_above_hear_of_it_sooner(town: SimpleNamespace, leak: WorkOrder) -> None:
    from order_cast import decided

    from workorders import commands

    fill_roster(town)
    tick(MORNING + 16 * MINUTE)
    assert waiting(leak)["escalate"] == MORNING + 31 * MINUTE
    grave = decided(dangers=["person_hurt"])
    commands.add_report(work_order_id=leak.pk, decision=grave, actor=town.actor("olga"), now=MORNING + 17 * MINUTE)
    assert waiting(leak)["escalate"] == MORNING + 11 * MINUTE, "ten minutes after the breach, so at once"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "level"),
        ({"level": "the_mayor", "reason": "x"}, "level"),
        ({"level": "group_office"}, "reason"),
        ({"level": "group_office", "reason": " "}, "reason"),
        ({"level": ["group_office"], "reason": "x"}, "level"),
    ],
)
def test_bad_input_names_the_field(town: SimpleNamespace, leak: WorkOrder, said: object, field: str) -> None:
    answer = api_client(town.lena).post(f"/api/work-orders/{leak.pk}/escalations/", said, format="json")
    assert (answer.status_code, list(answer.json()["fields"])[:1]) == (400, [field])
