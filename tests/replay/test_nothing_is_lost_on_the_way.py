"""Servers and databases that go away in the middle of a replay: every call is stored once all the same."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.db import connection
from replay.logs import CALLS
from replay.running import replay
from replay.served import Served

from heating_ops.replaying.call_log import LoggedCall
from heating_ops.replaying.sending import Pace, Replay
from hotline.models import Call


def test_a_server_killed_and_started_again_in_the_middle_loses_and_doubles_nothing(server: Served, log: Path) -> None:
    with _meanwhile(lambda: _kill_twice(server)):
        code, told = replay(log, server, operators=8)
    assert code == 0
    assert told["sent"] == told["stored"] + told["already_there"] == CALLS
    assert told["sent_again"] > 0
    assert told["lost"] == told["refused"] == told["not_sent"] == 0
    assert Call.objects.count() == CALLS
    assert len(set(Call.objects.values_list("caller_phone", flat=True))) == CALLS


def _kill_twice(server: Served) -> None:
    for share in (0.3, 0.6):
        while Call.objects.count() < CALLS * share:
            time.sleep(0.005)
        server.kill()
        server.start()


class _meanwhile:  # noqa: N801 - reads as a sentence
    """Do something in another thread while the block runs; its failure fails the test."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(do,))

    def _run(self, do: Callable[[], None]) -> None:
        try:
            do()
        except BaseException as failure:  # noqa: BLE001 - handed to the test
            self._failure = failure
        finally:
            connection.close()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_failed: object) -> None:
        self._thread.join()
        if self._failure is not None:
            raise self._failure


def test_a_database_that_ends_every_session_in_the_middle_loses_and_doubles_nothing(server: Served, log: Path) -> None:
    """The server answers 500 to what was under way; those calls are sent again."""
    with _meanwhile(_end_every_session_twice):
        code, told = replay(log, server, operators=8)
    assert (code, told["sent"], told["lost"]) == (0, CALLS, 0)
    assert told["sent_again"] > 0
    assert Call.objects.count() == CALLS


def _end_every_session_twice() -> None:
    for share in (0.3, 0.6):
        while Call.objects.count() < CALLS * share:
            time.sleep(0.005)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )


def test_a_server_that_is_only_wrong_is_given_up() -> None:
    """Every call fails: the replay stops after some of them, and says why."""
    with _always_wrong() as url:
        calls = [LoggedCall(1, "1", datetime.now(UTC), uuid4(), b"{}")] * 500
        sending = Replay(calls, url=url, tokens=["x"] * 8, pace=Pace(patience=0.2))
        sending.run(lambda _count: None)
    told = sending.tally.as_json(took=1.0)
    assert 50 < told["lost"] < 100
    assert told["not_sent"] == 500 - told["lost"]
    assert told["losses"] == {"500": told["lost"]}


@contextmanager
def _always_wrong() -> Iterator[str]:
    class Wrong(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Wrong) as wrong:
        threading.Thread(target=wrong.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{wrong.server_address[1]}"
        wrong.shutdown()
