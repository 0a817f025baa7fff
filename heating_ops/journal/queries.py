"""Reading the journal: events after a cursor, the heads of boards, one subject's history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from .models import Event

_FRAME = "SELECT b.slug, e.seq, e.at, e.kind, e.subject, e.card::text, e.data::text"


def frames_after(cursors: Mapping[str, int], *, epoch: str, limit: int = 1000) -> list[dict[str, Any]]:
    """Read the events after each board's cursor, in order, ready to be sent.

    :param cursors: board slug → last number seen
    :param limit: at the most so many per board
    """
    if not cursors:
        return []
    import orjson

    with connection.cursor() as cursor:
        cursor.execute(
            _FRAME
            + """
            FROM unnest(%s::text[], %s::bigint[]) AS want(slug, seq)
            JOIN journal_board b ON b.slug = want.slug
            JOIN LATERAL (
                SELECT * FROM journal_event x WHERE x.board_id = b.id AND x.seq > want.seq ORDER BY x.seq LIMIT %s
            ) e ON true
            ORDER BY b.slug, e.seq
            """,
            [list(cursors.keys()), list(cursors.values()), limit],
        )
        rows = cursor.fetchall()
    return [
        {
            "type": "event",
            "epoch": epoch,
            "board": slug,
            "prev": seq - 1,
            "seq": seq,
            "at": at.isoformat(),
            "kind": kind,
            "subject": subject,
            "card": orjson.loads(card) if card is not None else None,
            "data": orjson.loads(data),
        }
        for slug, seq, at, kind, subject, card, data in rows
    ]


def heads(slugs: Sequence[str] | None = None) -> dict[str, int]:
    """Read how far boards have moved; all of them without ``slugs``."""
    with connection.cursor() as cursor:
        if slugs is None:
            cursor.execute("SELECT slug, seq FROM journal_board")
        else:
            cursor.execute("SELECT slug, seq FROM journal_board WHERE slug = ANY(%s)", [list(slugs)])
        return dict(cursor.fetchall())


def history_of(subject: str, *, boards: Sequence[str] | None = None) -> list[Event]:
    """Read what happened to one subject, oldest first; an event on two boards counts once."""
    events = Event.objects.filter(subject=subject).order_by("id")
    if boards is not None:
        events = events.filter(board__slug__in=boards)
    seen: set[tuple[datetime, str]] = set()
    once: list[Event] = []
    for event in events:
        if (event.at, event.kind) not in seen:
            seen.add((event.at, event.kind))
            once.append(event)
    return once
