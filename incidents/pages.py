"""The pages of incidents: the list, and commanding one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.network.models import Branch

from . import queries
from .levels import level_choices
from .reach import choices_at
from .scene import boards_of_scene, feed_for, scene_of

_LISTED = 100
_OFFERED = 40


def id_of(said: object) -> int | None:
    """An id out of an address or a form; what is none counts as not said."""
    text = str(said or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


@permits(Action.INCIDENT_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """The incidents this person may see: the open ones, or all, newest first."""
    user = signed_in(request)
    branch_ids = branch_filter(user, Action.INCIDENT_VIEW)
    branches = Branch.objects.all() if branch_ids is None else Branch.objects.filter(pk__in=branch_ids)
    show_all = request.GET.get("show") == "all"
    feed = feed_for(user, [*(branch.board_slug for branch in branches), GROUP_BOARD])
    before = id_of(request.GET.get("before"))
    cards = queries.newest_cards(user, open_only=not show_all, before=before, limit=_LISTED + 1)
    shown = cards[:_LISTED]
    context = {
        "feed": feed | {"kinds": "incident."},
        "cards": shown,
        "older": min(card["id"] for card in shown) if len(cards) > _LISTED else None,
        "tabs": [
            {"label": pgettext("incidents", "Open"), "url": "?", "active": not show_all},
            {"label": _("All"), "url": "?show=all", "active": show_all},
        ],
        "show_all": show_all,
        "is_first_page": before is None,
        "may_declare": may(user, Action.ORDER_PROMOTE),
    }
    return render(request, "incidents/list.html", context)


@permits(Action.INCIDENT_VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The command page of one incident."""
    user = signed_in(request)
    incident = queries.visible_to(user).select_related("commander").filter(pk=pk).first()
    if incident is None:
        raise Http404
    newest_first = request.GET.get("log") != "oldest"
    whole_log = request.GET.get("all") == "1"
    feed = feed_for(user, boards_of_scene(incident))
    scene = scene_of(incident, newest_first=newest_first, whole_log=whole_log)
    may_command = may(user, Action.INCIDENT_COMMAND)
    may_gather = may(user, Action.ORDER_PROMOTE) and scene.card["open"]
    building = incident.building
    context = {
        "feed": feed | {"subjects": [incident.subject, *(f"work_order:{card['id']}" for card in scene.orders)]},
        "incident": incident,
        "scene": scene,
        "newest_first": newest_first,
        "whole_log": whole_log,
        "update_late": incident.is_update_late(timezone.now()),
        "may_command": may_command,
        "may_note": may(user, Action.INCIDENT_NOTE),
        "may_gather": may_gather,
        "draft_done": f"incident-{user.pk}" if "declared" in request.GET else "",
        "is_commander": incident.commander_id == user.pk,
        "candidates": queries.candidates(user, scene.loop_ids, limit=_OFFERED) if may_gather else [],
        "reaches": choices_at(building) if may_command and building else [],
        "levels": level_choices(queries.level_rules()) if may_command else [],
    }
    return render(request, "incidents/detail.html", context)
