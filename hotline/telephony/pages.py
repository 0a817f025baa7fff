"""The strip under the header, drawn whole by the server whenever something changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.queries import heads
from heating_ops.journal.replay import epoch

from . import queries
from .api import form_of
from .models import HOTLINE_BOARD, Ring, RingState
from .standards import TAKE_FREELY, standard


@dataclass(frozen=True, slots=True)
class Row:
    """One ring as it is shown to one person."""

    ring: Ring
    form: str
    mine: bool
    held_by: User | None
    free_until: datetime | None
    """Until then it is taken without a reason."""

    @property
    def is_ringing(self) -> bool:
        """Whether Answer is the act: nobody of ours has it."""
        return self.held_by is None


def strip_of(user: User) -> dict[str, Any]:
    """What the strip shows this person: calls at hand, missed callers, and the cursor to follow from."""
    # The cursor is read first: what happens while the strip is made is then told again, never missed.
    feed = {"epoch": epoch(), "boards": {HOTLINE_BOARD: 0} | heads([HOTLINE_BOARD])}
    rings = queries.strip_rings()
    freely = standard(TAKE_FREELY) if rings else None
    rows = []
    for ring in rings:
        since = ring.held_since
        rows.append(
            Row(
                ring=ring,
                form=form_of(ring.pk),
                mine=user.pk in (ring.held_by_id, ring.called_by_id),
                held_by=ring.taken_by or ring.answered_by,
                free_until=since + freely if since and freely else None,
            )
        )
    return {
        "feed": feed,
        "here": [row for row in rows if row.ring.state != RingState.MISSED],
        "missed": [row for row in rows if row.ring.state == RingState.MISSED],
        "server_now": timezone.now(),
    }


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
