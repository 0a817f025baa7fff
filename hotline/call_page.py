"""The record of one call: what was said, what was decided, what to tell the caller, and what is still to be written."""

from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import Refusal
from workorders import queries as order_queries
from workorders.catalogue import WITH_CREW, Status
from workorders.decision_words import decision_in_words, reasons_in_words
from workorders.sentences import actor_word, names_of

from . import finishing, queries
from .answers import BAD_INPUT, go_to, show_again
from .call_backs.promise_page import owed
from .finish_form import FinishForm
from .models import Call, CallOutcome
from .safety_script import QUESTIONS, instructions

_PAGE: Final = "hotline/call.html"
_READ_WITH_IT: Final = (
    *("building", "branch", "incident", "planned_stop", "work_order", "item"),
    *("caller_known__household__building", "referral__supplier"),
)


@permits(Action.CALL_VIEW)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call. Straight after filing also what to tell the caller."""
    user = signed_in(request)
    one = _visible(user, pk)
    form = _form_for(one) if _may_finish(user, one) else None
    return render(request, _PAGE, _page(user, one, form) | {"just_filed": "filed" in request.GET})


@permits(Action.CALL_LOG)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the rest of a call that was sent with the place alone."""
    user = signed_in(request)
    one = _visible(user, pk)
    here = reverse("hotline:call", args=[pk])
    if request.method != "POST":
        return redirect(here)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return show_again(request, _PAGE, _page(user, one, form), status=BAD_INPUT)
    actor = Actor.user(user)

    def do() -> None:
        finishing.finish_call(call_id=pk, rest=form.as_rest(), actor=actor, now=timezone.now())

    try:
        once(form.cleaned_data["request_id"], actor=actor, do=do)
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("%(number)s is complete.") % {"number": one.number})
    return go_to(request, here)


def _visible(user: User, pk: int) -> Call:
    known = queries.visible_to(user).select_related(*_READ_WITH_IT)
    return get_object_or_404(known, pk=pk)


def _may_finish(user: User, one: Call) -> bool:
    return may(user, Action.CALL_LOG) and finishing.is_unfinished(one)


def _form_for(one: Call) -> FinishForm:
    """The form with what was answered before somebody was sent."""
    answered = {
        question.field: "yes" if one.answers[question.danger] else "no"
        for question in QUESTIONS
        if question.danger in one.answers
    }
    said = {"text": one.text, "caller_phone": one.caller_phone, "caller_name": one.caller_name}
    return FinishForm(initial=said | answered | {"indoor_temp_c": one.indoor_temp_c})


def _page(user: User, one: Call, form: FinishForm | None) -> dict[str, Any]:
    return {
        "call": one,
        "who": names_of([one.logged_by]).get(one.logged_by) or actor_word(one.logged_by),
        "order": order_queries.card_of(one.work_order_id) if one.work_order_id else None,
        "reasons": reasons_in_words(one.triage),
        "why": decision_in_words(one.triage),
        "instructions": instructions(one.dangers),
        "answers": answers_of(one),
        "tell": _what_to_tell(one),
        "told": list(one.told.select_related("script").order_by("pk")),
        "may_call_back": may(user, Action.CALL_BACK),
        "owed": owed(user, one, now=timezone.now()),
        "may_log": may(user, Action.CALL_LOG),
        "form": form,
        "request_id": uuid4(),
    }


def answers_of(one: Call) -> list[dict[str, str]]:
    """The safety questions with what the caller answered."""
    words = {True: _("Yes"), False: _("No"), None: _("Not asked")}
    said = [
        {"question": str(question.ask), "answer": words[one.answers.get(question.danger)]} for question in QUESTIONS
    ]
    return [*said, {"question": _("How far does it reach?"), "answer": one.get_extent_display() or _("Not asked")}]


def _what_to_tell(one: Call) -> str:
    """The sentence to read to the caller; no promise of minutes, those are the clocks' business."""
    if one.outcome == CallOutcome.JOINED_INCIDENT:
        return _("We know that the heat is off at your place and are working on it. We will call you when it is back.")
    if one.outcome == CallOutcome.TOLD_OF_STOP:
        return _("Your heat is off for planned work, as we announced. It comes back when the work is done.")
    if one.outcome == CallOutcome.JOINED_ORDER:
        return _what_to_tell_of_joined(one)
    if one.outcome == CallOutcome.NOT_OURS:
        sent_on = getattr(one, "referral", None)
        if sent_on is not None:
            who = {"name": sent_on.supplier.name, "phone": sent_on.supplier.phone}
            return _("Your building is heated by %(name)s. Please call %(phone)s.") % who
        return _("Your building is not heated by us. Please call the company named on your heating contract.")
    if one.outcome == CallOutcome.ANSWERED:
        return _("We have written it down; nobody needs to come.")
    return {
        "remote_first": _(
            "Somebody will call you first and help you by telephone; if that is not enough, a crew comes."
        ),
        "incident_candidate": _("We are sending a crew at once. Please keep your telephone free."),
        "immediate": _("We are sending a crew at once. Please keep your telephone free."),
    }.get(one.triage["handling"], _("A crew will come. It calls you before it sets out."))


def _what_to_tell_of_joined(one: Call) -> str:
    status = one.work_order.status if one.work_order else ""
    if status == Status.DONE:
        return _("Our crew reported this as done. We have added your report; it will be looked at again.")
    if status in WITH_CREW:
        return _("We know of this trouble and a crew has it. We have added your report to it.")
    return _("We know of this trouble and are choosing a crew. We have added your report to it.")
