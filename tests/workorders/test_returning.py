"""An order goes back to the dispatcher, or to another crew, with its clocks; and not for ever."""

from types import SimpleNamespace

import pytest
from order_cast import MINUTE, brought, fresh, opened, verbs, waiting
from town import MORNING

from heating_ops.timers.models import Deadline
from workorders import commands
from workorders.catalogue import Status
from workorders.commands.refusals import AssignedElsewhere, NoSuchCrew, ReturnedTooOften

LATER = MORNING + 50 * MINUTE


def test_a_returned_order_is_as_if_no_crew_had_had_it_but_for_the_count(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "depart", "arrive", "start", "suspend")
    verbs(town)["give_back"](work_order_id=order.pk, now=LATER)
    now = fresh(order)
    assert (now.status, now.crew, now.return_count) == (Status.TRIAGED, None, 1)
    columns = ("dispatched_at", "accepted_at", "departed_at", "arrived_at", "started_at", "suspended_at")
    assert [getattr(now, column) for column in columns] == [None] * 6
    assert now.logged_at == MORNING


def test_the_next_crew_has_a_clock_for_its_arrival_though_the_first_was_there(town: SimpleNamespace) -> None:
    for verb in ("give_back", "reassign"):
        order = brought(town, opened(town, flat=verb), "dispatch", "accept", "depart", "arrive")
        assert "on_site" not in waiting(order)
        verbs(town)[verb](work_order_id=order.pk, now=LATER)
        assert waiting(order)["on_site"] == LATER + 360 * MINUTE
        commands.cancel(work_order_id=order.pk, version=None, reason="-", actor=town.actor("dan"), now=LATER)


def test_on_the_way_back_the_clock_from_registration_runs_on(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "depart")
    verbs(town)["give_back"](work_order_id=order.pk, now=LATER)
    assert waiting(order) == {
        "dispatch": LATER + 3 * MINUTE,
        "contact": MORNING + 10 * MINUTE,
        "on_site": MORNING + 360 * MINUTE,
        "restored": MORNING + 1440 * MINUTE,
    }


def test_the_fourth_return_is_refused(town: SimpleNamespace) -> None:
    order = opened(town)
    for _turn in range(3):
        order = brought(town, order, "dispatch", "give_back")
    order = brought(town, order, "dispatch")
    with pytest.raises(ReturnedTooOften, match="already returned 3 times"):
        verbs(town)["give_back"](work_order_id=order.pk)
    assert fresh(order).status == Status.DISPATCHED


def test_another_crew_starts_with_its_own_clock_for_accepting(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept")
    assert "accept" not in waiting(order)
    verbs(town)["reassign"](work_order_id=order.pk, now=LATER)
    now = fresh(order)
    assert (now.crew, now.status, now.dispatched_at, now.accepted_at) == (town.blue, Status.DISPATCHED, LATER, None)
    assert waiting(order)["accept"] == LATER + 10 * MINUTE
    assert Deadline.objects.filter(subject=order.subject, kind="work_order.accept", cancelled_at=None).count() == 1


def test_the_crew_that_lost_the_order_is_told_who_has_it(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "reassign")
    for verb in ("accept", "depart", "give_back", "complete"):
        with pytest.raises(AssignedElsewhere, match="assigned to Blue crew now"):
            verbs(town)[verb](work_order_id=order.pk, crew_id=town.red.pk)
    verbs(town)["accept"](work_order_id=order.pk, crew_id=town.blue.pk)


def test_a_crew_that_does_not_exist_cannot_be_sent(town: SimpleNamespace) -> None:
    order = opened(town)
    for verb, before in (("dispatch", ()), ("reassign", ("dispatch",))):
        brought(town, order, *before)
        with pytest.raises(NoSuchCrew):
            verbs(town)[verb](work_order_id=order.pk, crew_id=10**9)
