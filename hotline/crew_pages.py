"""The crew's pages, on a phone: its own orders, and one of them step by step."""

from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.crews.models import Crew
from heating_ops.crews.queries import crew_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import Refusal
from heating_ops.network.search_hits import masked
from workorders import moves
from workorders import queries as order_queries
from workorders.catalogue import HEAT_COMPLAINTS, IN_THE_FIELD, WITH_CREW, Status
from workorders.commands.refusals import AssignedElsewhere
from workorders.decision_words import protection_in_words, reasons_in_words
from workorders.move_shapes import Move

from . import queries
from .answers import BAD_INPUT, REFUSED, go_to, show_again
from .crew_forms import STEPS, StepForm

_PAGE: Final = "crew/order.html"
_COMPLETE_PAGE: Final = "crew/complete.html"
# After these the crew has nothing more to do here.
_LEAVES: Final = frozenset({"completion", "return"})
_ASKS_MORE: Final = ("contact", "suspension", "return")


@permits(Action.CREW_VIEW)
def orders(request: HttpRequest) -> HttpResponse:
    """The crew's orders in hand: what it is out on first, then by priority and deadline."""
    user = signed_in(request)
    crew = crew_of(user)
    ids = order_queries.visible_to(user).filter(status__in=WITH_CREW).values_list("pk", flat=True)
    cards = sorted(order_queries.cards_of(list(ids)).values(), key=_first_things_first)
    return render(request, "crew/orders.html", {"crew": crew, "cards": cards, "fetched_at": timezone.now()})


def _first_things_first(card: dict[str, Any]) -> tuple[bool, str, str, int]:
    due = card["deadlines"][0]["due_at"] if card["deadlines"] else "9999"
    return card["status"] not in IN_THE_FIELD, card["priority"], due, card["id"]


@permits(Action.CREW_VIEW)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order of the crew: what is known, and the step that comes next."""
    user = signed_in(request)
    crew = crew_of(user)
    if crew is None:
        raise Http404
    if request.method == "POST":
        return _take_step(request, user, crew, pk)
    completing = "complete" in request.GET
    return render(request, _COMPLETE_PAGE if completing else _PAGE, _page(user, pk, {}))


def _take_step(request: HttpRequest, user: User, crew: Crew, pk: int) -> HttpResponse:
    """Make one step; a refusal is said in words on the page as it is now."""
    step = request.POST.get("step", "")
    if step not in STEPS or not order_queries.may_act_on(user, Action.ORDER_WORK, pk):
        raise Http404
    form = STEPS[step](request.POST, auto_id=f"{step}-%s")
    template = _COMPLETE_PAGE if step == "completion" else _PAGE
    if not form.is_valid():
        return show_again(request, template, _page(user, pk, {step: form}), status=BAD_INPUT)
    try:
        card = _make(form, pk, crew=crew, actor=Actor.user(user))
    except AssignedElsewhere as refused:
        messages.error(request, refused.message)
        return go_to(request, reverse("crew:orders"))
    except Refusal as refused:
        context = _page(user, pk, {step: form}) | {"refusal": refused.message}
        return show_again(request, template, context, status=REFUSED)
    if step in _LEAVES:
        gone = _("%(number)s is done.") if step == "completion" else _("%(number)s went back to dispatch.")
        messages.success(request, gone % {"number": card["number"]})
        return go_to(request, reverse("crew:orders"))
    return go_to(request, reverse("crew:order", args=[pk]))


def _make(form: StepForm, pk: int, *, crew: Crew, actor: Actor) -> dict[str, Any]:
    told = form.cleaned_data

    def do() -> None:
        type(form).verb(
            work_order_id=pk,
            version=told["version"],
            crew_id=crew.pk,
            actor=actor,
            now=timezone.now(),
            **form.particulars(),
        )

    return once(told["request_id"], actor=actor, do=do).card or {}


def _page(user: User, pk: int, filled: dict[str, StepForm]) -> dict[str, Any]:
    """Everything one order's page shows; ``filled`` are the forms that were sent and not taken."""
    mine = order_queries.visible_to(user).filter(pk=pk).select_related("building").first()
    card = order_queries.card_of(pk)
    if mine is None or card is None:
        raise Http404
    offered = {move.noun: move for move in moves.moves_for(mine, user)}
    calls = queries.calls_of_order(pk)
    next_noun = moves.next_step(mine)
    return {
        "order": card,
        "calls": [{"call": one, "phone": masked(one.caller_phone)} for one in calls],
        "phone": next((one.caller_phone for one in calls if one.caller_phone), ""),
        "reasons": reasons_in_words(mine.triage),
        "protection": protection_in_words(mine.triage),
        "key_sites": queries.key_sites_at(mine.building_id) if mine.building_id and mine.key_site_name else [],
        "readings": mine.readings.order_by("id"),
        "next": offered.get(next_noun) if next_noun else None,
        "more": [
            (offered[noun], filled.get(noun) or STEPS[noun](auto_id=f"{noun}-%s"), noun in filled)
            for noun in _ASKS_MORE
            if noun in offered
        ],
        "other_way": _other_way_on(offered, next_noun) if mine.status == Status.SUSPENDED else None,
        "completion": filled.get("completion") or STEPS["completion"](auto_id="completion-%s"),
        "heat": mine.order_type in HEAT_COMPLAINTS,
        "request_id": uuid4,
    }


def _other_way_on(offered: dict[str, Move], next_noun: str | None) -> Move | None:
    """A suspended order goes on where the crew stands, or with another journey: the way that is not the likelier."""
    return next((offered[noun] for noun in ("start", "departure") if noun in offered and noun != next_noun), None)
