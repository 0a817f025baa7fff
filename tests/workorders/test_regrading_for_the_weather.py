"""Open orders are decided again when the weather is another: raised visibly, lowered only by a person."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from order_cast import opened, order_in
from rest_framework.test import APIClient
from town import MORNING, kinds_on

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.weather import conditions
from heating_ops.weather.commands import take_values
from heating_ops.weather.models import Source
from heating_ops.weather.values import Value
from workorders import rules
from workorders.catalogue import Status
from workorders.models import TriageRules, WorkOrder
from workorders.regrading.commands import ProposalOver, accept_proposal, leave_proposal, raise_orders
from workorders.regrading.models import RegradeProposal, RegradeRun
from workorders.regrading.running import begin_due, work

HOUR = timedelta(hours=1)


def weather(outdoor: float, low: float) -> None:
    """So cold it is at ``MORNING``, and so cold it will be."""
    values = [Value(MORNING, outdoor), Value(MORNING + 6 * HOUR, low, None, MORNING)]
    take_values(values, source=Source.TYPED, actor=Actor.system("station"), now=MORNING)


def forgotten() -> None:
    """What this process kept is what the test has changed."""
    conditions.forget()


def run_all(now: Any = MORNING) -> RegradeRun:
    """Begin what is due and work until nothing is left."""
    forgotten()
    begin_due(now)
    while work(now):
        pass
    run = RegradeRun.objects.order_by("-pk").first()
    assert run is not None
    return run


@pytest.fixture
def cold_counts(request: pytest.FixtureRequest) -> Iterator[None]:
    """The rules that ship, and one: a flat that is not warm enough is P2 when −10 °C is foretold."""
    request.getfixturevalue("real_town" if "real_town" in request.fixturenames else "town")
    shipped = TriageRules.objects.filter(active=True).order_by("-pk").first()
    assert shipped is not None
    cold = {
        "id": "cold_night",
        "when": {"category": ["low_temperature"], "forecast_below_c": -10},
        "then": {"priority": "P2", "handling": "visit"},
        "reason": {"en": "A cold night", "zh-hans": "寒夜"},
        "source": "test",
        "confirmed": False,
    }
    kept = [rule for rule in shipped.rules if not _by_weather(rule)]
    TriageRules.objects.create(version="test-cold", rules=[cold, *kept], active=True)
    rules.forget()
    yield
    rules.forget()


def _by_weather(rule: dict[str, Any]) -> bool:
    return bool(
        {"forecast_below_c", "outdoor_below_c", "cold_wave", "hours_without_heat_at_least"} & rule["when"].keys()
    )


pytestmark = pytest.mark.usefixtures("cold_counts")


def test_a_falling_forecast_raises_an_order_and_says_why(town: SimpleNamespace) -> None:
    order = opened(town)
    assert order.priority == "P3"
    weather(-4, -14)
    run = run_all()
    order.refresh_from_db()
    assert (order.priority, run.looked_at, run.raised) == ("P2", 1, 1)
    raised = Event.objects.get(kind="work_order.regraded")
    assert (raised.data["before"], raised.data["after"], raised.data["cause"]) == ("P3", "P2", "weather")
    assert raised.data["rules"][0] == "cold_night"
    assert order.triage["inputs"]["forecast_low_c"] == -14


def test_the_same_change_is_run_once_and_a_second_run_changes_nothing(town: SimpleNamespace) -> None:
    opened(town)
    weather(-4, -14)
    run_all()
    again = run_all(MORNING + timedelta(minutes=1))
    assert RegradeRun.objects.count() == 2, "one for the change, one for the hour"
    assert again.raised == 0
    assert kinds_on(f"branch-{town.east.pk}").count("work_order.regraded") == 1
    run_all(MORNING + timedelta(minutes=2))
    assert RegradeRun.objects.count() == 2


def test_every_hour_they_are_looked_at_though_no_value_came(town: SimpleNamespace) -> None:
    opened(town)
    run_all()
    run_all(MORNING + HOUR)
    assert RegradeRun.objects.filter(hour__isnull=False).count() == 2


def test_a_milder_forecast_lowers_nothing_and_is_proposed_once(town: SimpleNamespace) -> None:
    weather(-4, -14)
    forgotten()
    order = opened(town)
    run_all()
    WorkOrder.objects.filter(pk=order.pk).update(priority="P2", triage=order.triage | {"priority": "P2"})
    weather(-1, -2)
    assert run_all(MORNING + HOUR).proposed == 1
    assert run_all(MORNING + 2 * HOUR).proposed == 0
    order.refresh_from_db()
    assert order.priority == "P2"
    proposal = RegradeProposal.objects.get()
    assert (proposal.before, proposal.after, proposal.ended) == ("P2", "P3", "")


def proposed(town: SimpleNamespace) -> RegradeProposal:
    """An order raised in the cold that the mild weather would lower."""
    order = opened(town)
    weather(-4, -14)
    run_all()
    weather(-1, -2)
    run_all(MORNING + HOUR)
    return RegradeProposal.objects.get(order=order)


def test_a_person_lowers_it_with_one_press(town: SimpleNamespace) -> None:
    proposal = proposed(town)
    order = accept_proposal(proposal_id=proposal.pk, reason="夜里转暖", user=town.dan, now=MORNING + HOUR)
    assert order.priority == "P3"
    lowered = Event.objects.filter(kind="work_order.regraded").order_by("pk").last()
    assert lowered is not None
    assert (lowered.actor, lowered.reason, lowered.data["cause"]) == (f"user:{town.dan.pk}", "夜里转暖", "weather")
    with pytest.raises(ProposalOver):
        accept_proposal(proposal_id=proposal.pk, user=town.dan, now=MORNING + HOUR)


def test_what_was_left_as_it_is_is_not_proposed_again(town: SimpleNamespace) -> None:
    proposal = proposed(town)
    leave_proposal(proposal_id=proposal.pk, user=town.dan, now=MORNING + HOUR)
    assert run_all(MORNING + 2 * HOUR).proposed == 0
    assert WorkOrder.objects.get().priority == "P2"
    assert kinds_on(f"branch-{town.east.pk}")[-1] == "work_order.kept_urgent"


def test_a_proposal_ends_when_it_turns_cold_again(town: SimpleNamespace) -> None:
    proposal = proposed(town)
    weather(-4, -15)
    run_all(MORNING + 2 * HOUR)
    proposal.refresh_from_db()
    assert proposal.ended == "overtaken"
    with pytest.raises(ProposalOver):
        accept_proposal(proposal_id=proposal.pk, user=town.dan, now=MORNING + 2 * HOUR)


def test_who_lowered_an_order_by_hand_is_not_overruled(town: SimpleNamespace) -> None:
    order = opened(town)
    weather(-4, -14)
    run_all()
    WorkOrder.objects.filter(pk=order.pk).update(priority="P3")  # a person's word, beside the decision
    run = run_all(MORNING + HOUR)
    assert (run.raised, run.proposed) == (0, 0)
    WorkOrder.objects.filter(pk=order.pk).update(priority="P2")  # so that the journal tells what is


def test_what_is_done_is_left_alone(town: SimpleNamespace) -> None:
    order = order_in(town, Status.DONE)
    weather(-4, -14)
    run_all(MORNING + HOUR)
    order.refresh_from_db()
    assert order.status == Status.DONE


def test_one_that_cannot_be_decided_stops_no_other(town: SimpleNamespace) -> None:
    broken, order = opened(town, flat="1-101"), opened(town, flat="1-102")
    WorkOrder.objects.filter(pk=broken.pk).update(triage={"priority": "P3", "inputs": {"category": "no_such"}})
    weather(-4, -14)
    run = run_all()
    order.refresh_from_db()
    assert (order.priority, run.failed) == ("P2", 1)


def test_an_order_somebody_works_on_is_not_waited_for(real_town: SimpleNamespace) -> None:
    order = opened(real_town)
    weather(-4, -14)
    forgotten()

    def elsewhere() -> tuple[int, list[int]]:
        try:
            return raise_orders([order.pk], now=MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            WorkOrder.objects.select_for_update().get(pk=order.pk)
            assert pool.submit(elsewhere).result(timeout=60) == (0, [order.pk])
        assert pool.submit(elsewhere).result(timeout=60) == (1, [])


def test_many_workers_begin_one_run_and_raise_each_order_once(real_town: SimpleNamespace) -> None:
    for room in range(8):
        opened(real_town, flat=f"1-{room}")
    weather(-4, -14)
    forgotten()

    def worker(_which: int) -> None:
        try:
            begin_due(MORNING)
            while work(MORNING):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))
    while work(MORNING):
        pass
    assert RegradeRun.objects.filter(change__isnull=False).count() == 1
    assert kinds_on(f"branch-{real_town.east.pk}").count("work_order.regraded") == 8


def test_a_dispatcher_decides_on_the_page_and_only_about_their_own_branch(
    town: SimpleNamespace, browse: Callable[[str], Client]
) -> None:
    proposal = proposed(town)
    assert "WO-" in browse("dan").get("/weather/regrading/").content.decode()
    assert "WO-" not in browse("wes").get("/weather/regrading/").content.decode()
    browse("wes").post("/weather/regrading/", {"proposal": proposal.pk})
    assert WorkOrder.objects.get().priority == "P2"
    assert browse("dan").get("/weather/").content.decode().count("/weather/regrading/") == 1
    browse("dan").post("/weather/regrading/", {"proposal": proposal.pk, "leave": "1"})
    proposal.refresh_from_db()
    assert (proposal.ended, proposal.ended_by) == ("left", town.dan)


def test_the_api_lists_accepts_and_leaves(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    proposal = proposed(town)
    (told,) = api("dan").get("/api/weather/regrading/").json()["results"]
    assert (told["id"], told["before"], told["after"]) == (proposal.pk, "P2", "P3")
    assert api("wes").get("/api/weather/regrading/").json()["results"] == []
    assert api("wes").post(f"/api/weather/regrading/{proposal.pk}/acceptance/", {}, format="json").status_code == 404
    assert api("olga").get("/api/weather/regrading/").status_code == 403
