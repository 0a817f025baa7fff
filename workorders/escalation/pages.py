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

from ..catalogue import Priority
from . import queries
from .rule_models import LEVELS, CommunityRule, EscalationRule, PatienceRule


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


@permits(Action.RULES_VIEW)
def rules(request: HttpRequest) -> HttpResponse:
    """The numbers of escalation, each with its source; administrators go from here to where they change them."""
    chain = {(rule.level, rule.priority): rule for rule in EscalationRule.objects.all()}
    context = {
        "priorities": Priority.values,
        "rows": [{"level": level, "cells": [chain.get((level, one)) for one in Priority.values]} for level in LEVELS],
        "sources": sorted({rule.source for rule in chain.values()}),
        "patience": PatienceRule.objects.all(),
        "community": CommunityRule.objects.all(),
        "may_edit": may(signed_in(request), Action.RULES_EDIT),
    }
    return render(request, "workorders/escalation_rules.html", context)


def _feed(user: User) -> dict[str, object]:
    """Where the page stands on the boards it follows; read before its content, so that nothing is missed."""
    ids = branch_filter(user, Action.ESCALATION_VIEW)
    branches = Branch.objects.all() if ids is None else Branch.objects.filter(pk__in=ids)
    slugs = sorted(followable(user, [*(branch.board_slug for branch in branches), GROUP_BOARD]))
    known = heads(slugs)
    return {"epoch": epoch(), "boards": {slug: known.get(slug, 0) for slug in slugs}}
