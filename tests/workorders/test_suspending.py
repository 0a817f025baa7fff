"""A suspended order's clocks stand still and are lost by nothing that can happen to it meanwhile."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from order_cast import MINUTE, Verb, brought, decided, fresh, opened, told, verbs, waiting
from town import MORNING, api_client

from heating_ops.timers.clock import fire_due
from workorders import commands
from workorders.catalogue import Priority, Status
from workorders.commands.refusals import IllegalMove
from workorders.models import WorkOrder

NOON = MORNING + 180 * MINUTE


@pytest.fixture
def say(town: SimpleNamespace) -> dict[str, Verb]:
    return verbs(town)


@pytest.fixture
def order(town: SimpleNamespace) -> WorkOrder:
    """An order on its way since ten minutes: on site due after 6 hours, restored after 24."""
    return brought(town, opened(town), "dispatch", "accept", "depart", now=MORNING + 10 * MINUTE)


def due(hours: float) -> datetime:
    return MORNING + hours * 60 * MINUTE


def test_no_clock_of_the_work_runs_while_it_is_suspended(order: WorkOrder, say: dict[str, Verb]) -> None:
    assert waiting(order) == {"contact": due(1 / 6), "on_site": due(6), "restored": due(24)}
    say["suspend"](work_order_id=order.pk, now=MORNING + 9 * MINUTE)
    assert waiting(order) == {"suspended_too_long": MORNING + (9 + 24 * 60) * MINUTE}
    assert fire_due(now=MORNING + 24 * 60 * MINUTE) == 0


@pytest.mark.parametrize("verb", ["depart", "reassign", "give_back"])
def test_every_way_on_starts_them_again_later_by_the_pause(verb: str, order: WorkOrder, say: dict[str, Verb]) -> None:
    say["suspend"](work_order_id=order.pk, now=MORNING + 9 * MINUTE)
    say[verb](work_order_id=order.pk, now=MORNING + 69 * MINUTE)
    clocks = waiting(order)
    assert {step: clocks[step] for step in ("contact", "on_site", "restored")} == {
        "contact": due(1 / 6 + 1),
        "on_site": due(7),
        "restored": due(25),
    }


def test_work_that_was_suspended_on_site_goes_on_where_it_was(
    order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]
) -> None:
    brought(town, order, "arrive", "start", now=MORNING + 20 * MINUTE)
    say["suspend"](work_order_id=order.pk, now=MORNING + 30 * MINUTE)
    say["start"](work_order_id=order.pk, now=NOON)
    now = fresh(order)
    assert (now.status, now.started_at, now.arrived_at) == (
        Status.WORKING,
        MORNING + 20 * MINUTE,
        MORNING + 20 * MINUTE,
    )
    assert (now.suspended_at, now.suspend_reason) == (None, "")
    assert told(order)[-2:] == ["resumed", "started"]


def test_work_cannot_go_on_where_the_crew_never_was(order: WorkOrder, say: dict[str, Verb]) -> None:
    say["suspend"](work_order_id=order.pk)
    with pytest.raises(IllegalMove):
        say["start"](work_order_id=order.pk)


def test_a_customer_reached_while_the_order_is_suspended_stays_reached(order: WorkOrder, say: dict[str, Verb]) -> None:
    say["suspend"](work_order_id=order.pk, now=MORNING + 9 * MINUTE)
    say["contact"](work_order_id=order.pk, now=MORNING + 30 * MINUTE)
    say["depart"](work_order_id=order.pk, now=NOON)
    assert "contact" not in waiting(order)


def test_what_was_settled_in_the_moment_of_suspending_is_not_revived(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "contact", "accept", "suspend", "depart")
    assert waiting(order).keys() == {"on_site", "restored"}


def test_a_stricter_report_while_suspended_tightens_the_clocks_and_they_still_stand(
    order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]
) -> None:
    say["suspend"](work_order_id=order.pk, now=MORNING + 9 * MINUTE)
    stricter = decided(dangers=["person_hurt"])
    commands.add_report(work_order_id=order.pk, decision=stricter, actor=town.actor("olga"), now=MORNING + 10 * MINUTE)
    assert fresh(order).priority == Priority.P1
    assert waiting(order).keys() == {"suspended_too_long"}
    say["depart"](work_order_id=order.pk, now=MORNING + 69 * MINUTE)
    assert waiting(order) == {
        "contact": due(1) + 5 * MINUTE,
        "on_site": due(1) + 30 * MINUTE,
        "restored": due(1) + 12 * 60 * MINUTE,
    }


def test_an_escalation_that_runs_waits_too_and_goes_on(
    order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]
) -> None:
    fire_due(now=MORNING + 11 * MINUTE)  # the customer was not called within ten minutes
    say["suspend"](work_order_id=order.pk, now=MORNING + 20 * MINUTE)
    assert fire_due(now=MORNING + 24 * 60 * MINUTE) == 0
    assert fresh(order).escalation_level == 0
    say["depart"](work_order_id=order.pk, now=MORNING + 80 * MINUTE)
    assert fire_due(now=MORNING + (10 + 60 + 59) * MINUTE) == 0
    assert fire_due(now=MORNING + (10 + 60 + 60) * MINUTE) == 1
    assert fresh(order).escalation_level > 0


def test_a_suspended_order_that_is_cancelled_or_merged_keeps_no_clock(
    town: SimpleNamespace, say: dict[str, Verb]
) -> None:
    cancelled = brought(town, opened(town), "dispatch", "accept", "suspend", "cancel")
    merged = brought(town, opened(town, flat="1-102"), "dispatch", "accept", "suspend")
    into = opened(town, building=town.house_2)
    commands.merge(work_order_id=merged.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=MORNING)
    for order in (cancelled, merged):
        assert fire_due(now=MORNING - MINUTE) == 0
        assert waiting(order) == {}
        assert (fresh(order).suspend_reason, fresh(order).suspended_at) == ("", None)


def test_a_repeat_of_the_departure_that_resumed_is_answered_the_same(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "suspend")
    said = {"request_id": "5f0c7d7e-2b1c-4c7a-9d55-0d4d1f2f9a01"}
    first = api_client(town.carl).post(f"/api/work-orders/{order.pk}/departure/", said, format="json")
    again = api_client(town.carl).post(f"/api/work-orders/{order.pk}/departure/", said, format="json")
    assert (first.status_code, again.status_code) == (200, 200), again.content
    assert first.content == again.content
