"""The table of every move and every clock in docs/clocks.md says what really happens, cell by cell."""

from pathlib import Path

import pytest
import pytest_django
from clock_moves import CLOCKS, MOVES, observe
from django.conf import settings
from django.db import transaction
from town import build_town

PAGE = Path(settings.BASE_DIR) / "docs" / "clocks.md"
HEAD = "| Move |"
# The words a cell may say; what they mean stands above the table.
WORDS = {"–", "arms", "settles", "anew", "runs on", "stands still", "stands on", "goes on", "passes", "stays missed"}
MOVED = {"sooner", "later", "stands on, sooner", "stands on, later"}


def table() -> dict[str, dict[str, str]]:
    """What the page says: move → clock → word."""
    lines = PAGE.read_text().splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(HEAD))
    names = [cell.strip().strip("`") for cell in lines[start].strip("|").split("|")][1:]
    found = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        move, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        found[move] = dict(zip(names, cells, strict=True))
    return found


TABLE = table()


@pytest.fixture(scope="module")
def observed(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> dict[str, dict[str, str]]:
    """Every scene played and undone; the escalation on an order that missed something, the rest on one in time."""
    seen: dict[str, dict[str, str]] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        town = build_town()
        for move in MOVES:
            for missed in (False, True):
                point = transaction.savepoint()
                words = observe(town, move, missed=missed)
                transaction.savepoint_rollback(point)
                kept = {"escalate": words["escalate"]} if missed else words
                seen[move] = seen.get(move, {}) | kept
        transaction.set_rollback(True)
    return seen


@pytest.mark.parametrize(("move", "clock"), [(move, clock) for move in TABLE for clock in CLOCKS])
def test_the_cell_says_what_happens(observed: dict[str, dict[str, str]], move: str, clock: str) -> None:
    assert TABLE[move][clock] == observed[move][clock]


# One test that says it wants the database: none is made for a run in which no test does.
@pytest.mark.django_db
def test_the_table_has_every_move_and_every_clock() -> None:
    assert list(TABLE) == list(MOVES)
    assert all(list(row) == list(CLOCKS) for row in TABLE.values())


def test_the_table_uses_no_other_words() -> None:
    assert {cell for row in TABLE.values() for cell in row.values()} <= WORDS | MOVED


def test_the_words_tell_moves_apart() -> None:
    """A cell can fail: no two clocks do the same over all moves, and every word is used."""
    columns = [tuple(row[clock] for row in TABLE.values()) for clock in CLOCKS]
    assert len(set(columns)) == len(CLOCKS)
    used = {cell for row in TABLE.values() for cell in row.values()}
    assert WORDS - {"stays missed"} <= used
