"""What a read asks the database, recorded once and then sent bare: the limit of every read."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each read, ours and bare, of the same reads in turn."""

    ours: list[float]
    bare: list[float]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Note the statements that are sent while the block runs, with their values."""
    noted: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        noted.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield noted


def in_turn(reads: Sequence[Callable[[], object]], *, rounds: int) -> Times:
    """Time reads and, right after each, their statements sent by psycopg2 with nothing around them.

    A neighbour's noise meets both. Every read is run once before it counts.
    """
    statements: list[list[Statement]] = []
    for read in reads:
        with recorded() as noted:
            read()
        statements.append(noted)
    times = Times([], [])
    for _round in range(rounds):
        for read, asked in zip(reads, statements, strict=True):
            times.ours.append(_milliseconds(read))
            times.bare.append(_milliseconds(lambda asked=asked: _send(asked)))  # type: ignore[misc]
    return times


def _send(asked: Sequence[Statement]) -> None:
    with connection.connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(sql, values)
            if cursor.description:
                cursor.fetchall()


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
