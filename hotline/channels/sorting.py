"""A person sorts a ticket out: claims it, chooses its building, or says that it is none of ours."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Building
from hotline import events as call_events
from hotline.joining import join_key
from hotline.models import Call, CallOutcome, PlaceMatch
from hotline.proposals.proposing import propose
from hotline.suppliers.models import Referral
from hotline.suppliers.referring import SentOn, keep
from workorders import rules
from workorders.catalogue import OPEN_STATUSES, Category, Priority, Status, dangers_in
from workorders.commands import Place, cancel, locate, merge
from workorders.facts import gather
from workorders.models import ALLOWED_MOVES
from workorders.queries import find_open_by_trouble
from workorders.triage import decide

from . import events
from .elsewhere import sure_supplier
from .models import Sorting, Ticket, TicketState
from .refusals import AlreadySorted, ClaimedByAnother, NoSuchTicket
from .standards import CLAIM_MINUTES, standard
from .taking import file_ticket


@command
def claim(*, ticket_id: int, user: User, now: datetime) -> Ticket:
    """Take a ticket in hand, so that nobody else sorts it out; what the person had in hand before is free again.

    :raises ClaimedByAnother: somebody else has it, and took it not long ago
    :raises AlreadySorted: it needs nobody any more
    """
    ticket = _locked(ticket_id, user, now=now)
    others = Ticket.objects.filter(state=TicketState.TO_SORT, claimed_by=user).exclude(pk=ticket.pk)
    others.update(claimed_by=None, claimed_at=None)
    ticket.claimed_by, ticket.claimed_at = user, now
    ticket.save(update_fields=["claimed_by", "claimed_at"])
    events.told(ticket, "claimed", actor=Actor.user(user), now=now)
    return ticket


@command
def sort_out(
    *,
    ticket_id: int,
    decision: Sorting,
    building_id: int | None = None,
    flat: str = "",
    category: str = "",
    user: User,
    now: datetime,
) -> Ticket:
    """Settle where a ticket belongs; its clocks run on from its registration.

    Chosen: call and order get the building, or the order goes into the open one of the same trouble there.
    None of ours: the call says so, and its order is made void if nobody was sent; a danger's order stays.

    :raises ClaimedByAnother: somebody else has it in hand
    :raises AlreadySorted: somebody was first
    :raises InvalidInput: no building, or not said what is wrong
    """
    ticket, actor = _locked(ticket_id, user, now=now), Actor.user(user)
    if decision == Sorting.CHOSEN:
        building = building_by_id(building_id) if building_id else None
        if building is None:
            raise InvalidInput("building", _("Choose a building."))
        _choose(ticket, building, flat, category, actor=actor, now=now)
    else:
        _not_ours(ticket, decision, actor=actor, now=now)
        if decision == Sorting.OTHER_SUPPLIER:
            _keep_supplier(ticket, actor=actor, now=now)
    ticket.state, ticket.sorting, ticket.needs_category = TicketState.SORTED, decision, False
    ticket.sorted_by, ticket.sorted_at = user, now
    ticket.save(update_fields=["state", "sorting", "needs_category", "sorted_by", "sorted_at", "call"])
    data = {"sorting": decision, "building": building_id if decision == Sorting.CHOSEN else None}
    events.told(ticket, "sorted", actor=actor, now=now, data=data)
    return ticket


def _locked(ticket_id: int, user: User, *, now: datetime) -> Ticket:
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("source").filter(pk=ticket_id).first()
    if ticket is None:
        raise NoSuchTicket
    if ticket.state != TicketState.TO_SORT:
        raise AlreadySorted(number=ticket.number)
    if ticket.claimed_by_id not in (None, user.pk) and is_held(ticket, now=now):
        holder = User.objects.get(pk=ticket.claimed_by_id)
        raise ClaimedByAnother(number=ticket.number, who=holder.get_full_name() or holder.username)
    return ticket


def is_held(ticket: Ticket, *, now: datetime) -> bool:
    """Whether the claim still holds: who claimed a ticket and left does not keep it."""
    claimed = ticket.claimed_at
    return claimed is not None and now - claimed < timedelta(minutes=standard(CLAIM_MINUTES))


def _choose(ticket: Ticket, building: Building, flat: str, category: str, *, actor: Actor, now: datetime) -> None:
    if ticket.call_id is None:
        if not category:
            raise InvalidInput("category", _("Choose what is wrong."))
        place = Place(building=building, flat=flat, text=ticket.address, key_site=building.key_site_name)
        heard = propose(ticket.content["text"], triage=rules.triage_rules())
        file_ticket(
            ticket, category=Category(category), place=place, match=PlaceMatch.EXACT, heard=heard, actor=actor, now=now
        )
        return
    place_call(call_id=ticket.call_id, building=building, flat=flat, actor=actor, now=now)


@command
def place_call(*, call_id: int, building: Building, flat: str, actor: Actor, now: datetime) -> Call:
    """Give a filed call its building, and its order too.

    The order goes to the board of the building's branch; if the same trouble has an open order there,
    it goes into that one. A key site raises its priority. One that is over stays as it was.
    """
    call = Call.objects.select_for_update(of=("self",)).select_related("work_order").get(pk=call_id)
    call.building, call.flat, call.place_match = building, flat or call.flat, PlaceMatch.EXACT
    call.branch_id = building.loop.station.branch_id
    call.save(update_fields=["building", "flat", "place_match", "branch"])
    call_events.located(call, actor=actor, now=now)
    order = call.work_order
    if order is None or order.status not in OPEN_STATUSES or order.place_certain:
        return call
    dangers = dangers_in(call.answers)
    key = join_key(
        category=call.category,
        order_type=order.order_type,
        building_id=building.pk,
        flat=call.flat,
        text=call.place_text,
        dangers=dangers,
    )
    rival = find_open_by_trouble(key) if key else None
    if rival is not None and (rival.pk == order.pk or Status.MERGED not in ALLOWED_MOVES[Status(order.status)]):
        rival, key = None, None
    facts = gather(
        category=call.category,
        dangers=dangers,
        extent=call.extent,
        indoor_temp_c=float(call.indoor_temp_c) if call.indoor_temp_c is not None else None,
        building=building,
        flat=call.flat,
        without_order=order.pk,
        now=now,
    )
    locate(
        work_order_id=order.pk,
        version=None,
        building=building,
        flat=call.flat,
        join_key=None if rival else key,
        decision=decide(facts, rules.triage_rules()),
        actor=actor,
        now=now,
    )
    if rival is not None:
        merge(work_order_id=order.pk, version=None, into_id=rival.pk, actor=actor, now=now)
    return call


def _keep_supplier(ticket: Ticket, *, actor: Actor, now: datetime) -> None:
    """Keep which supplier it is, where its name leaves no doubt; nobody was told on the telephone."""
    supplier = sure_supplier(ticket)
    if supplier is not None and ticket.call is not None and not Referral.objects.filter(call=ticket.call).exists():
        keep(ticket.call, SentOn(supplier, told=False), actor=actor, now=now)


def _not_ours(ticket: Ticket, decision: Sorting, *, actor: Actor, now: datetime) -> None:
    if ticket.call_id is None:
        place = Place(text=ticket.address or str(ticket), certain=False)
        heard = propose(ticket.content["text"], triage=rules.triage_rules())
        category, match = Category.NOT_OUR_CUSTOMER, PlaceMatch.UNMATCHED
        file_ticket(ticket, category=category, place=place, match=match, heard=heard, actor=actor, now=now)
        return
    call = Call.objects.select_for_update(of=("self",)).select_related("work_order").get(pk=ticket.call_id)
    call.outcome, call.place_match = CallOutcome.NOT_OURS, PlaceMatch.UNMATCHED
    call.save(update_fields=["outcome", "place_match"])
    order = call.work_order
    alone = order is not None and order.report_count == 1 and order.status == Status.TRIAGED
    # Danger to people is gone to, whoever's pipe it is; who decides otherwise is the dispatcher.
    if order is not None and alone and order.priority != Priority.P1:
        reason = str(Sorting(decision).label)
        cancel(work_order_id=order.pk, version=None, reason=reason, actor=actor, now=now)
