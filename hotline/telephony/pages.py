"""The strip under the header, drawn whole by the server whenever something changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.queries import heads
from heating_ops.journal.replay import epoch

from . import queries
from .api import form_of
from .models import HOTLINE_BOARD, Ring, RingState

ANSWER: Final = "answer"
OWN_FORM: Final = "own form"
TAKE: Final = "take"


@dataclass(frozen=True, slots=True)
class Row:
    """One ring as it is shown to one person."""

    ring: Ring
    form: str
    mine: bool
    held_by: User | None
    key: str
    """The key of its act; one key presses one row, the longest waiting."""

    @property
    def is_ringing(self) -> bool:
        """Whether Answer is the act: nobody of ours has it."""
        return self.held_by is None


def strip_of(user: User) -> dict[str, Any]:
    """What the strip shows this person: calls at hand, missed callers, and the cursor to follow from."""
    # The cursor is read first: what happens while the strip is made is then told again, never missed.
    feed = {"epoch": epoch(), "boards": {HOTLINE_BOARD: 0} | heads([HOTLINE_BOARD])}
    rows = list(_rows(queries.strip_rings(), user))
    return {
        "feed": feed,
        "here": [row for row in rows if row.ring.state != RingState.MISSED],
        "missed": [row for row in rows if row.ring.state == RingState.MISSED],
    }


def _rows(rings: Iterable[Ring], user: User) -> Iterator[Row]:
    keys = {ANSWER: "F3", OWN_FORM: "Alt+G", TAKE: "Alt+O"}
    for ring in rings:
        held_by = ring.taken_by or ring.answered_by
        act = ANSWER if held_by is None else OWN_FORM if held_by == user else TAKE
        key = "" if ring.state == RingState.MISSED else keys.pop(act, "")
        mine = user.pk in (ring.held_by_id, ring.called_by_id)
        yield Row(ring=ring, form=form_of(ring.pk), mine=mine, held_by=held_by, key=key)


@permits(Action.RING_ANSWER)
def ring_strip(request: HttpRequest) -> HttpResponse:
    """The strip's inside, as a fragment."""
    return render(request, "hotline/telephony/rings.html", strip_of(signed_in(request)))


def may_answer(user: object) -> bool:
    """Whether this person's pages have a strip at all: there is a telephone system, and they answer it."""
    return bool(settings.TELEPHONY_SECRET) and isinstance(user, User) and may(user, Action.RING_ANSWER)


def ring_asked_for(said: Mapping[str, str]) -> Ring | None:
    """The ring a call form was opened for, if it says one that exists."""
    raw = said.get("ring", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 18):
        return None
    return Ring.objects.filter(pk=int(raw)).first()
