"""A screen gets every event of its boards once, in order, soon, and after every kind of break."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from live.conftest import web_server
from live.screens import Screen, note, note_many, numbers, signed_in

from heating_ops.journal.models import Epoch


def test_a_hello_with_cursor_zero_replays_everything_in_order(real_town: SimpleNamespace, server: str) -> None:
    east, west = f"branch-{real_town.east.pk}", f"branch-{real_town.west.pk}"
    for turn in range(15):
        note(f"turn.{turn}", east, west)
    with Screen(server, signed_in(real_town.olga)).hello({east: 0, west: 10}) as screen:
        frames = screen.events(20)
    assert numbers([frame for frame in frames if frame["board"] == east]) == list(range(1, 16))
    assert numbers([frame for frame in frames if frame["board"] == west]) == list(range(11, 16))
    assert [frame["kind"] for frame in frames if frame["board"] == east] == [f"turn.{turn}" for turn in range(15)]
    assert all(frame["prev"] == frame["seq"] - 1 for frame in frames)


@pytest.mark.parametrize("which", ["server", "server_without_redis"])
def test_what_happens_comes_to_the_screen_by_itself(
    real_town: SimpleNamespace, request: pytest.FixtureRequest, which: str
) -> None:
    board = f"branch-{real_town.east.pk}"
    with Screen(request.getfixturevalue(which), signed_in(real_town.dan)).hello({board: 0}) as screen:
        screen.next("heartbeat")
        for turn in range(6):
            note(f"turn.{turn}", board)
            assert screen.events(1)[0]["kind"] == f"turn.{turn}"


def test_a_heartbeat_tells_how_far_the_boards_are(real_town: SimpleNamespace, server: str) -> None:
    east, west = f"branch-{real_town.east.pk}", f"branch-{real_town.west.pk}"
    for _turn in range(3):
        note("turn", east)
    with Screen(server, signed_in(real_town.olga)).hello({east: 3, west: 0}) as screen:
        beat = screen.next("heartbeat")
    assert beat["heads"] == {east: 3, west: 0}
    assert beat["epoch"] == str(Epoch.objects.get().name)


def test_fifty_screens_all_get_all_of_two_hundred_events_in_order(real_town: SimpleNamespace, server: str) -> None:
    board = f"branch-{real_town.east.pk}"
    browser = signed_in(real_town.dan)

    def watch(screen: Screen) -> list[int]:
        with screen:
            return numbers(screen.events(200, within=60))

    with ThreadPoolExecutor(50) as pool:
        said = str(Epoch.objects.get().name)
        screens = list(pool.map(lambda _n: Screen(server, browser).hello({board: 0}, said_epoch=said), range(50)))
        for screen in screens:
            screen.next("heartbeat")
        assert len(screens) == 50
        watching = [pool.submit(watch, screen) for screen in screens]
        for turn in range(200):
            note(f"turn.{turn}", board)
        seen = [watched.result() for watched in watching]
    assert seen == [list(range(1, 201))] * 50


def test_a_screen_resumes_from_its_cursor_after_the_server_was_killed(
    real_town: SimpleNamespace, tmp_path: Path
) -> None:
    board = f"branch-{real_town.east.pk}"
    browser = signed_in(real_town.dan)
    with web_server(tmp_path / "log") as first, Screen(first, browser).hello({board: 0}) as screen:
        note("before", board)
        assert numbers(screen.events(1)) == [1]
    for _turn in range(5):
        note("meanwhile", board)
    with web_server(tmp_path / "log") as second, Screen(second, browser).hello({board: 1}) as screen:
        assert numbers(screen.events(5)) == [2, 3, 4, 5, 6]
        note("after", board)
        assert numbers(screen.events(1)) == [7]


def test_fifteen_thousand_missed_events_are_sent_and_more_are_not(real_town: SimpleNamespace, server: str) -> None:
    board = f"branch-{real_town.east.pk}"
    note_many(20_100, board)
    browser = signed_in(real_town.dan)
    with Screen(server, browser).hello({board: 5_000}) as screen:
        assert numbers(screen.events(15_100, within=60)) == list(range(5_001, 20_101))
        note("after", board)
        assert numbers(screen.events(1)) == [20_101]
    with Screen(server, browser).hello({board: 0}) as screen:
        reset = screen.next("event", "reset")
        assert (reset["type"], reset["reason"], reset["board"], reset["seq"]) == ("reset", "too_old", board, 20_101)
        note("after the reset", board)
        assert numbers(screen.events(1)) == [20_102]


def test_a_cursor_that_is_ahead_is_of_another_history(real_town: SimpleNamespace, server: str) -> None:
    board = f"branch-{real_town.east.pk}"
    note("only one", board)
    for cursor in (2, 10**30, -1):
        with Screen(server, signed_in(real_town.dan)).hello({board: cursor}) as screen:
            assert screen.next("event", "reset")["reason"] == "epoch"


def test_a_restore_ends_every_screen_and_they_start_afresh(real_town: SimpleNamespace, server: str) -> None:
    board = f"branch-{real_town.east.pk}"
    note("of the old history", board)
    before = str(Epoch.objects.get().name)
    browser = signed_in(real_town.dan)
    with Screen(server, browser).hello({board: 1}) as screen:
        screen.next("heartbeat")
        now = str(Epoch.objects.create().name)
        assert screen.close_code(within=5) == 4008
    with Screen(server, browser).hello({board: 1}, said_epoch=before) as screen:
        reset = screen.next("event", "reset")
        assert (reset["reason"], reset["epoch"]) == ("epoch", now)
        note("of the new history", board)
        frame = screen.events(1)[0]
        assert (frame["epoch"], frame["seq"]) == (now, 2)
