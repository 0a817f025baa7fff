"""The dispatcher's page: one snapshot of every board the person may follow."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heating_ops.access.models import Role
from heating_ops.access.permissions import TABLE, Action, branch_filter, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.replay import snapshot
from heating_ops.network.models import Branch

from .board_views.api import shown
from .board_views.queries import views_for
from .catalogue import OrderType

# The stages of ``static/js/live/board_state.js``, each with the status that names it.
_STAGES = [
    ("to_dispatch", "triaged"),
    ("sent", "dispatched"),
    ("accepted", "accepted"),
    ("en_route", "en_route"),
    ("on_site", "on_site"),
    ("suspended", "suspended"),
    ("to_call_back", "done"),
]


@permits(Action.BOARD_VIEW)
def board(request: HttpRequest) -> HttpResponse:
    """The live board, whole from the server with its cursor; the browser goes on from there."""
    user = signed_in(request)
    branch_ids = branch_filter(user, Action.BOARD_VIEW)
    branches = Branch.objects.all() if branch_ids is None else Branch.objects.filter(pk__in=branch_ids)
    boards = [{"slug": branch.board_slug, "name": branch.name} for branch in branches]
    if branch_ids is None:
        boards.append({"slug": GROUP_BOARD, "name": ""})
    seen = snapshot([one["slug"] for one in boards])
    context = {
        "boards": boards,
        "branches": boards,
        "snapshot_json": orjson.dumps({"epoch": seen.epoch, "heads": seen.heads, "cards": seen.cards}).decode(),
        "may_dispatch": may(user, Action.ORDER_DISPATCH),
        "may_declare": may(user, Action.ORDER_PROMOTE),
        "may_share": may(user, Action.BOARD_SHARE),
        "roles": [(role.value, role.label) for role in Role if role in TABLE[Action.BOARD_VIEW]],
        "types": OrderType.choices,
        "stages": _STAGES,
        "views_json": orjson.dumps([shown(view, user.pk) for view in views_for(user)]).decode(),
    }
    return render(request, "workorders/board.html", context)
