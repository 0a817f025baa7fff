"""The operator's home, and the page of an order, which shows its calls."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.queries import heads, history_of
from heating_ops.journal.replay import epoch
from heating_ops.network.models import Branch
from workorders import moves
from workorders import queries as order_queries
from workorders.decision_words import decision_in_words
from workorders.escalation import queries as upward
from workorders.models import WorkOrder, order_number
from workorders.sentences import actor_word, names_of, told
from workorders.suspensions import read_times

from . import queries
from .call_page import answers_of
from .guidance.queries import count_waiting
from .models import Call

_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the operator's list."""

    call: Call
    order: str
    who: str


@permits(Action.CALL_LOG)
def queue(request: HttpRequest) -> HttpResponse:
    """Today's calls, newest first, with the day's counts; the page follows the boards and fetches itself anew."""
    user = signed_in(request)
    begins = queries.start_of_day(timezone.now())
    older = request.GET.get("before", "")
    before = int(older) if older.isascii() and older.isdigit() and len(older) < 18 else None
    # The cursor is read first: what happens while the page is made is then told again, never missed.
    feed = {"epoch": epoch(), "boards": _followed(user)}
    calls = queries.calls_since(user, begins, before=before, limit=_ROWS + 1)
    names = names_of(call.logged_by for call in calls)
    context = {
        "feed": feed,
        "counts": queries.counts_since(user, begins),
        "to_guide": count_waiting(user),
        "may_edit_scripts": may(user, Action.SCRIPT_EDIT),
        "rows": [
            CallRow(
                call,
                order_number(call.work_order_id) if call.work_order_id else "",
                names.get(call.logged_by) or actor_word(call.logged_by),
            )
            for call in calls[:_ROWS]
        ],
        "older": calls[_ROWS - 1].pk if len(calls) > _ROWS else None,
        "is_first_page": before is None,
    }
    return render(request, "hotline/queue.html", context)


def _followed(user: User) -> dict[str, int]:
    """The boards whose events change this list, and how far they have come."""
    branches = branch_filter(user, Action.CALL_VIEW)
    found = Branch.objects.all() if branches is None else Branch.objects.filter(pk__in=branches)
    slugs = [branch.board_slug for branch in found]
    if branches is None:
        slugs.append(GROUP_BOARD)
    return dict.fromkeys(slugs, 0) | heads(slugs)


@permits(Action.ORDER_VIEW)
def work_order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its calls, its history in words and the moves this person may make."""
    user = signed_in(request)
    order = order_queries.visible_to(user).select_related("building", "branch").filter(pk=pk).first()
    card = order_queries.card_of(pk)
    if order is None or card is None:
        raise Http404
    calls = queries.calls_of_order(pk)
    first = calls[0] if calls else None
    context = {
        "order": card,
        "detail": {
            "narratives": queries.narratives(calls, may_open=may(user, Action.CALL_VIEW)),
            "triage": decision_in_words(order.triage),
            "answers": answers_of(first) if first else [],
            "readings": order.readings.order_by("id"),
            "finding": _finding(order),
        },
        "times": read_times(order, now=timezone.now()),
        "events": told(history_of(order.subject)),
        "moves": moves.moves_for(order, user),
        "upward": upward.story_of(order),
        "may_declare": may(user, Action.ORDER_PROMOTE),
    }
    return render(request, "workorders/detail.html", context)


def _finding(order: WorkOrder) -> dict[str, str] | None:
    found = order.findings.order_by("-id").first()
    if found is None:
        return None
    return {
        "cause": found.get_cause_display(),
        "responsibility": found.get_responsibility_display(),
        "work_done": found.work_done,
    }
