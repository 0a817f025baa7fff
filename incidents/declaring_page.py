"""The page that declares an incident, from an order or by hand."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal
from workorders.models import WorkOrder
from workorders.queries import card_of

from . import intake, queries
from .around import Around, around
from .commands import ReachTaken
from .forms import DeclareForm, likely_kind
from .levels import level_choices
from .models import Kind
from .pages import id_of

_PAGE = "incidents/declare.html"
_BAD_INPUT, _REFUSED = 400, 409


@permits(Action.ORDER_PROMOTE)
def declare(request: HttpRequest) -> HttpResponse:
    """The form, filled as far as an order tells; declaring leads to the command page."""
    user = signed_in(request)
    if request.method == "POST":
        return _declare(request, user)
    try:
        order = intake.order_for(user, id_of(request.GET.get("work_order")))
    except InvalidInput as refused:
        messages.error(request, refused.message)
        return redirect("incidents:declare")
    known = queries.incident_of(order.pk) if order else None
    if known is not None:
        messages.info(request, _("%(order)s belongs to this incident already.") % {"order": order})
        return redirect("incidents:detail", known.pk)
    form = DeclareForm(initial=_prefilled(order), user=user)
    return render(request, _PAGE, _page(form, user, order))


@permits(Action.ORDER_PROMOTE)
def reach(request: HttpRequest) -> HttpResponse:
    """A fragment: the reach around a building, as far as the form is filled."""
    user = signed_in(request)
    return render(request, "incidents/parts/reach.html", {"around": _around(user, request.GET.dict()), "picked": None})


def _declare(request: HttpRequest, user: User) -> HttpResponse:
    offered = _ids(request.POST.getlist("gather"))
    form = DeclareForm(request.POST, user=user, offered=offered)
    order, status = _order_said(form, user), _BAD_INPUT
    if form.is_valid():
        said = form.said()
        try:
            answer = once(
                said["request_id"],
                actor=Actor.user(user),
                do=lambda: intake.declare_from(said, user=user, now=timezone.now()),
                subject_type="incident",
            )
        except InvalidInput as refused:
            field = "place_text" if refused.field == "building" else refused.field
            form.add_error(field if field in form.fields else None, refused.message)
        except Refusal as refused:
            form.add_error("separate" if isinstance(refused, ReachTaken) else None, refused.message)
            status = _REFUSED
        else:
            return _go_to(request, reverse("incidents:detail", args=[(answer.card or {})["id"]]) + "?declared")
    return render(request, _PAGE, _page(form, user, order), status=status)


def _go_to(request: HttpRequest, address: str) -> HttpResponse:
    """The form was taken: the browser's ``sturdy_forms.js`` goes there itself, others are sent."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"location": address})
    return redirect(address)


def _order_said(form: DeclareForm, user: User) -> WorkOrder | None:
    try:
        return intake.order_for(user, id_of(form.data.get("work_order")))
    except InvalidInput:
        return None


def _prefilled(order: WorkOrder | None) -> dict[str, Any]:
    """What an order tells of the incident it grows into."""
    if order is None:
        return {}
    kind = likely_kind(order.category)
    place = str(order.building) if order.building else order.place_text
    words = {"kind": dict(Kind.choices).get(kind, order.get_category_display()), "place": place}
    return {
        "work_order": order.pk,
        "building": order.building_id,
        "place_text": place,
        "kind": kind,
        "title": (_("%(kind)s, %(place)s") % words)[:120],
        "branch": order.branch_id,
    }


def _around(user: User, said: Mapping[str, Any]) -> Around | None:
    """Look around the building a form names; ``None`` when it names none within reach."""
    try:
        building = intake.building_for(user, id_of(said.get("building")))
    except InvalidInput:
        return None
    if building is None:
        return None
    kind, scope = str(said.get("kind") or ""), str(said.get("reach") or "")
    return around(user, building, kind=kind, scope=scope, besides=id_of(said.get("work_order")))


def _ids(said: Sequence[object]) -> list[int]:
    return [pk for pk in map(id_of, said) if pk is not None]


def _page(form: DeclareForm, user: User, order: WorkOrder | None) -> dict[str, Any]:
    said = {name: form[name].value() for name in ("building", "work_order", "kind", "reach")}
    return {
        "form": form,
        "request_id": uuid4(),
        "order": card_of(order.pk) if order else None,
        "around": _around(user, said),
        "picked": set(_ids(form["gather"].value() or [])) if form.is_bound else None,
        "levels": level_choices(queries.level_rules()),
        "draft": "" if order else f"incident-{user.pk}",
    }
