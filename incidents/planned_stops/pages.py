"""The pages of planned stops: the list, announcing one, and one with what may be done to it."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput

from ..intake import building_for
from ..pages import id_of
from ..reach import Reach, choices_at
from ..scene import feed_for
from . import intake, queries
from .models import StopReason
from .sentences import log_of
from .serializers import REACHES

_LARGEST_ID: Final = 2**63 - 1
_MOMENT: Final = {"type": "datetime-local"}
_PAGE: Final = "incidents/planned_stops/plan.html"


class PlanForm(forms.Form):
    """A stop as it is announced."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    place_text = forms.CharField(label=_("Place"), max_length=300, required=False)
    building = forms.IntegerField(
        min_value=1,
        max_value=_LARGEST_ID,
        widget=forms.HiddenInput,
        error_messages={"required": _("Find a building within the reach.")},
    )
    reach = forms.ChoiceField(
        label=_("Reach"),
        choices=REACHES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which part of the network has no heat.")},
    )
    reason = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose")), *StopReason.choices])
    begins_at = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    )
    ends_at = forms.DateTimeField(
        label=_("Expected to end"), widget=forms.DateTimeInput(attrs=_MOMENT, format="%Y-%m-%dT%H:%M")
    )
    public_note = forms.CharField(
        label=_("Words for the public"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@permits(Action.INCIDENT_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """The planned stops this person may see: those that are not over, or all."""
    user, now = signed_in(request), timezone.now()
    show_all = request.GET.get("show") == "all"
    stops = queries.listed(user, open_only=not show_all)
    context = {
        "rows": [(stop, stop.state(now)) for stop in stops],
        "tabs": [
            {"label": pgettext("planned stops", "Coming and running"), "url": "?", "active": not show_all},
            {"label": _t("All"), "url": "?show=all", "active": show_all},
        ],
        "may_plan": may(user, Action.STOP_PLAN),
    }
    return render(request, "incidents/planned_stops/list.html", context)


@permits(Action.STOP_PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    """The form; announcing leads to the stop's page."""
    user = signed_in(request)
    if request.method != "POST":
        return render(request, _PAGE, _plan_page(PlanForm(), user))
    form = PlanForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer = once(
                said["request_id"],
                actor=Actor.user(user),
                do=lambda: intake.plan_from(said, user=user, now=timezone.now()),
                subject_type="planned_stop",
            )
        except InvalidInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            there = reverse("incidents:planned_stop", args=[(answer.card or {})["id"]])
            fetched = request.headers.get("X-Requested-With") == "fetch"
            return JsonResponse({"location": there}) if fetched else redirect(there)
    return render(request, _PAGE, _plan_page(form, user), status=400)


@permits(Action.STOP_PLAN)
def reach(request: HttpRequest) -> HttpResponse:
    """A fragment: what may be stopped around a building."""
    found = _reaches(signed_in(request), request.GET.get("building"))
    return render(request, "incidents/planned_stops/reaches.html", {"reaches": found, "chosen": ""})


def _plan_page(form: PlanForm, user: User) -> dict[str, Any]:
    found = _reaches(user, form["building"].value())
    return {"form": form, "request_id": uuid4(), "reaches": found, "chosen": form["reach"].value()}


def _reaches(user: User, said: object) -> list[Reach]:
    """The parts of the network around a building this person may stop; none while none is named."""
    try:
        building = building_for(user, id_of(said), action=Action.STOP_PLAN)
    except InvalidInput:
        return []
    return [reach for reach in choices_at(building) if reach.name] if building else []


@permits(Action.INCIDENT_VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One stop, what happened to it, and what may be done."""
    user, now = signed_in(request), timezone.now()
    stop = queries.visible_to(user).select_related("branch").filter(pk=pk).first()
    if stop is None:
        raise Http404
    context = {
        "feed": feed_for(user, stop.board_slugs) | {"subjects": [stop.subject]},
        "stop": stop,
        "state": stop.state(now),
        "update_late": stop.is_update_late(now),
        "has_begun": stop.has_begun(now),
        "loops": list(stop.loops.select_related("station").order_by("station__name", "name")[:12]),
        "loop_count": stop.loops.count(),
        "log": log_of(stop),
        "may_plan": may(user, Action.STOP_PLAN) and queries.visible_to(user, Action.STOP_PLAN).filter(pk=pk).exists(),
    }
    return render(request, "incidents/planned_stops/detail.html", context)
