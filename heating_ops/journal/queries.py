"""Reading the journal: events after a cursor, the heads of boards, one subject's history."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from heating_ops.prepared import Prepared

from .models import Event

_ANSWER_TO: Final = Prepared(
    "SELECT kind, subject, actor, request_digest, card::text, data::text FROM journal_event WHERE request_id = $1",
    "uuid",
)
_FRAMES_AFTER: Final = """
SELECT b.slug, e.seq, e.at, e.kind, e.subject, e.card::text, e.data::text
FROM unnest(%s::text[], %s::bigint[]) AS want(slug, seq)
JOIN journal_board b ON b.slug = want.slug
JOIN LATERAL (
    SELECT * FROM journal_event x WHERE x.board_id = b.id AND x.seq > want.seq ORDER BY x.seq LIMIT %s
) e ON true
ORDER BY b.slug, e.seq
"""


def frames_after(cursors: Mapping[str, int], *, epoch: str, limit: int = 1000) -> list[dict[str, Any]]:
    """Read the events after each board's cursor, in order, ready to be sent.

    :param cursors: board slug → last number seen
    :param limit: at the most so many per board
    """
    if not cursors:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FRAMES_AFTER, [list(cursors.keys()), list(cursors.values()), limit])
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


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What is kept of the event that answers a request."""

    kind: str
    subject: str
    actor: str
    request_digest: str
    card: dict[str, Any] | None
    data: dict[str, Any]


def answer_to(request_id: UUID) -> StoredAnswer | None:
    """Read what a request was told when it came first; ``None`` if it did not come yet."""
    row = _ANSWER_TO.row(str(request_id))
    if row is None:
        return None
    kind, subject, actor, digest, card, data = row
    return StoredAnswer(kind, subject, actor, digest, orjson.loads(card) if card else None, orjson.loads(data))


def heads(slugs: Sequence[str] | None = None) -> dict[str, int]:
    """Read how far boards have moved; all of them without ``slugs``."""
    with connection.cursor() as cursor:
        if slugs is None:
            cursor.execute("SELECT slug, seq FROM journal_board")
        else:
            cursor.execute("SELECT slug, seq FROM journal_board WHERE slug = ANY(%s)", [list(slugs)])
        return dict(cursor.fetchall())


def last_of(subject: str, *kinds: str) -> Event | None:
    """Read what happened to a subject last; of some kinds, or of any."""
    events = Event.objects.filter(subject=subject).order_by("-id").defer("card")
    return (events.filter(kind__in=kinds) if kinds else events).first()


def history_of(subject: str, *, boards: Sequence[str] | None = None) -> list[Event]:
    """Read what happened to one subject, oldest first; an event on two boards counts once."""
    events = Event.objects.filter(subject=subject).order_by("id").defer("card")
    if boards is not None:
        events = events.filter(board__slug__in=boards)
    seen: set[tuple[object, ...]] = set()
    once: list[Event] = []
    for event in events:
        # One command may say the same kind of thing twice in one moment, about two things: the particulars tell.
        told = (event.at, event.kind, event.actor, event.reason, json.dumps(event.data, sort_keys=True))
        if told not in seen:
            seen.add(told)
            once.append(event)
    return once


def events_on(slug: str, *, without: Collection[str] = ()) -> list[Event]:
    """Read every event of one board in its order, without their cards and without some kinds."""
    events = Event.objects.filter(board__slug=slug).exclude(kind__in=without)
    return list(events.order_by("seq").defer("card"))


def moments_on(slug: str, kind: str) -> list[tuple[int, datetime]]:
    """Read when events of one kind came onto a board, as (number, time): for what happens ten thousand times."""
    return list(Event.objects.filter(board__slug=slug, kind=kind).order_by("seq").values_list("seq", "at"))


def newest_on(slug: str, *, kinds: Sequence[str], limit: int, within: int = 20_000) -> list[Event]:
    """Read the newest events of some kinds on one board, newest first, without their cards.

    :param within: look at the last so many events of the board: rare kinds must not be looked for in a year of them
    """
    head = heads([slug]).get(slug, 0)
    events = Event.objects.filter(board__slug=slug, seq__gt=head - within, kind__in=kinds)
    return list(events.order_by("-seq").defer("card")[:limit])
