"""Numbers are given out in commit order: a reader that remembers the last number misses nothing.

Without the row lock in ``journal_append`` this breaks, and the second test shows it.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from threads import raised, together
from town import MORNING

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Board, Event
from heating_ops.journal.queries import frames_after
from heating_ops.journal.recording import Fact, command, record

BOARD = "branch-1"
WRITERS, COMMANDS = 8, 30


@command
def note(kind: str, boards: list[str]) -> None:
    record(Fact(kind, "thing:1", boards, Actor.system("test"), MORNING))


def write(writer: int) -> None:
    for turn in range(COMMANDS):
        note(f"{writer}.{turn}", [BOARD])


def read_until_quiet(writing: threading.Event) -> list[int]:
    """Follow the board by its cursor, as a screen does, until the writers are done and nothing more comes."""
    seen: list[int] = []
    cursor = 0
    while True:
        quiet = not writing.is_set()
        frames = frames_after({BOARD: cursor}, epoch="")
        seen += [frame["seq"] for frame in frames]
        cursor = seen[-1] if seen else 0
        if quiet and not frames:
            return seen
        time.sleep(0.002)


def race() -> tuple[list[int], list[Exception]]:
    """Eight writers on one board and a reader; what it saw, and the writers' errors."""
    writing = threading.Event()
    writing.set()
    left = [WRITERS]
    counting = threading.Lock()

    def writer(number: int) -> None:
        try:
            write(number)
        finally:
            with counting:
                left[0] -= 1
                if not left[0]:
                    writing.clear()

    jobs = [lambda number=number: writer(number) for number in range(WRITERS)]
    *writers, seen = together(*jobs, lambda: read_until_quiet(writing))
    return seen, raised(writers)


@pytest.mark.django_db(transaction=True)
def test_a_reader_misses_none_of_what_eight_writers_write() -> None:
    seen, errors = race()
    assert errors == []
    assert seen == list(range(1, WRITERS * COMMANDS + 1))
    assert Board.objects.get(slug=BOARD).seq == WRITERS * COMMANDS


@contextmanager
def without_the_lock() -> Iterator[None]:
    """``journal_append`` as it would be without its ``FOR UPDATE``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('journal_append(jsonb)'::regprocedure)")
        true = cursor.fetchone()[0]
        assert " FOR UPDATE" in true
        cursor.execute(true.replace(" FOR UPDATE", ""))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(true)


@pytest.mark.no_replay
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_in_journal_append_the_same_race_goes_wrong() -> None:
    with without_the_lock():
        seen, errors = race()
    assert errors or seen != list(range(1, WRITERS * COMMANDS + 1)), "the lock is not what holds the order"


@pytest.mark.django_db(transaction=True)
def test_commands_over_the_same_boards_in_opposite_order_never_wait_for_each_other() -> None:
    def go(boards: list[str]) -> None:
        for turn in range(60):
            note(str(turn), boards)

    there, back = ["branch-1", "branch-2", "branch-3"], ["branch-3", "branch-2", "branch-1"]
    answers = together(lambda: go(there), lambda: go(back), lambda: go(there[1:]), lambda: go(back[1:]))
    assert raised(answers) == []
    for slug, events in (("branch-1", 180), ("branch-2", 240), ("branch-3", 180)):
        numbers = list(Event.objects.filter(board__slug=slug).order_by("id").values_list("seq", flat=True))
        assert sorted(numbers) == list(range(1, events + 1))


@pytest.mark.django_db(transaction=True)
def test_a_board_that_two_commands_need_first_at_the_same_moment_is_made_once() -> None:
    answers = together(*[lambda: note("first", ["branch-41", "branch-40"])] * 6)
    assert raised(answers) == []
    assert dict(Board.objects.filter(slug__startswith="branch-4").values_list("slug", "seq")) == {
        "branch-40": 6,
        "branch-41": 6,
    }
