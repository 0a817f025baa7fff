"""Every read of tickets worth a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from heating_ops.journal.queries import history_of
from heating_ops.network.address_matching import Candidate, candidates_for
from workorders.models import WorkOrder

from .models import IntakeSource, Ticket, TicketState
from .refusals import NoSuchSource

_NOTHING_FILED: Final[dict[str, Any]] = {"call": None, "work_order": None, "joined": None, "triage": None}


@dataclass(frozen=True, slots=True)
class ToSort:
    """A ticket that waits for a person, with what may be chosen."""

    ticket: Ticket
    candidates: Sequence[Candidate]


def active_source(code: str) -> IntakeSource:
    """Find a source that may send tickets.

    :raises NoSuchSource: there is none with this code, or it is switched off
    """
    source = IntakeSource.objects.filter(code=code, active=True).first()
    if source is None:
        raise NoSuchSource
    return source


def filing_of_ticket(ticket: Ticket) -> dict[str, Any]:
    """What became of a ticket when its call was filed, as ``POST /api/calls/`` says it; nothing while it waits."""
    if ticket.call is None:
        return _NOTHING_FILED
    logged = next(event for event in history_of(ticket.call.subject) if event.kind == "call.logged")
    return dict(logged.data)


def ticket_made(ticket: Ticket) -> dict[str, Any]:
    """A ticket as its source and the desk are told of it."""
    return {
        "id": ticket.pk,
        "source": ticket.source.code,
        "number": ticket.number,
        "state": ticket.state,
        "sorting": ticket.sorting,
        "score": ticket.score,
        "received_at": ticket.received_at,
    }


def to_sort(*, limit: int) -> list[Ticket]:
    """Read the tickets that wait for a person: dangers first, then the longest waiting."""
    waiting = Ticket.objects.filter(state=TicketState.TO_SORT).select_related(
        "source", "claimed_by", "call", "call__work_order"
    )
    return list(waiting.order_by("call__work_order__priority", "received_at", "pk")[:limit])


def count_to_sort() -> int:
    """Count the tickets that wait for a person."""
    return Ticket.objects.filter(state=TicketState.TO_SORT).count()


def choices_for(ticket: Ticket) -> list[Candidate]:
    """The buildings a ticket may mean: by its address, else by its words."""
    return candidates_for(ticket.address or str(ticket.content.get("text", "")), limit=5)


def next_unheld(tickets: Sequence[Ticket], user_id: int, now: datetime) -> Ticket | None:
    """The ticket a person would take next: the one in hand, else the first nobody holds."""
    from .sorting import is_held

    own = next((one for one in tickets if one.claimed_by_id == user_id and is_held(one, now=now)), None)
    free = (one for one in tickets if one.claimed_by_id is None or not is_held(one, now=now))
    return own or next(free, None)


def order_of(ticket: Ticket) -> WorkOrder | None:
    """The order of a ticket's call."""
    return ticket.call.work_order if ticket.call else None
