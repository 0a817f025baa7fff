"""Calling back: done is the crew's claim, the customer says whether it is so."""

from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal
from workorders import commands
from workorders import queries as order_queries
from workorders.catalogue import HEAT_COMPLAINTS, CallBackOutcome
from workorders.models import WorkOrder

from . import queries
from .answers import BAD_INPUT, REFUSED, go_to, show_again
from .forms import CallBackForm

_PAGE: Final = "hotline/call_backs.html"
_ROWS: Final = 50


@permits(Action.CALL_BACK)
def call_backs(request: HttpRequest) -> HttpResponse:
    """The call-back queue, and the order at hand: the one asked for, else the first."""
    asked = request.POST.get("order") or request.GET.get("order", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
    if request.method != "POST" or chosen is None:
        return render(request, _PAGE, _page(request, chosen, form=None))
    reach = order_queries.visible_to(signed_in(request), Action.CALL_BACK)
    if not reach.filter(pk=chosen).exists():
        raise Http404
    form = CallBackForm(request.POST)
    if form.is_valid():
        try:
            card = _record(request, chosen, form)
        except InvalidInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
            return show_again(request, _PAGE, _page(request, chosen, form=form), status=REFUSED)
        else:
            messages.success(request, _said(form, card))
            return go_to(request, reverse("hotline:call_backs"))
    return show_again(request, _PAGE, _page(request, chosen, form=form), status=BAD_INPUT)


def _record(request: HttpRequest, order_id: int, form: CallBackForm) -> dict[str, Any]:
    actor = Actor.user(signed_in(request))

    def do() -> None:
        commands.call_back(work_order_id=order_id, actor=actor, now=timezone.now(), **form.as_answer())

    return once(form.cleaned_data["request_id"], actor=actor, do=do).card or {}


def _said(form: CallBackForm, card: dict[str, Any]) -> str:
    sentence = {
        CallBackOutcome.SOLVED: _("%(number)s is closed."),
        CallBackOutcome.NOT_SOLVED: _("%(number)s is open again and back with dispatch."),
        CallBackOutcome.NO_ANSWER: _("%(number)s stays on the list: nobody answered."),
    }[form.as_answer()["outcome"]]
    return sentence % {"number": card.get("number", "")}


def _page(request: HttpRequest, chosen: int | None, *, form: CallBackForm | None) -> dict[str, Any]:
    """The list, and on the right the order at hand with its callers, its finding and the form."""
    user, now = signed_in(request), timezone.now()
    waiting = queries.call_back_queue(user, now=now, limit=_ROWS)
    order = next((one for one in waiting if one.pk == chosen), waiting[0] if waiting and chosen is None else None)
    if order is None and chosen is not None:
        order = queries.waiting_for_call_back(user).filter(pk=chosen).first()
    callers = queries.first_callers([one.pk for one in waiting])
    return {
        "rows": [{"order": one, "call": callers.get(one.pk)} for one in waiting],
        "total": queries.waiting_for_call_back(user).count(),
        "order": order,
        "gone": chosen is not None and order is None,
        "form": form or (CallBackForm(auto_id="call-back-%s") if order else None),
        "request_id": uuid4(),
        "now": now,
    } | (_at_hand(order) if order else {})


def _at_hand(order: WorkOrder) -> dict[str, Any]:
    return {
        "calls": queries.calls_of_order(order.pk),
        "finding": order.findings.order_by("-id").first(),
        "readings": list(order.readings.order_by("id")),
        "heat": order.order_type in HEAT_COMPLAINTS,
    }
