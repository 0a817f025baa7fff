"""Heads of the boards, written outside the database: what a hash chain alone cannot prove.

A chain notices a changed or missing link, but not that its own tail was cut off and
its head set back. Every few minutes the heads are appended to a file of the month;
``check_journal`` compares them. Copy the folder to another machine to be safe from
somebody who holds this one.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from .models import Board


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.VAR_DIR) / "anchors"


def write(*, now: datetime) -> int:
    """Append the head of every board that has events; answer how many."""
    heads = list(Board.objects.filter(seq__gt=0).order_by("slug").values_list("slug", "seq", "head_hash"))
    if not heads:
        return 0
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"{now:%Y-%m}.jsonl").open("a", encoding="utf-8") as file:
        for slug, seq, digest in heads:
            file.write(json.dumps({"at": now.isoformat(), "board": slug, "seq": seq, "hash": digest}) + "\n")
    return len(heads)


def missing() -> list[str]:
    """Compare every written head with the journal; answer a sentence for each that it does not hold.

    After a restore from backup the heads written since the backup are missing: that
    is the loss, and it is listed here.
    """
    found = []
    for batch in _in_batches(_written()):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT a.slug, a.seq, a.at
                FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[]) a(slug, seq, hash, at)
                LEFT JOIN journal_board b ON b.slug = a.slug
                LEFT JOIN journal_event e ON e.board_id = b.id AND e.seq = a.seq AND e.hash = a.hash
                WHERE e.id IS NULL
                """,
                [[line[name] for line in batch] for name in ("board", "seq", "hash", "at")],
            )
            found += [f"{slug}: event {seq}, anchored at {at}, is not in the journal" for slug, seq, at in cursor]
    return found


def _written() -> Iterator[dict[str, object]]:
    for file in sorted(folder().glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def _in_batches(lines: Iterator[dict[str, object]], size: int = 5000) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
