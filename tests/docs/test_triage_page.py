"""docs/triage.md shows what the command prints for the messages: no row and no rate is written by hand."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

_BESIDE = Path(settings.BASE_DIR).parent / "shared" / "data"
DATA = Path(os.environ.get("SHARED_DATA") or _BESIDE)
MESSAGES = DATA / "messages" / "heating_messages.csv"
PAGE = Path(settings.BASE_DIR) / "docs" / "triage.md"


@pytest.mark.skipif(not MESSAGES.exists(), reason=f"no real messages in {DATA}; set SHARED_DATA to their folder")
def test_every_row_the_command_prints_stands_on_the_page() -> None:
    told = StringIO()
    call_command("score_messages", str(MESSAGES), stdout=told)
    rows = [line for line in told.getvalue().splitlines() if line.startswith("| ")]
    assert sum(row[2:3].isdigit() for row in rows) == 24, "one row for every message"
    page = PAGE.read_text().splitlines()
    assert [row for row in rows if row not in page] == []
