"""The page of what went upward: what waits for me, who has what, alarms, supervision, chasing, gaps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heating_ops.access.boards import followable
from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.queries import heads
from heating_ops.journal.replay import epoch
from heating_ops.network.models import Branch

from . import queries


@permits(Action.ESCALATION_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """The list, whole from the server; it fetches itself anew when a board it follows moves."""
    user = signed_in(request)
    feed = _feed(user)
    context = {
        "feed": feed,
        "seen": queries.overview(user, now=timezone.now()),
        "now": timezone.now(),
        "may_acknowledge": may(user, Action.ESCALATION_ACKNOWLEDGE),
    }
    return render(request, "workorders/escalations.html", context)


def _feed(user: User) -> dict[str, object]:
    """Where the page stands on the boards it follows; read before its content, so that nothing is missed."""
    ids = branch_filter(user, Action.ESCALATION_VIEW)
    branches = Branch.objects.all() if ids is None else Branch.objects.filter(pk__in=ids)
    slugs = sorted(followable(user, [*(branch.board_slug for branch in branches), GROUP_BOARD]))
    known = heads(slugs)
    return {"epoch": epoch(), "boards": {slug: known.get(slug, 0) for slug in slugs}}
