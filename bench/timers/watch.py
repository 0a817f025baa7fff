"""Seeing deadlines fire from outside: when each is visible to everybody, not when its worker says so."""

import threading
import time
from contextlib import closing
from dataclasses import dataclass

import psycopg2
from django.db import connection

from bench.problem import BenchFailed
from bench.timers.raw import Statements, drain, plain

_WITHIN = 180.0
_GLANCE_SECONDS = 0.02
_FIRED = """
SELECT count(*), extract(epoch FROM clock_timestamp() - %s)::float8 FROM timers_deadline
WHERE (fired_at IS NOT NULL OR cancelled_at IS NOT NULL) AND coalesce(cancelled_at, fired_at) >= %s
"""
_DUE = """
SELECT min(next_attempt_at), extract(epoch FROM min(next_attempt_at) - clock_timestamp())::float8
FROM timers_deadline WHERE fired_at IS NULL AND cancelled_at IS NULL AND paused_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds after it was due at which each deadline was committed, and how many were a second."""

    late: list[float]
    per_second: float


def watched(count: int, *, raw: Statements | None, batch: int) -> Seen:
    """Wait for the moment the next deadlines are due, and watch until all of them fired.

    :param raw: let raw SQL fire them while the workers are held still; ``None`` leaves them to the workers
    :raises BenchFailed: it took too long
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE)
        due_at, ahead = cursor.fetchone()
    threads: list[threading.Thread] = []
    if raw is not None:
        held = (raw, batch, ahead, connection.get_connection_params())
        threads = [threading.Thread(target=drain, args=held) for _thread in range(2)]
    for thread in threads:
        thread.start()
    seen = _watch(count, due_at)
    for thread in threads:
        thread.join()
    return seen


def _watch(count: int, due_at: object) -> Seen:
    late: list[float] = []
    with closing(psycopg2.connect(**plain(connection.get_connection_params()))) as own:
        own.autocommit = True
        give_up_at = time.monotonic() + _WITHIN
        first: tuple[int, float] | None = None
        with own.cursor() as cursor:
            while len(late) < count:
                cursor.execute(_FIRED, [due_at, due_at])
                fired, seconds = cursor.fetchone()
                if fired > len(late):
                    first = first or (fired, seconds)
                    late += [seconds] * (fired - len(late))
                if time.monotonic() > give_up_at:
                    raise BenchFailed(f"of {count} deadlines {fired} fired within {_WITHIN:.0f} s")
                time.sleep(_GLANCE_SECONDS)
    assert first is not None
    lasted = late[-1] - first[1]
    return Seen(late, (count - first[0]) / lasted if lasted else count / late[-1])
