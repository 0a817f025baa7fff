"""A command's facts are numbered at its end, all of them or none."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from town import MORNING, kinds_on

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Board, Event
from heating_ops.journal.recording import Fact, OutsideCommand, command, once, record
from heating_ops.journal.refusal import Refusal

pytestmark = pytest.mark.django_db
SOMEBODY = Actor.system("test")


def fact(kind: str, *boards: str, at: datetime = MORNING, **data: object) -> Fact:
    return Fact(kind, "thing:1", boards, SOMEBODY, at, data=data)


@command
def note(*facts: Fact) -> None:
    for one in facts:
        record(one)


def test_a_fact_recorded_where_no_command_runs_is_an_error() -> None:
    with pytest.raises(OutsideCommand, match="seen"):
        record(fact("seen", "branch-1"))


def test_each_board_counts_its_own_events_from_one_without_a_gap() -> None:
    note(fact("first", "branch-2", "branch-1"), fact("second", "branch-2"))
    note(fact("third", "branch-2"))
    rows = Event.objects.order_by("board__slug", "seq").values_list("board__slug", "seq", "kind")
    assert list(rows) == [
        ("branch-1", 1, "first"),
        ("branch-2", 1, "first"),
        ("branch-2", 2, "second"),
        ("branch-2", 3, "third"),
    ]
    assert dict(Board.objects.exclude(seq=0).values_list("slug", "seq")) == {"branch-1": 1, "branch-2": 3}


def test_facts_are_numbered_in_one_statement_and_it_is_the_last_one() -> None:
    with CaptureQueriesContext(
        connection,
    ) as ran:
        note(fact("first", "branch-9", "branch-1"), fact("second", "branch-5"))
    statements = [query["sql"] for query in ran if "SAVEPOINT" not in query["sql"]]
    assert ["journal_append" in sql for sql in statements] == [True]


def test_a_command_inside_a_command_joins_it() -> None:
    @command
    def outer() -> None:
        record(fact("outer.began", "branch-1"))
        note(fact("inner", "branch-1"))
        assert not Event.objects.exists(), "nothing is numbered before the outer command ends"
        record(fact("outer.ended", "branch-1"))

    outer()
    assert kinds_on("branch-1") == ["outer.began", "inner", "outer.ended"]


def test_a_command_that_is_refused_leaves_nothing() -> None:
    @command
    def refused() -> None:
        Board.objects.create(slug="branch-77")
        note(fact("inner", "branch-1"))
        raise Refusal

    with pytest.raises(Refusal):
        refused()
    assert not Event.objects.exists()
    assert not Board.objects.filter(slug__in=["branch-77", "branch-1"]).exists()


def test_facts_of_a_failed_command_are_not_carried_by_the_next_one() -> None:
    with pytest.raises(Refusal):
        once(None, actor=SOMEBODY, do=_fail)
    note(fact("later", "branch-1"))
    assert kinds_on("branch-1") == ["later"]


@command
def _fail() -> None:
    record(fact("never", "branch-1"))
    raise Refusal


def test_a_command_that_records_nothing_writes_nothing() -> None:
    note()
    assert not Event.objects.exists()


def test_a_moment_keeps_its_microseconds() -> None:
    moment = datetime(2026, 1, 12, 1, 0, 0, 123456, tzinfo=UTC)
    note(fact("seen", "branch-1", at=moment, due_at=moment))
    event = Event.objects.get()
    assert event.at == moment
    assert datetime.fromisoformat(event.data["due_at"]) == moment
