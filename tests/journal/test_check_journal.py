"""What ``manage.py check_journal`` proves, and that it notices every way of tampering."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from rest_framework.test import APIClient
from town import MORNING, api_client, body

from heating_ops.journal import anchors, chain
from heating_ops.journal.models import Board, Event
from heating_ops.journal.replay import last_told, replayed
from heating_ops.management.commands import check_journal
from workorders.models import WorkOrder


@contextmanager
def tampered() -> Iterator[None]:
    """For the length of the block somebody with the database owner's rights has switched the trigger off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    """Heads that a system on this machine wrote into its folder are not this test's."""
    settings.VAR_DIR = tmp_path


def check(**options: int) -> tuple[int, str]:
    """Run the command; its exit code and everything it said."""
    said = StringIO()
    try:
        call_command("check_journal", stdout=said, stderr=said, no_color=True, **options)
    except SystemExit as left:
        return int(str(left.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def board(town: SimpleNamespace) -> str:
    """East's board with five calls, each an order: ten events."""
    client = api_client(town.olga)
    for flat in range(5):
        call(client, flat)
    return f"branch-{town.east.pk}"


def call(client: APIClient, flat: int) -> None:
    place = {"street": "阳光花园", "building": "1号楼", "flat": f"1-10{flat}"}
    assert client.post("/api/calls/", body(place=place), format="json").status_code == 201


def event(board: str, seq: int) -> Event:
    return Event.objects.get(board__slug=board, seq=seq)


def test_an_honest_journal_passes(board: str) -> None:
    code, said = check()
    assert code == 0, said
    assert "whole, unchanged" in said


def test_verbosity_two_names_every_board(board: str) -> None:
    _code, said = check(verbosity=2)
    assert board in said
    assert "group" in said


@pytest.mark.parametrize("stretch", [1, 3, 10, 20_000])
def test_stretches_of_any_length_check_the_same_chain(
    board: str, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "STRETCH", stretch)
    assert check()[0] == 0
    with tampered():
        Event.objects.filter(pk=event(board, 7).pk).update(kind="work_order.closed")
        code, said = check()
        assert code == 1
        assert f"{board}: number 7 " in said


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "call.forgotten"},
        {"actor": "user:999"},
        {"reason": "because"},
        {"subject": "call:999"},
        {"data": {}},
        {"request_id": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_column_is_found_and_named(board: str, change: dict[str, object]) -> None:
    with tampered():
        Event.objects.filter(pk=event(board, 4).pk).update(**change)
        code, said = check()
        assert code == 1
        assert f"{board}: number 4 " in said
        assert "was changed after it was written" in said


def test_a_deleted_row_in_the_middle_is_found(board: str) -> None:
    with tampered():
        event(board, 6).delete()
        code, said = check()
        assert code == 1
        assert f"{board}: number 7 " in said
        assert "follows number 5: rows between are missing" in said


def test_rows_numbered_anew_over_a_hole_are_found_by_their_links(board: str) -> None:
    with tampered(), connection.cursor() as cursor:
        event(board, 6).delete()
        for seq in range(7, 11):
            Event.objects.filter(pk=event(board, seq).pk).update(seq=seq - 1)
        cursor.execute(
            "UPDATE journal_event e SET hash = journal_hash(e.prev_hash, b.slug, e.seq, e.at, e.kind, e.subject,"
            " e.actor, e.reason, e.request_id, e.card, e.data) FROM journal_board b WHERE b.id = e.board_id"
            " AND b.slug = %s AND e.seq >= 6",
            [board],
        )
        code, said = check()
        assert code == 1
        assert f"{board}: number 6 " in said
        assert "does not follow from number 5" in said


def test_a_cut_tail_is_found_through_the_boards_head(board: str) -> None:
    with tampered():
        event(board, 10).delete()
        event(board, 9).delete()
        code, said = check()
        assert code == 1
        assert f"{board}: the board was at number 10, but its rows end at 8: the end was cut off" in said


def test_a_head_turned_back_is_found_through_the_rows(board: str) -> None:
    Board.objects.filter(slug=board).update(seq=8)
    code, said = check()
    assert code == 1
    assert "its rows go on to 10" in said
    Board.objects.filter(slug=board).update(seq=10)


def test_another_last_row_is_found(board: str) -> None:
    head = Board.objects.get(slug=board).head_hash
    Board.objects.filter(slug=board).update(head_hash="0" * 64)
    code, said = check()
    assert code == 1
    assert "number 10 is not the row the board remembers as its last" in said
    Board.objects.filter(slug=board).update(head_hash=head)


def test_a_change_nobody_recorded_is_found(board: str) -> None:
    WorkOrder.objects.update(priority="P1")
    code, said = check()
    assert code == 1
    assert ".priority: journal 'P3', now 'P1'" in said
    WorkOrder.objects.update(priority="P3")


def test_what_was_told_last_is_what_a_replay_gives(board: str) -> None:
    assert last_told(board) == replayed(board)
    assert last_told("group") == replayed("group") == {}


def test_a_history_put_together_anew_is_found_through_the_heads_written_outside(board: str) -> None:
    """Whoever holds the whole database can make a shorter chain that is sound in itself."""
    anchors.write(now=MORNING)
    assert check()[0] == 0
    with tampered(), connection.cursor() as cursor:
        event(board, 10).delete()
        cursor.execute(
            "UPDATE journal_board SET seq = 9, head_hash = (SELECT hash FROM journal_event WHERE seq = 9)"
            " WHERE slug = %s",
            [board],
        )
        code, said = check()
        assert code == 1
        assert f"{board}: event 10, anchored at" in said


def test_a_running_system_is_checked_in_one_snapshot(
    real_town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calls that come in between two statements of the check do not look like a break."""
    client = api_client(real_town.olga)
    call(client, 1)

    def then_another_call() -> list[chain.BoardHead]:
        heads = chain.board_heads()
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(_call_from_another_connection, client).result()
        return heads

    monkeypatch.setattr(check_journal, "board_heads", then_another_call)
    code, said = check()
    assert code == 0, said
    assert Event.objects.count() == 4


def _call_from_another_connection(client: APIClient) -> None:
    try:
        call(client, 2)
    finally:
        connection.close()
