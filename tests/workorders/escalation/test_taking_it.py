"""Who was told says "I have it": nobody above is told, until something else is missed or nothing moves."""

from functools import partial
from types import SimpleNamespace

import pytest
from escalation_cast import fill_roster, notices, open_one, tick
from order_cast import MINUTE, brought, fresh, opened, told, waiting
from threads import raised, together
from town import MORNING, api_client

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from workorders.catalogue import Category
from workorders.escalation import commands as words
from workorders.escalation.models import Escalation
from workorders.escalation.refusals import HasIt, NotEscalated
from workorders.models import WorkOrder


@pytest.fixture
def burst(town: SimpleNamespace) -> WorkOrder:
    """A P1 nobody sends: missed after a minute, the station head hears of it five minutes later."""
    fill_roster(town)
    order = opened(town, Category.BURST)
    tick(MORNING + 6 * MINUTE)
    return order


def levels(order: WorkOrder) -> list[str]:
    kinds = Event.objects.filter(subject=order.subject, kind="work_order.escalated").order_by("id")
    return [event.data["level"] for event in kinds]


def test_the_chain_stops(town: SimpleNamespace, burst: WorkOrder) -> None:
    assert levels(burst) == ["station_head"]
    words.acknowledge(work_order_id=burst.pk, actor=town.actor("dan"), now=MORNING + 7 * MINUTE)
    order, row = fresh(burst), open_one(burst)
    assert (order.escalation_stage, row.acknowledged_by) == ("acknowledged", town.dan)
    assert "escalate" not in waiting(order)
    assert waiting(order)["silence"] == MORNING + 37 * MINUTE
    assert told(order)[-1] == "escalation_acknowledged"


def test_a_second_one_is_told_who_was_first(town: SimpleNamespace, burst: WorkOrder) -> None:
    words.acknowledge(work_order_id=burst.pk, actor=town.actor("dan"), now=MORNING + 7 * MINUTE)
    with pytest.raises(HasIt, match="dan has WO-"):
        words.acknowledge(work_order_id=burst.pk, actor=town.actor("lena"), now=MORNING + 8 * MINUTE)


def test_what_nobody_was_told_of_cannot_be_taken(town: SimpleNamespace) -> None:
    order = opened(town, Category.LEAK)
    with pytest.raises(NotEscalated):
        words.acknowledge(work_order_id=order.pk, actor=town.actor("dan"), now=MORNING)


def test_another_breach_tells_who_has_it_at_once_and_those_above_in_their_time(
    town: SimpleNamespace, burst: WorkOrder
) -> None:
    words.acknowledge(work_order_id=burst.pk, actor=Actor.user(town.hank), now=MORNING + 7 * MINUTE)
    tick(MORNING + 30 * MINUTE, since=MORNING + 8 * MINUTE)
    # On site within 30 minutes is missed: hank hears it again, the dispatcher ten minutes after that breach.
    assert levels(burst) == ["station_head", "station_head"]
    assert [event.data["because"] for event in Event.objects.filter(kind="work_order.escalated").order_by("id")] == [
        "chain",
        "restart",
    ]
    tick(MORNING + 40 * MINUTE, since=MORNING + 31 * MINUTE)
    assert levels(burst) == ["station_head", "station_head", "branch_dispatcher"]


def test_work_that_goes_on_ends_it(town: SimpleNamespace, burst: WorkOrder) -> None:
    words.acknowledge(work_order_id=burst.pk, actor=Actor.user(town.hank), now=MORNING + 7 * MINUTE)
    brought(town, burst, "dispatch", "accept", "contact", "depart", "arrive", now=MORNING + 8 * MINUTE)
    assert not Escalation.objects.filter(ended_at=None).exists(), "it caught up: nothing is missed any more"
    assert fresh(burst).escalation_stage == ""
    assert "silence" not in waiting(burst)


def test_what_moves_but_stays_late_is_silent_only_from_its_last_move(town: SimpleNamespace, burst: WorkOrder) -> None:
    tick(MORNING + 31 * MINUTE, since=MORNING + 7 * MINUTE)  # on site is missed as well
    words.acknowledge(work_order_id=burst.pk, actor=town.actor("lena"), now=MORNING + 32 * MINUTE)
    brought(town, burst, "dispatch", now=MORNING + 50 * MINUTE)
    brought(town, burst, "accept", now=MORNING + 51 * MINUTE)
    before = levels(burst)
    tick(MORNING + 80 * MINUTE, since=MORNING + 52 * MINUTE)
    assert levels(burst) == before, "30 minutes from the last move, not from the word"
    tick(MORNING + 81 * MINUTE, since=MORNING + 81 * MINUTE)
    assert levels(burst) == [*before, "group_leader"]
    assert (open_one(burst).repeats, fresh(burst).escalation_stage) == (1, "told")


def test_the_levels_above_are_told_once_each_and_what_stays_silent_is_capped(
    town: SimpleNamespace, burst: WorkOrder
) -> None:
    tick(MORNING + 61 * MINUTE, since=MORNING + 7 * MINUTE)
    up = ["station_head", "branch_dispatcher", "branch_duty_leader", "group_office", "group_leader"]
    assert levels(burst) == up
    tick(MORNING + 6 * 60 * MINUTE, since=MORNING + 62 * MINUTE, every=5 * MINUTE)
    assert levels(burst) == up + ["group_leader"] * 3
    order, row = fresh(burst), open_one(burst)
    assert (order.escalation_stage, row.stage, row.repeats) == ("capped", "capped", 3)
    assert [event.data for event in Event.objects.filter(kind="work_order.escalation_capped")] == [{"repeats": 3}]
    assert len(notices(town.kurt, "order_capped")) == 1
    assert not {"escalate", "silence"} & waiting(order).keys()
    # It can still be taken.
    words.acknowledge(work_order_id=burst.pk, actor=town.actor("kurt"), now=MORNING + 400 * MINUTE)
    assert fresh(burst).escalation_stage == "acknowledged"


def test_over_the_api(town: SimpleNamespace, burst: WorkOrder) -> None:
    address = f"/api/work-orders/{burst.pk}/acknowledgement/"
    said = {"request_id": "0b0f7a3e-3f0a-4c0e-9b43-3f4a5b6c7d8e"}
    first = api_client(town.lena).post(address, said, format="json")
    assert (first.status_code, first.json()["escalation"]) == (200, "acknowledged")
    assert api_client(town.lena).post(address, said, format="json").json() == first.json()
    again = api_client(town.dan).post(address, {}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "escalation_acknowledged")
    assert api_client(town.wes).post(address, {}, format="json").status_code == 404


def test_of_two_at_the_same_moment_one_has_it(real_town: SimpleNamespace) -> None:
    fill_roster(real_town)
    order = opened(real_town, Category.BURST)
    tick(MORNING + 6 * MINUTE)
    later = MORNING + 7 * MINUTE
    take = partial(words.acknowledge, work_order_id=order.pk, now=later)
    answers = together(*(partial(take, actor=real_town.actor(name)) for name in ("dan", "lena")))
    assert [type(error) for error in raised(answers)] == [HasIt]
    assert told(order).count("escalation_acknowledged") == 1
