"""Snapshot and replay: a screen is a snapshot plus the rows after it, and both must agree."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from .as_json import as_read
from .cards import Card, open_cards, subject_of
from .models import Board, Epoch, Event

State = dict[str, Card]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The open cards of some boards and the cursor they were read at."""

    epoch: str
    heads: dict[str, int]
    cards: list[Card]


def snapshot(slugs: Sequence[str]) -> Snapshot:
    """Read boards and their cursor in one database snapshot, so that no event falls between."""
    with transaction.atomic():
        if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        heads = dict.fromkeys(slugs, 0) | dict(Board.objects.filter(slug__in=slugs).values_list("slug", "seq"))
        return Snapshot(epoch(), heads, open_cards(slugs))


def epoch() -> str:
    """Name the history the numbers belong to."""
    return str(Epoch.objects.latest("began_at").name)


def apply(state: State, subject: str, card: Card | None) -> None:
    """Apply one event to a board's state, as the browser does."""
    if card is None:
        return
    if card["open"]:
        state[subject] = card
    else:
        state.pop(subject, None)


def replayed(slug: str) -> State:
    """Play a board's events from zero."""
    state: State = {}
    for subject, card in Event.objects.filter(board__slug=slug).order_by("seq").values_list("subject", "card"):
        apply(state, subject, card)
    return state


def last_told(slug: str) -> State:
    """Answer what ``replayed`` answers, by the database: an event puts a whole card, so a subject's last one counts.

    Reads each open card once instead of every event: millions of events in seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH board AS (SELECT id FROM journal_board WHERE slug = %s),
            last AS (
                SELECT max(seq) AS seq FROM journal_event
                WHERE board_id = (SELECT id FROM board) AND card IS NOT NULL GROUP BY subject
            )
            SELECT e.subject, e.card::text FROM journal_event e JOIN last USING (seq)
            WHERE e.board_id = (SELECT id FROM board) AND (e.card->>'open')::boolean
            """,
            [slug],
        )
        return {subject: json.loads(card) for subject, card in cursor.fetchall()}


def differences(slug: str, *, ignore: Iterable[str] = (), told: State | None = None) -> list[str]:
    """Compare a replay of the board with a fresh read; an empty list means they agree.

    Only what both know is compared: the journal is never rewritten, so a card that an
    earlier version told lacks what later ones have added to cards.

    :param told: what the journal says is on the board; played from zero if not given
    """
    told = replayed(slug) if told is None else told
    true = {subject_of(card): as_read(card) for card in open_cards([slug])}
    found = [f"{subject}: on the board only in the journal" for subject in told.keys() - true.keys()]
    found += [f"{subject}: on the board but not in the journal" for subject in true.keys() - told.keys()]
    for subject in told.keys() & true.keys():
        for name in true[subject].keys() & told[subject].keys():
            if name not in ignore and told[subject].get(name) != true[subject].get(name):
                found.append(f"{subject}.{name}: journal {told[subject].get(name)!r}, now {true[subject].get(name)!r}")
    return sorted(found)
