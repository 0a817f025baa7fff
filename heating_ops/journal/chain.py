"""Proving the journal: each board's rows in order, unchanged, linked, and none cut off.

All work is done by the database, a stretch of rows at a time, so that millions of
events need neither memory here nor one endless statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

STRETCH: Final = 20_000

# The first row of a stretch is linked to the last row of the stretch before it,
# whose number and hash come in as parameters.
_STRETCH = """
WITH stretch AS MATERIALIZED (
    SELECT e.*, journal_hash(e.prev_hash, %(slug)s, e.seq, e.at, e.kind, e.subject, e.actor, e.reason,
                             e.request_id, e.card, e.data) AS digest
    FROM journal_event e WHERE e.board_id = %(board)s AND e.seq > %(seq)s ORDER BY e.seq LIMIT %(limit)s
), linked AS (
    SELECT id, seq, kind, subject, hash, digest = hash AS unchanged,
           lag(seq, 1, %(seq)s) OVER up AS seq_before,
           prev_hash = lag(hash, 1, %(hash)s) OVER up AS follows
    FROM stretch WINDOW up AS (ORDER BY seq)
), broken AS (
    SELECT * FROM linked WHERE seq <> seq_before + 1 OR NOT follows OR NOT unchanged ORDER BY seq LIMIT 1
)
SELECT (SELECT count(*) FROM stretch),
       (SELECT array[seq::text, hash] FROM linked ORDER BY seq DESC LIMIT 1),
       b.id, b.seq, b.kind, b.subject, b.seq_before, b.follows, b.unchanged
FROM (SELECT 1) AS one LEFT JOIN broken b ON true
"""


@dataclass(frozen=True, slots=True)
class BoardHead:
    """A board and what its own row says of its last event."""

    id: int
    slug: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first row of a board that cannot be believed, in words."""

    board: str
    seq: int
    why: str


@contextmanager
def still_picture() -> Iterator[None]:
    """Read in one snapshot while the system goes on writing, for as long as it takes."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = '15min'")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


def board_heads() -> list[BoardHead]:
    """Read every board's own row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, seq, head_hash FROM journal_board ORDER BY slug")
        return [BoardHead(*row) for row in cursor.fetchall()]


class ChainWalk:
    """A walk along one board's rows from the first to the head; ``found`` is the first break, if there is one."""

    def __init__(self, head: BoardHead) -> None:
        self.head = head
        self.found: Break | None = None
        self._seq = 0
        self._hash = ""

    def steps(self) -> Iterator[int]:
        """Check stretch by stretch, answering how many rows each had; ends at the first break."""
        while self.found is None:
            count = self._check_stretch()
            yield count
            if count < STRETCH:
                break
        if self.found is None:
            self.found = self._cut_off()

    def _check_stretch(self) -> int:
        parameters: dict[str, str | int] = {
            "slug": self.head.slug, "board": self.head.id, "seq": self._seq, "hash": self._hash, "limit": STRETCH,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_STRETCH, parameters)
            count, last, *broken = cursor.fetchone()
        if broken[0] is not None:
            self.found = self._broken(*broken)
        elif last is not None:
            self._seq, self._hash = int(last[0]), last[1]
        return int(count)

    def _broken(
        self, ident: int, seq: int, kind: str, subject: str, before: int, follows: bool, unchanged: bool
    ) -> Break:
        row = _("number %(seq)s (row %(id)s, %(kind)s of %(subject)s)") % {
            "seq": seq, "id": ident, "kind": kind, "subject": subject,
        }  # fmt: skip
        if seq != before + 1:
            words = _("%(row)s follows number %(before)s: rows between are missing")
        elif not unchanged:
            words = _("%(row)s was changed after it was written")
        else:
            words = _("%(row)s does not follow from number %(before)s")
        return Break(self.head.slug, seq, words % {"row": row, "before": before})

    def _cut_off(self) -> Break | None:
        if (self._seq, self._hash) == (self.head.seq, self.head.hash):
            return None
        row = {"head": self.head.seq, "last": self._seq}
        if self._seq < self.head.seq:
            words = _("the board was at number %(head)s, but its rows end at %(last)s: the end was cut off")
        elif self._seq > self.head.seq:
            words = _("the board says it is at number %(head)s, but its rows go on to %(last)s")
        else:
            words = _("number %(last)s is not the row the board remembers as its last")
        return Break(self.head.slug, min(self._seq, self.head.seq) + 1, words % row)
