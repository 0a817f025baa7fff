"""Lists of orders: newest first, a page at a time, narrowed by what was asked for."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from order_cast import opened, order_in
from rest_framework.test import APIClient

from workorders.catalogue import Category, Status

Api = Callable[[str], APIClient]


def ids(page: dict[str, Any]) -> list[int]:
    return [card["id"] for card in page["results"]]


def test_pages_follow_each_other_without_a_gap(town: SimpleNamespace, api: Api) -> None:
    orders = [opened(town, flat=str(number)).pk for number in range(7)]
    seen: list[int] = []
    asked: dict[str, Any] = {"limit": 3}
    while True:
        page = api("dan").get("/api/work-orders/", asked).json()
        assert page["total"] == 7
        seen += ids(page)
        if page["next"] is None:
            break
        asked["before"] = page["next"]
    assert seen == orders[::-1]


def test_filters_narrow(town: SimpleNamespace, api: Api) -> None:
    leak = opened(town, Category.LEAK)
    sent = order_in(town, Status.DISPATCHED, flat="2")
    closed = order_in(town, Status.CLOSED, flat="3")
    west = opened(town, building=town.house_west)
    olga = api("olga")
    for asked, expected in [
        ({"status": "open"}, [west, sent, leak]),
        ({"status": "closed"}, [closed]),
        ({"priority": "P2"}, [leak]),
        ({"branch": town.west.pk}, [west]),
        ({"crew": town.red.pk}, [closed, sent]),
        ({"crew": town.red.pk, "status": "open"}, [sent]),
        ({"branch": 999_999}, []),
    ]:
        assert ids(olga.get("/api/work-orders/", asked).json()) == [order.pk for order in expected], asked


def test_one_order_comes_with_its_decision_findings_readings_and_history(town: SimpleNamespace, api: Api) -> None:
    order = order_in(town, Status.CLOSED)
    whole = api("dan").get(f"/api/work-orders/{order.pk}/").json()
    assert whole["status"] == "closed"
    assert whole["triage"]["priority"] == "P3"
    assert [finding["cause"] for finding in whole["findings"]] == ["air_lock"]
    assert [reading["temperature_c"] for reading in whole["readings"]] == [20.0]
    kinds = [event["kind"].removeprefix("work_order.") for event in whole["events"]]
    assert kinds == [
        *("opened", "dispatched", "accepted", "departed", "arrived", "started", "completed"),
        *("called_back", "closed"),
    ]


def test_who_says_it_is_not_solved_says_why(town: SimpleNamespace, api: Api) -> None:
    order = order_in(town, Status.DONE)
    address = f"/api/work-orders/{order.pk}/call-back/"
    for note in ({}, {"note": ""}, {"note": "   "}):
        answer = api("olga").post(address, {"outcome": "not_solved"} | note, format="json")
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["note"])
    answer = api("olga").post(address, {"outcome": "not_solved", "note": "still cold"}, format="json")
    assert (answer.status_code, answer.json()["status"]) == (200, "triaged")


@pytest.mark.parametrize("outcome", ["solved", "not_solved", "no_answer"])
def test_only_operators_and_duty_leaders_call_back(outcome: str, town: SimpleNamespace, api: Api) -> None:
    order = order_in(town, Status.DONE)
    said = {"outcome": outcome, "temperature_c": 20, "note": "as said"}
    for name in ("dan", "carl", "kurt", "mona", "adam"):
        answer = api(name).post(f"/api/work-orders/{order.pk}/call-back/", said, format="json")
        assert answer.status_code == 403, name
    assert api("lena").post(f"/api/work-orders/{order.pk}/call-back/", said, format="json").status_code == 200
