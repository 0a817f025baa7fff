"""The journal cannot be edited, and each row is chained to the one before."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from town import MORNING

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.journal.recording import Fact, command, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_events() -> None:
    @command
    def note(number: int) -> None:
        data = {"number": number, "words": "漏水 ü"}
        record(Fact("thing.seen", "thing:1", ["branch-1"], Actor.system("test"), MORNING, "why", data))

    for number in range(3):
        note(number)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET kind = 'nothing'",
        "UPDATE journal_event SET data = '{}'::jsonb WHERE seq = 2",
        "DELETE FROM journal_event WHERE seq = 3",
        "TRUNCATE journal_event",
        "TRUNCATE journal_event CASCADE",
    ],
)
def test_the_database_refuses_to_change_what_was_written(statement: str) -> None:
    # What the rows' foreign key to their board still has to check would hinder TRUNCATE first.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.filter(kind="thing.seen").count() == 3


def test_every_row_carries_the_hash_of_itself_and_of_the_row_before() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prev_hash, hash, ARRAY[prev_hash, 'branch-1', seq::text, extract(epoch FROM at)::text, kind,"
            " subject, actor, reason, coalesce(request_id::text, ''), coalesce(card::text, ''), data::text]"
            " FROM journal_event ORDER BY seq"
        )
        rows = cursor.fetchall()
    before = ""
    for prev_hash, own_hash, parts in rows:
        assert prev_hash == before
        assert own_hash == hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
        before = own_hash


def test_rows_that_differ_only_in_where_one_part_ends_have_different_hashes() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_hash('', 'b', 1, now(), 'ab', 'c', '', '', NULL, NULL, '{}'::jsonb)"
            " = journal_hash('', 'b', 1, now(), 'a', 'bc', '', '', NULL, NULL, '{}'::jsonb)"
        )
        assert cursor.fetchone() == (False,)
