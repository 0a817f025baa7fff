"""What a source is told of its ticket: the few states it understands, out of all that happens to an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

ACCEPTED: Final = "accepted"
DISPATCHED: Final = "dispatched"
ON_SITE: Final = "on_site"
DONE: Final = "done"
CALLED_BACK: Final = "called_back"
CLOSED: Final = "closed"
MERGED: Final = "merged"
CANCELLED: Final = "cancelled"
REOPENED: Final = "reopened"
STATES: Final = (ACCEPTED, DISPATCHED, ON_SITE, DONE, CALLED_BACK, CLOSED, MERGED, CANCELLED, REOPENED)

_OF_EVENT: Final = {
    "work_order.dispatched": DISPATCHED,
    "work_order.arrived": ON_SITE,
    "work_order.completed": DONE,
    "work_order.called_back": CALLED_BACK,
    "work_order.closed": CLOSED,
    "work_order.merged": MERGED,
    "work_order.cancelled": CANCELLED,
    "work_order.reopened": REOPENED,
}
# The state a ticket joins its order in, if that was known and on its way already.
_ALREADY: Final = {
    **dict.fromkeys(("dispatched", "accepted", "en_route"), DISPATCHED),
    **dict.fromkeys(("on_site", "working", "suspended"), ON_SITE),
    "done": DONE,
}
# Nobody goes: the citizen was answered, and that is the end of it.
_ENDS_AT_ONCE: Final = frozenset({"answered", "not_ours"})


@dataclass(frozen=True, slots=True)
class Happened:
    """A row of the journal, as far as it matters here."""

    kind: str
    subject: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


def state_of(event: Happened) -> tuple[str, dict[str, Any]] | None:
    """The state an event of an order puts its tickets into, with its particulars; ``None`` for most events."""
    state = _OF_EVENT.get(event.kind)
    if state is None:
        return None
    if state == CALLED_BACK:
        outcome = event.data.get("outcome")
        if outcome == "no_answer":
            return None
        return state, {"solved": outcome == "solved", "satisfied": event.data.get("satisfied")}
    if state == MERGED:
        return state, {"into": event.data.get("into")}
    return state, {}


def states_on_filing(filing: Mapping[str, Any], status: str) -> list[tuple[str, dict[str, Any]]]:
    """The states a ticket is in when its call was filed.

    :param filing: the particulars of ``call.logged``
    :param status: of the order it joined, as it is now; "" when it opened its own
    """
    outcome = filing["call"]["outcome"]
    order = filing["work_order"] or filing["joined"]
    told: list[tuple[str, dict[str, Any]]] = [
        (
            ACCEPTED,
            {
                "call": filing["call"]["number"],
                "reference": order["number"] if order else None,
                "priority": filing["triage"]["priority"],
            },
        )
    ]
    if outcome in _ENDS_AT_ONCE:
        told.append((CLOSED, {"result": outcome}))
    elif outcome == "joined_order" and (already := _ALREADY.get(status)):
        told.append((already, {}))
    return told
