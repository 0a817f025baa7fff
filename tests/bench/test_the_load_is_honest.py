"""The load client sends everything, times it rightly, and a wrong answer makes the figure worthless."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.load import send
from bench.problem import BenchFailed


class _Slow(http.server.BaseHTTPRequestHandler):
    """Answers 201 after a while; 500 to a body that says so."""

    protocol_version = "HTTP/1.1"
    pause = 0.0
    seen: list[bytes] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.pause)
        self.seen.append(body)
        answer = b'{"message": "no"}' if body == b"bad" else b"{}"
        self.send_response(500 if body == b"bad" else 201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_said: object) -> None:
        pass


@contextmanager
def answering(pause: float = 0.0) -> Iterator[tuple[int, list[bytes]]]:
    class Handler(_Slow):
        seen: list[bytes] = []

    Handler.pause = pause
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], Handler.seen
        server.shutdown()


def requests(*bodies: bytes) -> Iterator[bytes]:
    for body in bodies:
        yield b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def test_every_request_is_sent_once_and_every_answer_is_timed() -> None:
    bodies = [b"%d" % number for number in range(200)]
    with answering() as (port, seen):
        outcome = send(requests(*bodies), port=port, connections=8, expected=201)
    assert sorted(seen) == sorted(bodies)
    assert outcome.statuses == {"201": 200}
    assert len(outcome.milliseconds) == 200


def test_an_answer_that_was_not_expected_is_told_with_its_words() -> None:
    with answering() as (port, _seen), pytest.raises(BenchFailed, match=r'500.*"no"'):
        send(requests(b"good", b"bad", b"good"), port=port, connections=2, expected=201)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(BenchFailed, match="broke off"):
        send(requests(b"x"), port=9, connections=1, expected=201)


def test_at_a_fixed_rate_waiting_for_a_free_connection_counts() -> None:
    """One connection, 50 ms an answer, 40 a second asked for: the queue grows, and the times must say so."""
    with answering(pause=0.05) as (port, _seen):
        outcome = send(requests(*[b"x"] * 20), port=port, connections=1, expected=201, rate=40.0)
    assert outcome.milliseconds[0] >= 50
    assert outcome.milliseconds[-1] >= 19 * (50 - 25)


def test_a_fixed_rate_is_kept_when_there_is_time() -> None:
    with answering() as (port, _seen):
        outcome = send(requests(*[b"x"] * 21), port=port, connections=4, expected=201, rate=100.0)
    assert outcome.seconds >= 0.2
