"""The list of what went upward: what waits for me, who has what, alarms, supervision, chasing and gaps."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from escalation_cast import fill_roster, tick
from order_cast import MINUTE, opened, order_in
from town import MORNING, api_client

from workorders.catalogue import Category, Status
from workorders.escalation.chasing import chase
from workorders.escalation.commands import acknowledge, escalate
from workorders.escalation.supervising import supervise

Browse = Callable[[str], Client]


@pytest.fixture
def busy(town: SimpleNamespace) -> SimpleNamespace:
    """A burst nobody has, a leak somebody has, one supervised, one chased, and a cold community."""
    fill_roster(town)
    now = timezone.now()
    town.burst = opened(town, Category.BURST, now=now)
    town.leak = opened(town, Category.LEAK, flat="2", now=now)
    for order, level in ((town.burst, "branch_duty_leader"), (town.leak, "station_head")):
        escalate(work_order_id=order.pk, level=level, reason="it runs", actor=town.actor("dan"), now=now)
    acknowledge(work_order_id=town.leak.pk, actor=town.actor("dan"), now=now)
    town.watched = opened(town, flat="3", now=now)
    later = now + timedelta(hours=2)
    lena = town.actor("lena")
    supervise(work_order_id=town.watched.pk, due_at=later, reason="a newborn", actor=lena, now=now)
    town.asked = opened(town, flat="4", now=now)
    chase(work_order_id=town.asked.pk, words="when?", due_at=later, actor=lena, now=now)
    for flat in range(10, 15):
        opened(town, Category.NO_HEAT, flat=str(flat), now=now)
    return town


def test_the_page_shows_what_went_upward(busy: SimpleNamespace, browse: Browse) -> None:
    page = browse("lena").get("/escalations/").content.decode()
    assert "2 wait for you" in page, "the burst and the community"
    for order in (busy.burst, busy.leak, busy.watched, busy.asked):
        assert order.number in page
    assert "dan has it since" in page
    assert "a newborn" in page
    assert "阳光花园" in page


def test_what_waits_for_me_comes_first_and_can_be_taken(busy: SimpleNamespace) -> None:
    found = api_client(busy.lena).get("/api/escalations/").json()
    assert [(row["work_order"]["id"], row["mine"]) for row in found["waiting"]] == [(busy.burst.pk, True)]
    assert [row["acknowledged_by"] for row in found["taken"]] == ["dan"]
    assert [row["level"] for row in found["waiting"][0]["told"]] == ["branch_duty_leader"]
    assert [line["mine"] for line in found["alarms"]] == [True]
    assert len(found["alarms"][0]["orders"]) == 5
    assert [row["reason"] for row in found["supervised"]] == ["a newborn"]
    assert [row["words"] for row in found["chased"]] == ["when?"]


def test_another_branch_sees_none_of_it(busy: SimpleNamespace) -> None:
    found = api_client(busy.wes).get("/api/escalations/").json()
    assert not any(found.values())


def test_a_level_nobody_was_at_is_listed(town: SimpleNamespace, browse: Browse) -> None:
    now = timezone.now()
    order = opened(town, Category.LEAK, now=now)
    escalate(work_order_id=order.pk, level="station_head", reason="x", actor=town.actor("dan"), now=now)
    gaps = api_client(town.lena).get("/api/escalations/").json()["gaps"]
    assert {gap["level"] for gap in gaps} == {"station_head", "branch_dispatcher"}
    assert "Nobody was on duty (24 h)" in browse("lena").get("/escalations/").content.decode()


def test_twice_as_much_costs_not_one_query_more(busy: SimpleNamespace, browse: Browse) -> None:
    lena = browse("lena")
    lena.get("/escalations/")
    with CaptureQueriesContext(connection) as before:
        lena.get("/escalations/")
    now = timezone.now()
    for flat in range(30, 34):
        order = opened(busy, Category.LEAK, flat=str(flat), now=now)
        escalate(work_order_id=order.pk, level="branch_duty_leader", reason="x", actor=busy.actor("dan"), now=now)
    with CaptureQueriesContext(connection) as after:
        lena.get("/escalations/")
    assert len(after) == len(before) <= 32


def test_the_orders_page_tells_how_it_went_upward(busy: SimpleNamespace, browse: Browse) -> None:
    page = browse("lena").get(f"/work-orders/{busy.leak.pk}/").content.decode()
    assert "Somebody asked for it" in page
    assert "dan has it since" in page
    assert "comes back at" in page
    page = browse("lena").get(f"/work-orders/{busy.asked.pk}/").content.decode()
    assert "when?" in page


def test_what_was_told_at_many_levels_stands_in_order(town: SimpleNamespace, browse: Browse) -> None:
    fill_roster(town)
    order = opened(town, Category.BURST)
    tick(MORNING + 12 * MINUTE)
    page = browse("lena").get(f"/work-orders/{order.pk}/").content.decode()
    assert page.index("Station head") < page.index("Branch dispatcher")


def test_work_that_is_done_is_on_the_list_no_more(town: SimpleNamespace) -> None:
    fill_roster(town)
    order = order_in(town, Status.DISPATCHED)
    escalate(work_order_id=order.pk, level="group_office", reason="x", actor=town.actor("dan"), now=MORNING)
    from order_cast import brought

    brought(town, order, "accept", "depart", "arrive", "start", "complete")
    assert api_client(town.kurt).get("/api/escalations/").json()["waiting"] == []
