"""A socket stays open only for somebody who is signed in and may follow its boards."""

import json
from types import SimpleNamespace

import pytest
from django.urls import reverse
from live.screens import Screen, note, signed_in
from websockets.exceptions import InvalidStatus

from heating_ops.access.models import Role


def test_nobody_and_the_wrong_people_are_turned_away(real_town: SimpleNamespace, server: str) -> None:
    east, west = f"branch-{real_town.east.pk}", f"branch-{real_town.west.pk}"
    note("a secret of the west", west, "group")
    with Screen(server, None) as screen:
        assert screen.close_code() == 4001
    for name, boards in [
        ("dan", {west: 0}),  # another branch's board
        ("dan", {east: 0, west: 0}),  # one of two is another branch's
        ("dan", {"group": 0}),  # what belongs to no branch is the group's
        ("carl", {east: 0}),  # a crew follows no boards
        ("adam", {east: 0}),  # an administrator keeps accounts, not boards
        ("olga", {"branch-999999": 0}),
        ("olga", {"incident-999999": 0}),
        ("olga", {"branch-１": 0}),
        ("olga", {"everything": 0}),
        ("olga", {"branch-" + "9" * 40: 0}),
    ]:
        with Screen(server, signed_in(getattr(real_town, name))).hello(boards) as screen:
            assert screen.close_code() == 4001, (name, boards)
            assert screen.heard == [], "not a word before the door is shut"
    for name, boards in [("dan", {east: 0}), ("olga", {east: 0, west: 0, "group": 0}), ("kurt", {"group": 0})]:
        with Screen(server, signed_in(getattr(real_town, name))).hello(boards) as screen:
            screen.next("heartbeat")


NO_HELLO: list[str | bytes] = [
    "",
    "hello",
    "[]",
    "5",
    "null",
    "{}",
    b"\x00\x01",
    '{"type": "hello"}',
    '{"type": "hello", "epoch": "", "boards": {}}',
    '{"type": "hello", "epoch": "", "boards": []}',
    '{"type": "hello", "epoch": "", "boards": "branch-1"}',
    '{"type": "hello", "epoch": "", "boards": {"group": "x"}}',
    '{"type": "hello", "epoch": "", "boards": {"group": null}}',
    '{"type": "hello", "epoch": "", "boards": {"group": {}}}',
    '{"type": "hello", "epoch": "", "boards": {"group": 1e400}}',
    '{"type": "goodbye", "epoch": "", "boards": {"group": 0}}',
    '{"boards": {"group": 0}}',
    json.dumps({"type": "hello", "epoch": "", "boards": {f"branch-{number}": 0 for number in range(1, 500)}}),
    json.dumps({"type": "hello", "epoch": "e" * 50_000, "boards": {"group": 0}}),
]


def test_what_is_no_hello_closes_the_socket(real_town: SimpleNamespace, server: str) -> None:
    browser = signed_in(real_town.olga)
    for said in NO_HELLO:
        with Screen(server, browser) as screen:
            screen.say(said)
            assert screen.close_code() == 4400, said


def test_a_second_hello_closes_the_socket(real_town: SimpleNamespace, server: str) -> None:
    with Screen(server, signed_in(real_town.olga)).hello({"group": 0}) as screen:
        screen.next("heartbeat")
        screen.hello({"group": 0})
        assert screen.close_code() == 4400


def test_a_page_of_another_host_cannot_open_a_socket(real_town: SimpleNamespace, server: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        Screen(server, signed_in(real_town.olga), origin="https://elsewhere.example")


def test_who_loses_the_right_loses_the_socket_within_five_seconds(real_town: SimpleNamespace, server: str) -> None:
    town, east = real_town, f"branch-{real_town.east.pk}"
    browsers = {name: signed_in(getattr(town, name)) for name in ("dan", "lena", "mona", "olga", "kurt", "wes")}
    town.wes.branch_ids = [town.east.pk, town.west.pk]
    town.wes.save(update_fields=["branch_ids"])
    screens = {name: Screen(server, browser).hello({east: 0}) for name, browser in browsers.items()}
    for screen in screens.values():
        screen.next("heartbeat")

    browsers["dan"].post(reverse("sign-out"))
    town.lena.is_active = False
    town.lena.save(update_fields=["is_active"])
    town.mona.role = Role.CREW
    town.mona.save(update_fields=["role"])
    town.olga.set_password("another-one-96069")
    town.olga.save(update_fields=["password"])
    town.wes.branch_ids = [town.west.pk]
    town.wes.save(update_fields=["branch_ids"])
    for name in ("dan", "lena", "mona", "olga", "wes"):
        assert screens[name].close_code(within=6) == 4001, name

    note("still here", east)
    assert screens["kurt"].events(1)[0]["kind"] == "still here"
    for screen in screens.values():
        screen.socket.close()
