"""The queue of tickets that wait for a person."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.queries import heads
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.journal.replay import epoch
from heating_ops.network.address_matching import Candidate
from heating_ops.network.address_reasons import POINTS, Why
from heating_ops.notify.outbox import delivery
from hotline.answers import BAD_INPUT, REFUSED, go_to, show_again
from hotline.telephony.models import HOTLINE_BOARD

from . import queries, sorting
from .elsewhere import suppliers_for
from .following import PUSH
from .forms import SortForm
from .models import Ticket
from .words import AGAINST, in_words

_PAGE: Final = "hotline/channels/queue.html"
_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate as it is shown: its key, and its reasons for and against."""

    key: str
    candidate: Candidate
    speaks_for: list[str]
    speaks_against: list[str]

    @property
    def value(self) -> str:
        """What the form says when it is picked."""
        return f"{self.candidate.building}|{self.candidate.flat}"


@permits(Action.TICKET_SORT)
def ticket_queue(request: HttpRequest) -> HttpResponse:
    """The tickets that wait, and the one at hand: the one asked for, the one in hand, else the first free."""
    if request.method != "POST":
        return render(request, _PAGE, _page(request, asked=_id(request.GET.get("ticket", "")), form=None))
    asked = _id(request.POST.get("ticket", ""))
    if "claim" in request.POST:
        return _claim(request, asked)
    form = SortForm(request.POST)
    if form.is_valid():
        try:
            _sort(request, form)
        except InvalidInput as refused:
            form.add_error("category" if refused.field == "category" else "place_label", refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
            return show_again(request, _PAGE, _page(request, asked=asked, form=form), status=REFUSED)
        else:
            number = Ticket.objects.values_list("number", flat=True).get(pk=form.cleaned_data["ticket"])
            messages.success(request, _("Ticket %(number)s is sorted out.") % {"number": number})
            return go_to(request, reverse("hotline:ticket_queue"))
    return show_again(request, _PAGE, _page(request, asked=asked, form=form), status=BAD_INPUT)


def _claim(request: HttpRequest, asked: int | None) -> HttpResponse:
    try:
        sorting.claim(ticket_id=asked or 0, user=signed_in(request), now=timezone.now())
    except Refusal as refused:
        messages.error(request, refused.message)
        return go_to(request, reverse("hotline:ticket_queue"))
    return go_to(request, f"{reverse('hotline:ticket_queue')}?ticket={asked}")


def _sort(request: HttpRequest, form: SortForm) -> None:
    user = signed_in(request)

    def do() -> None:
        ticket_id = form.cleaned_data["ticket"]
        sorting.sort_out(ticket_id=ticket_id, user=user, now=timezone.now(), **form.as_decision())

    once(form.cleaned_data["request_id"], actor=Actor.user(user), do=do, subject_type="ticket")


def _page(request: HttpRequest, *, asked: int | None, form: SortForm | None) -> dict[str, Any]:
    user, now = signed_in(request), timezone.now()
    # The cursor is read first: what happens while the page is made is then told again, never missed.
    feed = {"epoch": epoch(), "boards": {HOTLINE_BOARD: 0} | heads([HOTLINE_BOARD]), "kinds": "ticket."}
    waiting = queries.to_sort(limit=_ROWS)
    at_hand = next((one for one in waiting if one.pk == asked), None) or queries.next_unheld(waiting, user.pk, now)
    context: dict[str, Any] = {
        "feed": feed,
        "tickets": waiting,
        "total": queries.count_to_sort() if len(waiting) == _ROWS else len(waiting),
        "ticket": at_hand,
        "gone": asked is not None and (at_hand is None or at_hand.pk != asked),
        "delivery": delivery(kind=PUSH),
        "may_import": may(user, Action.CALLS_IMPORT),
        "may_administer": may(user, Action.ADMINISTER),
        "now": now,
        "request_id": uuid4(),
    }
    return context | _hand(at_hand, user, form) if at_hand else context


def _hand(ticket: Ticket, user: User, form: SortForm | None) -> dict[str, Any]:
    candidates = queries.choices_for(ticket)
    holder = ticket.claimed_by if sorting.is_held(ticket, now=timezone.now()) else None
    return {
        "form": form or SortForm(initial={"ticket": ticket.pk}),
        "choices": [
            Choice(
                str(place),
                one,
                in_words([why for why in one.why if why not in AGAINST]),
                in_words([why for why in one.why if why in AGAINST]),
            )
            for place, one in enumerate(candidates, start=1)
        ],
        "serves": suppliers_for(ticket) if not candidates or candidates[0].score < POINTS[Why.NAME] else [],
        "order": queries.order_of(ticket),
        "holder": holder if holder and holder.pk != user.pk else None,
        "mine": holder is not None and holder.pk == user.pk,
    }


def _id(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 18 else None
