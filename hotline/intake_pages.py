"""Taking a call: the form, and what stands beside it."""

from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput, Refusal

from .answers import BAD_INPUT, go_to, show_again
from .catalogue.queries import items_by_category
from .drafts.filing import file_once
from .forms import CallForm
from .intake import report_from
from .known.reading import context_of
from .models import Channel
from .telephony.filing import log_call_of
from .telephony.pages import ring_asked_for

_PAGE = "hotline/new_call.html"


@permits(Action.CALL_LOG)
def new_call(request: HttpRequest) -> HttpResponse:
    """The call form; filing it leads to the page that says what became of the call."""
    if request.method != "POST":
        ring = ring_asked_for(request.GET)
        phone = ring.number if ring else request.GET.get("phone", "")[:20]
        form = CallForm(initial={"channel": Channel.PHONE, "caller_phone": phone})
        return render(request, _PAGE, _page(request, form))
    form = CallForm(request.POST, express=request.POST.get("express", ""))
    if form.is_valid():
        try:
            return go_to(request, reverse("hotline:call", args=[_file(request, form)]) + "?filed")
        except InvalidInput as refused:
            form.add_error("place_label" if refused.field == "place" else None, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
            return show_again(request, _PAGE, _page(request, form), status=refused.status, refused=refused)
    return show_again(request, _PAGE, _page(request, form), status=BAD_INPUT)


def _file(request: HttpRequest, form: CallForm) -> int:
    """File the call once, however often it is sent; answer its id."""
    user, now = signed_in(request), timezone.now()
    actor, ring = Actor.user(user), ring_asked_for(request.POST)

    def do() -> None:
        report = report_from(form.as_report(), user=user, now=now)
        log_call_of(ring_id=ring.pk if ring else None, report=report, actor=actor, now=now)

    return file_once(form.cleaned_data["request_id"], said=request.POST, user=user, do=do, now=now)


def _page(request: HttpRequest, form: CallForm) -> dict[str, object]:
    typed = {name: form[name].value() or "" for name in form.fields}
    ring = ring_asked_for(request.POST or request.GET)
    return {
        "form": form,
        "request_id": uuid4(),
        "ring": ring,
        "known": context_of(typed, now=timezone.now()),
        "catalogue": items_by_category(),
        "tiles": {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION},
    }


@permits(Action.CALL_LOG)
def place_context(request: HttpRequest) -> HttpResponse:
    """A fragment: what is known of the place and the caller, as far as the form is filled."""
    return render(request, "hotline/known/all.html", {"known": context_of(request.GET.dict(), now=timezone.now())})
