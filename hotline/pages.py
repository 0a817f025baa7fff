"""The operator's home, the record of a call, and the page of an order, which shows its calls."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may
from heating_ops.access.web import permits, signed_in
from heating_ops.crews.queries import crews_on_duty
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.queries import heads, history_of
from heating_ops.journal.replay import epoch
from heating_ops.network.models import Branch
from workorders import moves
from workorders import queries as order_queries
from workorders.catalogue import Status
from workorders.models import WorkOrder, order_number
from workorders.sentences import actor_word, names_of, reasons_in_words, told

from . import queries
from .models import Call, CallOutcome
from .safety_script import QUESTIONS, instructions

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


@permits(Action.CALL_VIEW)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call: what was said, what was decided, what became of it. Straight after filing: what to tell the caller."""
    user = signed_in(request)
    known = queries.visible_to(user).select_related("building", "branch", "incident", "work_order")
    one = get_object_or_404(known, pk=pk)
    card = order_queries.card_of(one.work_order_id) if one.work_order_id else None
    context = {
        "call": one,
        "who": names_of([one.logged_by]).get(one.logged_by) or actor_word(one.logged_by),
        "just_filed": "filed" in request.GET,
        "draft": f"new-call-{user.pk}",
        "order": card,
        "reasons": reasons_in_words(one.triage),
        "instructions": instructions(one.dangers),
        "answers": _answers(one),
        "tell": _what_to_tell(one),
        "may_call_back": may(user, Action.CALL_BACK),
        "may_log": may(user, Action.CALL_LOG),
    }
    return render(request, "hotline/call.html", context)


def _answers(one: Call) -> list[dict[str, str]]:
    """The safety questions with what the caller answered; without an extent they were not all asked."""
    asked = bool(one.extent)
    no = _("No") if asked else _("Not asked")
    said = [
        {"question": str(question.ask), "answer": _("Yes") if question.danger in one.dangers else no}
        for question in QUESTIONS
    ]
    return [*said, {"question": _("How far does it reach?"), "answer": one.get_extent_display() or _("Not asked")}]


def _what_to_tell(one: Call) -> str:
    """The sentence to read to the caller; no promise of minutes, those are the clocks' business."""
    if one.outcome == CallOutcome.JOINED_INCIDENT:
        return _("We know that the heat is off at your place and are working on it. We will call you when it is back.")
    if one.outcome == CallOutcome.JOINED_ORDER and one.work_order and one.work_order.status == Status.DONE:
        return _("Our crew reported this as done. We have added your report; it will be looked at again.")
    if one.outcome == CallOutcome.JOINED_ORDER:
        return _("We know of this trouble and somebody is on it. We have added your report to it.")
    if one.outcome == CallOutcome.NOT_OURS:
        return _("Your building is not heated by us. Please call the company named on your heating contract.")
    if one.outcome == CallOutcome.ANSWERED:
        return _("We have written it down; nobody needs to come.")
    if one.triage["handling"] == "remote_first":
        return _("Somebody will call you first and help you by telephone; if that is not enough, a crew comes.")
    if one.triage["handling"] == "immediate":
        return _("We are sending a crew at once. Please keep your telephone free.")
    return _("A crew will come. It calls you before it sets out.")


@permits(Action.ORDER_VIEW)
def work_order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its calls, its history in words and the moves this person may make."""
    user = signed_in(request)
    order = order_queries.visible_to(user).select_related("building", "branch").filter(pk=pk).first()
    card = order_queries.card_of(pk)
    if order is None or card is None:
        raise Http404
    calls = queries.calls_of_order(pk)
    offered = moves.moves_for(order, user)
    first = calls[0] if calls else None
    context = {
        "order": card,
        "detail": {
            "narratives": queries.narratives(calls, may_open=may(user, Action.CALL_VIEW)),
            "triage": order.triage | {"reasons": reasons_in_words(order.triage)},
            "answers": _answers(first) if first else [],
            "readings": order.readings.order_by("id"),
            "finding": _finding(order),
        },
        "events": told(history_of(order.subject)),
        "moves": offered,
        "crews": _crews(user) if any(move.noun in ("dispatch", "reassignment") for move in offered) else [],
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


def _crews(user: User) -> list[dict[str, Any]]:
    """The crews on duty that may be sent, with how much each has in hand."""
    crews = crews_on_duty(branch_ids=branch_filter(user, Action.ORDER_DISPATCH), now=timezone.now())
    loads = order_queries.open_orders_by_crew([crew.pk for crew in crews])
    return [
        {
            "id": crew.pk,
            "name": crew.name,
            "branch": crew.branch.board_slug,
            "branch_name": crew.branch.name,
            "on_duty": True,
            "load": loads.get(crew.pk, 0),
        }
        for crew in crews
    ]
