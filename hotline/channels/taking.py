"""Taking a ticket of another system: the same way as a call, as soon as its words say what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.network.address_matching import Candidate, candidates_for, sure_of
from heating_ops.network.addresses import building_by_id
from hotline.commands import Report, log_call
from hotline.intake import allowed_time
from hotline.models import Channel, PlaceMatch
from hotline.proposals.proposing import Proposal, propose
from workorders import rules
from workorders.catalogue import Category, Danger
from workorders.commands import External, Place

from . import events
from .models import IntakeSource, Sorting, Ticket, TicketState
from .refusals import TicketDiffers
from .standards import CLEAR_DISTANCE, SURE_SCORE, standard

# What a citizen only asks about needs no place and nobody to go.
ASKS_ONLY: Final = frozenset({Category.BILLING, Category.SERVICE, Category.ENQUIRY, Category.NOT_OUR_CUSTOMER})
_COMPARED: Final = (
    *("text", "address", "category", "caller_phone", "caller_name", "reported_at", "due_at"),
    *("answers", "indoor_temp_c"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket, and whether it had come before."""

    ticket: Ticket
    repeated: bool


@command
def take_ticket(
    *,
    source: IntakeSource,
    said: Mapping[str, Any],
    may_backdate: bool | None = None,
    actor: Actor | None = None,
    now: datetime,
) -> Taken:
    """Take a ticket once by its number at the source.

    A sure address is taken; an unsure one is filed with the place uncertain, so that its order stands on
    the group's board at once, and waits for a person to choose. A ticket whose words do not say what is
    wrong is kept and waits; its clocks will run from now all the same.

    :param said: a checked ``TicketShape``
    :param may_backdate: whether its time may lie in the past; the source says so if not given
    :param actor: who brings it; the source itself if not given
    :raises TicketDiffers: the number came before with other content
    :raises InvalidInput: its time of report is not allowed
    """
    content = content_of(said)
    known = Ticket.objects.select_related("call").filter(source=source, number=said["number"]).first()
    if known is None:
        # Checked before anything is kept.
        backdates = source.may_backdate if may_backdate is None else may_backdate
        allowed_time(said.get("reported_at"), may_backdate=backdates, now=now)
        ticket = Ticket(
            source=source,
            number=said["number"],
            content=content,
            address=said.get("address", ""),
            state=TicketState.TO_SORT,
            received_at=now,
        )
        if insert(ticket, unless_taken=True):
            _sort_by_itself(ticket, actor=actor or events.source_actor(source), now=now)
            return Taken(ticket, repeated=False)
        known = Ticket.objects.select_related("call").get(source=source, number=said["number"])
    if differing := [name for name in _COMPARED if known.content.get(name) != content.get(name)]:
        raise TicketDiffers(number=known.number, fields=", ".join(differing))
    return Taken(known, repeated=True)


def content_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """A checked ticket as it is kept and compared: nothing empty, moments in UTC."""
    kept: dict[str, Any] = {}
    for name in _COMPARED:
        value = said.get(name)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat()
        if value not in (None, "", {}):
            kept[name] = value if not isinstance(value, Mapping) else dict(value)
    return kept


def _sort_by_itself(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    heard = propose(ticket.content["text"], triage=rules.triage_rules())
    category = category_of(ticket.content, heard)
    candidates = candidates_for(ticket.address) if ticket.address else []
    ticket.score = candidates[0].score if candidates else 0
    sure = sure_of(candidates, threshold=standard(SURE_SCORE), distance=standard(CLEAR_DISTANCE))
    ticket.needs_category = category is None
    if category is not None:
        if sure is not None:
            ticket.state, ticket.sorting = TicketState.SORTED, Sorting.SURE
        elif category in ASKS_ONLY and not dangers_of(ticket.content, heard):
            ticket.state, ticket.sorting = TicketState.SORTED, Sorting.NO_PLACE_NEEDED
    data = {"source": ticket.source.code, "state": ticket.state, "score": ticket.score, "held": category is None}
    events.told(ticket, "received", actor=actor, now=now, data=data)
    if category is not None:
        place, match = _place(ticket, sure, anything=bool(candidates))
        file_ticket(ticket, category=category, place=place, match=match, heard=heard, actor=actor, now=now)
    ticket.save(update_fields=["state", "sorting", "score", "needs_category", "call"])


def category_of(content: Mapping[str, Any], heard: Proposal) -> Category | None:
    """What is wrong: what the source says, else what the words say; a danger alone is a leak or a burst."""
    if named := content.get("category") or heard.category:
        return Category(named)
    dangers = dangers_of(content, heard)
    if Danger.GROUND_SINKING in dangers:
        return Category.BURST
    return Category.LEAK if set(dangers) - {Danger.VULNERABLE_PERSON} else None


def dangers_of(content: Mapping[str, Any], heard: Proposal) -> dict[str, bool]:
    """The dangers: what the source answered, and those in the words that it did not answer."""
    answered = {name: yes for name, yes in content.get("answers", {}).items() if name != "extent"}
    return {danger: yes for danger, yes in (dict.fromkeys(heard.dangers, True) | answered).items() if yes}


def _place(ticket: Ticket, sure: Candidate | None, *, anything: bool) -> tuple[Place, PlaceMatch]:
    building = building_by_id(sure.building) if sure else None
    if sure is None or building is None:
        words = ticket.address or str(ticket)
        return Place(text=words, certain=False), PlaceMatch.AMBIGUOUS if anything else PlaceMatch.UNMATCHED
    place = Place(building=building, flat=sure.flat, text=ticket.address, key_site=building.key_site_name)
    return place, PlaceMatch.EXACT


def file_ticket(
    ticket: Ticket,
    *,
    category: Category,
    place: Place,
    match: PlaceMatch,
    heard: Proposal,
    actor: Actor,
    now: datetime,
) -> None:
    """File the call of a ticket; who calls saves the ticket's ``call``."""
    said, source = ticket.content, ticket.source
    answered = {name: yes for name, yes in said.get("answers", {}).items() if name != "extent"}
    due_at = said.get("due_at")
    moment = said.get("reported_at")
    temperature = said.get("indoor_temp_c", heard.indoor_temp_c)
    report = Report(
        channel=Channel(source.channel),
        category=category,
        place=place,
        place_match=match,
        reported_at=datetime.fromisoformat(moment) if moment else ticket.received_at,
        caller_phone=said.get("caller_phone", ""),
        caller_name=said.get("caller_name", ""),
        text=said["text"],
        answers=dict.fromkeys(heard.dangers, True) | answered,
        extent=said.get("answers", {}).get("extent", ""),
        indoor_temp_c=temperature,
        external=External(source.channel, datetime.fromisoformat(due_at) if due_at else None)
        if due_at or source.channel == Channel.CITY_LINE
        else None,
        registered_at=ticket.received_at,
    )
    ticket.call = log_call(report=report, actor=actor, now=now)
