"""Redis only knocks on doors: without it a command is as quick and as right as with it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from town import MORNING, kinds_on

from heating_ops.journal import hints
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, command, record

pytestmark = pytest.mark.django_db(transaction=True)


@command
def note(kind: str) -> None:
    record(Fact(kind, "thing:1", ["branch-1"], Actor.system("test"), MORNING))


@pytest.fixture
def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


@pytest.fixture
def mute_server() -> Iterator[str]:
    """Something that takes connections and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(16)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.mark.parametrize("away", ["closed_port", "mute_server"])
def test_one_command_waits_for_an_absent_redis_and_the_others_do_not(
    away: str, request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = request.getfixturevalue(away)
    publisher = type(hints._publisher)()
    monkeypatch.setattr(hints, "_publisher", publisher)
    connect, tried = publisher._connected, []

    def counted() -> Any:
        tried.append(True)
        return connect()

    monkeypatch.setattr(publisher, "_connected", counted)
    monkeypatch.setattr(hints, "_RETRY_SECONDS", 3600.0)
    for turn in range(10):
        note(str(turn))
    assert kinds_on("branch-1") == [str(turn) for turn in range(10)]
    assert len(tried) == 1, "after the first failure nobody waits for Redis again"


def test_an_error_nobody_thought_of_while_hinting_does_not_reach_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(heads: dict[str, int]) -> None:
        raise RuntimeError("the knock failed")

    monkeypatch.setattr(hints, "publish", explode)
    note("kept")
    assert kinds_on("branch-1") == ["kept"]
