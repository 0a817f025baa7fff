"""Versions of the triage rules: read, begin, edit, try on real calls, put in force, put back."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput, Refusal
from workorders import rules
from workorders.commands import ruling
from workorders.decision_words import protection_in_words
from workorders.explaining import when_in_words
from workorders.models import TriageRules
from workorders.rule_checks import problems_of

from .dry_run import dry_run
from .forms import ActivationForm, RuleForm, TryForm, filled_with
from .queries import versions_shown

_USUAL: Final = 1000
_BAD_INPUT, _REFUSED = 422, 409


@permits(Action.RULES_VIEW)
def triage_versions(request: HttpRequest) -> HttpResponse:
    """Every version, who made it, since when it decided; a new one begins as a copy of one of them."""
    user = signed_in(request)
    if request.method == "POST":
        if not may(user, Action.RULES_EDIT):
            return render(request, "403.html", status=403)
        based_on = request.POST.get("based_on", "")[:20]
        try:
            made = ruling.begin_version(based_on=based_on, actor=Actor.user(user), now=timezone.now())
        except Refusal as refused:
            messages.error(request, refused.message)
            return redirect("triage-rules")
        return redirect("triage-version", made.version)
    context = {"versions": versions_shown(), "may_edit": may(user, Action.RULES_EDIT)}
    return render(request, "hotline/triage_rules/versions.html", context)


@permits(Action.RULES_VIEW)
def triage_version(request: HttpRequest, version: str) -> HttpResponse:
    """One version as a table, what it would change, and the form that puts it in force."""
    user, row = signed_in(request), _version(version)
    form, status = ActivationForm(initial={"instead_of": rules.triage_rules()["version"]}), 200
    if request.method == "POST":
        if not may(user, Action.RULES_EDIT):
            return render(request, "403.html", status=403)
        form = ActivationForm(request.POST)
        if form.is_valid():
            try:
                ruling.activate(version=version, **form.cleaned_data, actor=Actor.user(user), now=timezone.now())
            except Refusal as refused:
                status = _say(form, refused)
            else:
                messages.success(request, _("Version %(version)s decides from now on.") % {"version": version})
                return redirect("triage-version", version)
        else:
            status = _BAD_INPUT
    return render(request, "hotline/triage_rules/version.html", _page(request, row, user, form), status=status)


@permits(Action.RULES_EDIT)
def triage_rule(request: HttpRequest, version: str, place: int | None = None) -> HttpResponse:
    """One rule of a draft as a form; without a place a new one."""
    row = _version(version)
    rule = row.rules[place] if place is not None and place < len(row.rules) else None
    if place is not None and rule is None:
        raise Http404
    form, status = RuleForm(initial=filled_with(rule) if rule else None), 200
    if request.method == "POST":
        form = RuleForm(request.POST)
        try:
            if _write(request, form, version, place):
                return redirect("triage-version", version)
            status = _BAD_INPUT
        except Refusal as refused:
            status = _say(form, refused)
    context = {"version": row, "form": form, "place": place, "rule": rule, "revision": _revision(request, row)}
    return render(request, "hotline/triage_rules/rule.html", context, status=status)


def _write(request: HttpRequest, form: RuleForm, version: str, place: int | None) -> bool:
    """Write or drop the rule; false when the form is not right."""
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    if request.POST.get("do") == "drop" and place is not None:
        ruling.drop_rule(version=version, revision=revision, place=place)
        messages.success(request, _("The rule is taken out of the draft."))
        return True
    if not form.is_valid():
        return False
    ruling.put_rule(version=version, revision=revision, place=place, rule=form.rule())
    messages.success(request, _("The rule is in the draft. Nothing decides by it before you put the version in force."))
    return True


def _revision(request: HttpRequest, row: TriageRules) -> str:
    """What the person saw stays what they saw, also when the form comes back with an error."""
    return request.POST.get("revision") or str(row.revision)


def _say(form: forms.Form, refused: Refusal) -> int:
    if isinstance(refused, InvalidInput):
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _BAD_INPUT
    form.add_error(None, refused.message)
    return _REFUSED


def _version(version: str) -> TriageRules:
    row = TriageRules.objects.filter(version=version).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, row: TriageRules, user: User, form: ActivationForm) -> dict[str, Any]:
    asked = TryForm(request.GET)
    calls = (asked.cleaned_data["calls"] if asked.is_valid() else 0) or _USUAL
    in_force, problems = rules.triage_rules(), problems_of(row.rules)
    whole = {"version": row.version, "rules": row.rules}
    tried = not problems and row.version != in_force["version"]
    return {
        "version": row,
        "rules": [_shown(place, rule) for place, rule in enumerate(row.rules)],
        "problems": problems,
        "in_force": in_force["version"],
        "run": dry_run(whole, instead_of=in_force, calls=calls) if tried else None,
        "try_form": TryForm(initial={"calls": calls}),
        "form": form,
        "activations": row.activations.all()[:20],
        "may_edit": may(user, Action.RULES_EDIT),
    }


def _shown(place: int, rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule as a line of the table, in the reader's language."""
    then = rule["then"]
    return {
        "place": place,
        "id": rule["id"],
        "when": when_in_words(rule["when"]),
        "then": then,
        "protection": protection_in_words({"protection": then.get("protection", [])}),
        "reason": rule["reason"].get(get_language() or "en") or rule["reason"]["en"],
        "source": rule["source"],
        "confirmed": rule.get("confirmed", False),
    }
