"""PostgreSQL ``COPY``: the only way two million rows arrive in minutes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from typing import Final, TypeAlias

from django.db import connection

Cell: TypeAlias = str | int | float | bool | None
Progress: TypeAlias = Callable[[int], None]

_ROWS_AT_ONCE: Final = 50_000
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def as_line(row: Iterable[Cell]) -> str:
    """Write one row as a line of ``COPY``'s text format."""
    return "\t".join([_as_text(cell) for cell in row]) + "\n"


def _as_text(cell: Cell) -> str:
    if cell is None:
        return "\\N"
    if isinstance(cell, bool):
        return "t" if cell else "f"
    return str(cell).translate(_ESCAPES)


def copy_lines(table: str, columns: Sequence[str], lines: Iterable[str], progress: Progress | None = None) -> int:
    """Send ready-made ``COPY`` lines to a table; answer how many.

    :param progress: told how many rows have just arrived, after each batch
    """
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    total = 0
    remaining = iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(remaining, _ROWS_AT_ONCE)):
            cursor.copy_expert(statement, StringIO("".join(batch)), 1 << 20)
            total += len(batch)
            if progress:
                progress(len(batch))
    return total


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> int:
    """Send rows to a table; answer how many."""
    return copy_lines(table, columns, map(as_line, rows))


def continue_ids_after_copy(*tables: str) -> None:
    """Set each table's id sequence behind the ids that were copied in."""
    with connection.cursor() as cursor:
        for table in tables:
            highest = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608 - tables are named in our code
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), ({highest}), false)")


@contextmanager
def built_afterwards(index: str) -> Iterator[None]:
    """Leave an index out while rows are copied in, and build it at the end: trigrams one by one take ten times as long.

    Inside a transaction: until it ends nobody else reads or writes the table.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [index])
        (definition,) = cursor.fetchone() or ("",)
        cursor.execute(f"DROP INDEX {connection.ops.quote_name(index)}")
        yield
        # An index is not built over rows whose foreign keys still wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(definition)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def take_time() -> None:
    """Let this transaction's statements run as long as they need: loads outlast the limit for pages."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def analyse(*tables: str) -> None:
    """Count the tables for the planner at once; its own clerk comes only after a minute."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
