"""Both web workers take connections, though clients keep theirs open."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from heating_ops.local.ports import check_can_listen, free_port
from heating_ops.local.problem import Problem
from heating_ops.serving.listener import Listener

PROJECT = Path(__file__).resolve().parents[2]
APPLICATION = """
import os

async def application(scope, receive, send):
    if scope["type"] == "http":
        body = str(os.getpid()).encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
"""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "who.py").write_text(APPLICATION)
    port = free_port()
    command = [sys.executable, "-m", "heating_ops.serving", "who:application", "--port", str(port), "--workers", "2"]
    path = f"{PROJECT}:{tmp_path}"
    server = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, start_new_session=True)
    try:
        give_up_at = time.monotonic() + 30
        while len({_who(port) for _try in range(20)} - {""}) < 2:
            assert server.poll() is None
            assert time.monotonic() < give_up_at, "not both workers answer"
            time.sleep(0.1)
        yield port
        server.terminate()
        assert server.wait(15) == 0
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)


def _ask(connection: HTTPConnection) -> str:
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


def _who(port: int) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        return _ask(connection)
    except OSError:
        return ""
    finally:
        connection.close()


def test_many_open_connections_are_spread_over_both(port: int) -> None:
    """With one shared socket nearly all of them lie with one worker in most runs."""
    connections = [HTTPConnection("127.0.0.1", port) for _number in range(64)]
    answered = Counter(_ask(connection) for connection in connections)
    assert len(answered) == 2
    assert min(answered.values()) >= 12, answered  # fewer than one such split in a million by chance
    for connection in connections:
        connection.close()


def test_an_address_somebody_serves_at_is_seen_as_taken(port: int) -> None:
    with pytest.raises(Problem):
        check_can_listen("127.0.0.1", port)


def test_a_listener_of_somebody_else_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody, pytest.raises(OSError, match="in use"):
        Listener.at("127.0.0.1", somebody.getsockname()[1])
