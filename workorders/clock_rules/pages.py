"""The clocks' numbers on one page: profiles side by side, an edit, a switch, and what either does to open orders."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import rules
from ..catalogue import Priority
from . import commands
from .applying import apply_rules, dry_run
from .book import read_book
from .models import ClockProfile, ClockRule
from .queries import profiles_shown

_PAGE: Final = "workorders/rules/clocks.html"


class RuleForm(forms.Form):
    """One number, edited."""

    rule = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    was = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, help_text=_("0 is no clock."))
    source = forms.CharField(label=_("Source"), max_length=200)
    confirmed_locally = forms.BooleanField(label=_("Confirmed locally"), required=False)


class ReasonForm(forms.Form):
    """Why rules are applied, or another profile put in force."""

    profile = forms.SlugField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)
    apply = forms.BooleanField(label=_("Set the running clocks of open orders to it, too"), required=False)


@permits(Action.RULES_VIEW)
def clocks(request: HttpRequest) -> HttpResponse:
    """Read; edit, switch, and apply by those who may."""
    user = signed_in(request)
    if request.method != "POST":
        return render(request, _PAGE, _page(request, user))
    if not may(user, Action.RULES_EDIT):
        return render(request, "403.html", status=403)
    what = request.POST.get("do", "")
    form: forms.Form = RuleForm(request.POST) if what == "edit" else ReasonForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, _do(what, form.cleaned_data, user))
        except InvalidInput as refused:
            form.add_error(refused.field, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("clock-rules")
    return render(request, _PAGE, _page(request, user, sent=(what, form)), status=400)


def _do(what: str, said: dict[str, Any], user: User) -> str:
    """Make the change; what was done, in a sentence."""
    actor, now = Actor.user(user), timezone.now()
    if what == "edit":
        rule = said.pop("rule")
        commands.edit_rule(rule_id=rule, **said, actor=actor, now=now)
        return _t("The rule is in force for clocks that begin from now. Running clocks stay until you apply the rules.")
    if what == "switch":
        commands.switch_profile(name=said["profile"], reason=said["reason"], actor=actor, now=now)
        if not said["apply"]:
            return _t("The profile is in force for clocks that begin from now.")
    done = apply_rules(actor=actor, reason=said["reason"], now=now)
    counts = {"sooner": done.sooner, "later": done.later}
    return _t("Running clocks were set to the rules: %(sooner)s orders due sooner, %(later)s later.") % counts


def _page(request: HttpRequest, user: User, *, sent: tuple[str, forms.Form] | None = None) -> dict[str, Any]:
    now, may_edit = timezone.now(), may(user, Action.RULES_EDIT)
    what, form = sent or ("", None)
    context: dict[str, Any] = {
        "shown": profiles_shown(),
        "priorities": Priority.values,
        "may_edit": may_edit,
        "running": dry_run(read_book(), now=now),
        "apply_form": form if what == "apply" else ReasonForm(auto_id="apply_%s"),
    }
    if may_edit:
        context |= _editing(request, form if what == "edit" else None)
        context |= _switching(request, form if what == "switch" else None)
    return context


def _editing(request: HttpRequest, form: forms.Form | None) -> dict[str, Any]:
    asked = form.data.get("rule", "") if form is not None else request.GET.get("edit", "")
    rule = _rule(str(asked))
    if rule is None:
        return {}
    kept = {"rule": rule.pk, "was": rule.minutes, "minutes": rule.minutes, "source": rule.source}
    kept["confirmed_locally"] = rule.confirmed_locally
    return {"edited": rule, "edit_form": form or RuleForm(initial=kept, auto_id="edit_%s")}


def _rule(ident: str) -> ClockRule | None:
    if not ident.isdecimal() or len(ident) > 18:
        return None
    return ClockRule.objects.select_related("profile").filter(pk=int(ident)).first()


def _switching(request: HttpRequest, form: forms.Form | None) -> dict[str, Any]:
    asked = form.data.get("profile", "") if form is not None else request.GET.get("switch", "")
    chosen = ClockProfile.objects.filter(name=str(asked)[:40], active=False).first()
    if chosen is None:
        return {}
    rules.forget()
    kept = {"profile": chosen.name, "apply": True}
    return {
        "chosen": chosen,
        "would": dry_run(read_book(chosen), now=timezone.now()),
        "switch_form": form or ReasonForm(initial=kept, auto_id="switch_%s"),
    }
