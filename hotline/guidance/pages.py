"""The list of customers to guide by telephone, and the one at hand."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal
from workorders.catalogue import GuidanceOutcome
from workorders.models import WorkOrder

from ..answers import BAD_INPUT, REFUSED, go_to, show_again
from . import commands, queries
from .forms import GuidanceForm

_PAGE = "hotline/guidance.html"


@permits(Action.ORDER_GUIDE)
def guidance(request: HttpRequest) -> HttpResponse:
    """The list, the nearest limit first; taking one in hand and filing what it came to are posted here."""
    chosen = _number(request.POST.get("order") or request.GET.get("order", ""))
    if request.method != "POST" or chosen is None:
        return render(request, _PAGE, _page(request, chosen))
    if not queries.waiting(signed_in(request)).filter(pk=chosen).exists():
        return show_again(request, _PAGE, _page(request, chosen), status=REFUSED)
    if request.POST.get("act") == "claim":
        return _claim(request, chosen)
    form = GuidanceForm(request.POST)
    if form.is_valid():
        try:
            return go_to(request, _file(request, chosen, form))
        except InvalidInput as refused:
            form.add_error(None, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
            return show_again(request, _PAGE, _page(request, chosen, form=form), status=REFUSED)
    return show_again(request, _PAGE, _page(request, chosen, form=form), status=BAD_INPUT)


def _claim(request: HttpRequest, order_id: int) -> HttpResponse:
    try:
        commands.claim(
            work_order_id=order_id,
            reason=request.POST.get("reason", ""),
            user=signed_in(request),
            now=timezone.now(),
        )
    except Refusal as refused:
        messages.error(request, str(refused.message))
    return go_to(request, f"{reverse('hotline:guidance')}?order={order_id}")


def _file(request: HttpRequest, order_id: int, form: GuidanceForm) -> str:
    user, now, guided = signed_in(request), timezone.now(), form.as_guided()

    def do() -> None:
        commands.file(work_order_id=order_id, guided=guided, user=user, now=now)

    once(form.cleaned_data["request_id"], actor=Actor.user(user), do=do)
    number = WorkOrder.objects.get(pk=order_id).number
    said = {
        GuidanceOutcome.SOLVED_REMOTELY: _("%(number)s: solved by telephone; the customer is called back tomorrow."),
        GuidanceOutcome.VISIT_NEEDED: _("%(number)s goes to the dispatcher, with the steps that were tried."),
        GuidanceOutcome.NOT_REACHED: _("%(number)s stays on the list: nobody answered."),
    }[guided.outcome]
    messages.success(request, said % {"number": number})
    return reverse("hotline:guidance")


def _page(request: HttpRequest, chosen: int | None, *, form: GuidanceForm | None = None) -> dict[str, Any]:
    user = signed_in(request)
    rows = queries.queue(user)
    order = next((row for row in rows if row.pk == chosen), rows[0] if rows and chosen is None else None)
    if chosen is not None and order is None:
        # It may stand below what the list shows.
        order = queries.one_of(user, chosen)
    calls = queries.first_calls([*rows, *([order] if order else [])])
    call = calls.get(order.pk) if order else None
    kept = getattr(order, "guidance", None) if order else None
    return {
        "rows": [{"order": row, "call": calls.get(row.pk), "kept": getattr(row, "guidance", None)} for row in rows],
        "total": queries.waiting(user).count(),
        "order": order,
        "gone": chosen is not None and order is None,
        "call": call,
        "kept": kept,
        "mine": kept is not None and kept.claimed_by_id == user.pk,
        "items": queries.items_for(order) if order else [],
        "chosen_item": call.item if call else None,
        "form": form or GuidanceForm(auto_id="guidance-%s"),
        "request_id": uuid4(),
        "now": timezone.now(),
    }


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None
