"""Without a socket the same rows come over HTTP: a snapshot, and what happened after it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from live.screens import note, note_many
from rest_framework.test import APIClient
from town import body

Api = Callable[[str], APIClient]


def test_a_thousand_events_are_a_page_and_more_says_go_on(town: SimpleNamespace, api: Api) -> None:
    board = f"branch-{town.east.pk}"
    note_many(2_500, board)
    cursor, pages = 0, []
    while True:
        page = api("dan").get(f"/api/boards/{board}/events/", {"after": cursor}).json()
        pages.append([frame["seq"] for frame in page["events"]])
        cursor = pages[-1][-1]
        assert page["seq"] == 2_500
        if not page["more"]:
            break
    assert [len(page) for page in pages] == [1000, 1000, 500]
    assert [seq for page in pages for seq in page] == list(range(1, 2_501))


def test_a_snapshot_and_the_events_after_it_are_the_next_snapshot(town: SimpleNamespace, api: Api) -> None:
    board = f"branch-{town.east.pk}"
    api("olga").post("/api/calls/", body(), format="json")
    first = api("dan").get(f"/api/boards/{board}/").json()
    order = first["cards"][0]["id"]
    api("dan").post(f"/api/work-orders/{order}/dispatch/", {"crew_id": town.red.pk}, format="json")
    elsewhere = {"street": "阳光花园", "building": "2号楼", "flat": "1"}
    api("olga").post("/api/calls/", body(place=elsewhere), format="json")
    api("dan").post(f"/api/work-orders/{order}/cancellation/", {"reason": "a mistake"}, format="json")
    state = {f"{card['type']}:{card['id']}": card for card in first["cards"]}
    for frame in api("dan").get(f"/api/boards/{board}/events/", {"after": first["seq"]}).json()["events"]:
        if frame["card"] and frame["card"]["open"]:
            state[frame["subject"]] = frame["card"]
        elif frame["card"]:
            del state[frame["subject"]]
    second = api("dan").get(f"/api/boards/{board}/").json()
    assert sorted(state) == sorted(f"{card['type']}:{card['id']}" for card in second["cards"])
    assert {key: state[key]["version"] for key in state} == {
        f"{card['type']}:{card['id']}": card["version"] for card in second["cards"]
    }


@pytest.mark.parametrize("after", ["-1", "x", str(2**70), "1e400", "nan", "\x00", "1.5"])
def test_a_cursor_that_is_none_is_refused_by_name(town: SimpleNamespace, api: Api, after: Any) -> None:
    answer = api("dan").get(f"/api/boards/branch-{town.east.pk}/events/", {"after": after})
    assert answer.status_code == 400, answer.content
    assert list(answer.json()["fields"]) == ["after"]


def test_boards_of_others_and_boards_that_are_none_are_not_found(town: SimpleNamespace, api: Api) -> None:
    note("something", f"branch-{town.west.pk}")
    west = f"branch-{town.west.pk}"
    for slug in (west, "group", "branch-999999", "incident-1", "branch-", "x", "branch-" + "9" * 30):
        for address in (f"/api/boards/{slug}/", f"/api/boards/{slug}/events/"):
            answer = api("dan").get(address)
            assert (answer.status_code, answer.json()["code"]) == (404, "no_such_board"), address
