"""What the database is asked while the real path takes a call, so that a bare view can ask just that.

One call per building is taken through the real API; its statements are kept as the
database got them, with the parts that differ from call to call marked.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

#: Marks in a recorded statement: what the bare view puts there.
REQUEST_ID: Final = "<request_id>"
FLAT: Final = "<flat>"
PHONE: Final = "<phone>"
ORDER: Final = "<order>"
CALL: Final = "<call>"

# Ids no other number in a statement can be taken for.
_ORDER_ID: Final = 700_000_007
_CALL_ID: Final = 800_000_009
_ORDER_TABLE: Final = "workorders_workorder"
_CALL_TABLE: Final = "hotline_call"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; ``gives`` is the mark its first column is kept for."""

    sql: str
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """The statements of one call per building, by its id, and what a connection prepares before it runs them."""

    calls: Mapping[str, Sequence[Statement]]
    prepared: Sequence[str]


def record(bodies: Iterator[dict[str, Any]], *, token: str) -> Recording:
    """Take each call through the real API and keep its statements, by the id of its building.

    :raises RuntimeError: a call was not taken, or did not open the order it should have
    """
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", "authorization": f"Token {token}", "accept-language": "en"})
    taken: list[tuple[dict[str, Any], list[str]]] = []
    for body in bodies:
        if not taken:
            # The first call of a process also reads the rules.
            elsewhere = {"request_id": str(uuid4()), "place": {"text": "somewhere else"}}
            client.post("/api/calls/", body | elsewhere, "application/json")
        with _known_ids(), _listening() as heard:
            answer = client.post("/api/calls/", body, "application/json")
        if answer.status_code != 201 or answer.json()["work_order"]["id"] != _ORDER_ID:
            raise RuntimeError(f"the call was not taken as expected: {answer.status_code} {answer.content.decode()}")
        taken.append((body, [sql for sql in heard if not sql.startswith("PREPARE ")]))
    prepared = _prepared()
    calls = {
        body["place"]["building"]: [Statement(_marked(sql, body), _gives(sql, prepared)) for sql in statements]
        for body, statements in taken
    }
    return Recording(calls, list(prepared.values()))


def _prepared() -> dict[str, str]:
    """What this connection has prepared by now, by name."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements WHERE from_sql")
        return dict(cursor.fetchall())


def _gives(sql: str, prepared: Mapping[str, str]) -> str:
    """The mark of the id that a statement makes."""
    words = sql.split(maxsplit=2)
    does = prepared.get(words[1], "") if words[0] == "EXECUTE" else sql
    for table, mark in ((_ORDER_TABLE, ORDER), (_CALL_TABLE, CALL)):
        if f'INSERT INTO "{table}"' in does:
            return mark
    return ""


def written(recording: Recording) -> str:
    """The recording as the bare view reads it."""
    calls = {building: [[one.sql, one.gives] for one in said] for building, said in recording.calls.items()}
    return json.dumps({"calls": calls, "prepared": list(recording.prepared)})


def read(text: str) -> Recording:
    """A recording as it was written."""
    found = json.loads(text)
    calls = {building: [Statement(*one) for one in said] for building, said in found["calls"].items()}
    return Recording(calls, found["prepared"])


def _marked(sql: str, body: Mapping[str, Any]) -> str:
    marks = {
        body["request_id"]: REQUEST_ID,
        body["place"]["flat"]: FLAT,
        body["caller_phone"]: PHONE,
        str(_ORDER_ID): ORDER,
        str(_CALL_ID): CALL,
    }
    for value, mark in marks.items():
        sql = sql.replace(value, mark)
    return sql


@contextmanager
def _known_ids() -> Iterator[None]:
    """The next order and call get ids that can be found again in the statements after them."""
    from django.db import connection

    with connection.cursor() as cursor:
        before = []
        for table, ident in ((_ORDER_TABLE, _ORDER_ID), (_CALL_TABLE, _CALL_ID)):
            sequence = f"{table}_id_seq"
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
            before.append((sequence, *cursor.fetchone()))
            cursor.execute("SELECT setval(%s, %s, false)", [sequence, ident])
        try:
            yield
        finally:
            for sequence, last, called in before:
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, last, called])
            _move_out_of_the_way(cursor)


def _move_out_of_the_way(cursor: Any) -> None:
    """The next recorded call needs the same two ids, so this one's rows leave."""
    cursor.execute("DELETE FROM hotline_callerknown WHERE call_id = %s", [_CALL_ID])
    cursor.execute("DELETE FROM hotline_call WHERE id = %s", [_CALL_ID])
    cursor.execute("DELETE FROM workorders_temperaturereading WHERE work_order_id = %s", [_ORDER_ID])
    cursor.execute("DELETE FROM workorders_workorder WHERE id = %s", [_ORDER_ID])
    cursor.execute("DELETE FROM timers_deadline WHERE subject = %s", [f"work_order:{_ORDER_ID}"])


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Every statement sent, as the database gets it."""
    from django.db import connection

    heard: list[str] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = context["cursor"].cursor.mogrify(sql, params)
        heard.append(text.decode() if isinstance(text, bytes) else text)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        yield heard
