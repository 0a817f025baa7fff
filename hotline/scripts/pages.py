"""The scripts on one page: what is read out now, the versions before, a new version, and an old one put back."""

from collections import defaultdict
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal

from .commands import put_back_script, rewrite_script
from .models import LONGEST, Script, Situation

_PAGE: Final = "hotline/scripts/scripts.html"


class ScriptForm(forms.Form):
    """A new version as it is written."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    situation = forms.ChoiceField(choices=Situation.choices, widget=forms.HiddenInput)
    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    words_zh_hans = forms.CharField(
        label=_("Words, Chinese"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "lang": "zh-Hans"})
    )
    words_en = forms.CharField(
        label=_("Words, English"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "lang": "en"})
    )
    source = forms.CharField(label=_("Where the words come from"), max_length=200)
    confirmed_locally = forms.BooleanField(label=_("Confirmed locally"), required=False)


@permits(Action.SCRIPT_EDIT)
def scripts(request: HttpRequest) -> HttpResponse:
    """Read, write anew, put back."""
    user = signed_in(request)
    if request.method != "POST":
        return render(request, _PAGE, _page(None))
    if request.POST.get("put_back", "").isdigit():
        return _put_back(request, user)
    form = ScriptForm(request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        request_id = said.pop("request_id")
        said["situation"] = Situation(said["situation"])
        actor = Actor.user(user)
        try:
            once(request_id, actor=actor, do=lambda: rewrite_script(**said, actor=actor, now=timezone.now()))
        except InvalidInput as refused:
            form.add_error(refused.field, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _t("The new version is read out from now on."))
            return redirect("hotline:scripts")
    return render(request, _PAGE, _page(form), status=400)


def _put_back(request: HttpRequest, user: User) -> HttpResponse:
    put_back_script(script_id=int(request.POST["put_back"][:18]), actor=Actor.user(user), now=timezone.now())
    messages.success(request, _t("This version is read out from now on."))
    return redirect("hotline:scripts")


def _page(sent: ScriptForm | None) -> dict[str, Any]:
    """Every situation with its versions, the newest first, and a form to write the next."""
    versions: dict[str, list[Script]] = defaultdict(list)
    for script in Script.objects.order_by("situation", "-version"):
        versions[script.situation].append(script)
    rows = []
    for situation in Situation:
        active = next(script for script in versions[situation] if script.active)
        is_sent = sent is not None and sent.data.get("situation") == situation
        rows.append(
            {
                "situation": situation,
                "active": active,
                "earlier": [script for script in versions[situation] if not script.active],
                "form": sent if is_sent else _form_of(active),
                "open": is_sent,
            }
        )
    return {"rows": rows, "request_id": uuid4}


def _form_of(active: Script) -> ScriptForm:
    """The version that is read out, to be written anew; whether it is confirmed is said again."""
    kept = {name: getattr(active, name) for name in ("situation", "words_zh_hans", "words_en", "source")}
    return ScriptForm(initial=kept | {"based_on": active.version}, auto_id=f"{active.situation}_%s")
