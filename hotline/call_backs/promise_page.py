"""The call's page: what its caller is owed, and promising another call."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import Refusal
from hotline.answers import go_to
from hotline.models import Call
from hotline.queries import visible_to

from .commands import promise
from .models import CallBack, Why

_AS_TYPED: Final = "%Y-%m-%dT%H:%M"


class PromiseForm(forms.Form):
    """When the caller is called back."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    due_at = forms.DateTimeField(
        label=gettext_lazy("Call back at"),
        input_formats=[_AS_TYPED],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_AS_TYPED),
        error_messages={
            "required": gettext_lazy("Say when the caller is called back."),
            "invalid": gettext_lazy("Say when the caller is called back."),
        },
    )


def owed(user: User, call: Call, *, now: datetime) -> dict[str, Any]:
    """What the panel shows: the call-backs of a call, the newest first, and the form for who may promise one."""
    rows = CallBack.objects.filter(call=call).select_related("claimed_by").order_by("-pk")
    tomorrow = timezone.localtime(now + timedelta(days=1)).replace(hour=9, minute=0)
    form = PromiseForm(initial={"due_at": tomorrow, "request_id": uuid4()}, auto_id="promise-%s")
    return {"rows": list(rows), "form": form if may(user, Action.CALL_BACK) else None}


@permits(Action.CALL_BACK)
def promise_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise the caller a call at a time, and go back to the call."""
    user = signed_in(request)
    one = get_object_or_404(visible_to(user), pk=pk)
    here = reverse("hotline:call", args=[pk])
    if request.method != "POST":
        return redirect(here)
    form, actor = PromiseForm(request.POST), Actor.user(user)
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for errors in form.errors.values() for words in errors))
        return go_to(request, here)
    due_at = form.cleaned_data["due_at"]

    def do() -> None:
        promise(call_id=one.pk, why=Why.PROMISED, due_at=due_at, actor=actor, now=timezone.now())

    try:
        once(form.cleaned_data["request_id"], actor=actor, do=do, subject_type="call_back")
    except Refusal as refused:
        messages.error(request, refused.message)
    else:
        said = timezone.localtime(due_at).strftime("%m-%d %H:%M")
        messages.success(request, _("The caller is called back at %(time)s.") % {"time": said})
    return go_to(request, here)
