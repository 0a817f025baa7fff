"""What was anchored outside the database must still be in the journal."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from rest_framework.test import APIClient
from town import MORNING, body

from heating_ops.journal import anchors


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)


def test_heads_that_are_there_are_not_missing(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    api("olga").post("/api/calls/", body(), format="json")
    assert anchors.write(now=MORNING) == 1
    api("olga").post("/api/calls/", body(), format="json")
    assert anchors.missing() == []


@pytest.mark.no_replay
def test_a_tail_that_was_cut_off_is_named(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    api("olga").post("/api/calls/", body(), format="json")
    anchors.write(now=MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM journal_event WHERE seq = 2")
        cursor.execute(
            "UPDATE journal_board b SET seq = 1,"
            " head_hash = (SELECT hash FROM journal_event WHERE board_id = b.id) WHERE seq = 2"
        )
        cursor.execute("ALTER TABLE journal_event ENABLE TRIGGER USER")
    assert anchors.missing() == [
        f"branch-{town.east.pk}: event 2, anchored at {MORNING.isoformat()}, is not in the journal"
    ]
