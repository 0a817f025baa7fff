"""The page of messages: for leaders and administrators."""

from typing import Any, Final

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits

from ..outbox import try_again
from . import queries

_LONGEST_ID: Final = 18


@permits(Action.MESSAGE_WATCH)
def messages(request: HttpRequest) -> HttpResponse:
    """What does not get through, by channel, and each message with what happened to it."""
    which, channel = _which(request.GET.get("show", "")), request.GET.get("channel", "")[:40]
    if request.method == "POST":
        return _again(request)
    before = _number(request.GET.get("before", ""))
    context: dict[str, Any] = {"which": which, "channel": channel, "channels": queries.by_channel()}
    if which == queries.WITHHELD:
        rows: list[Any] = list(queries.withheld(before=before))
        context["withheld"] = rows
    else:
        rows = list(queries.messages(which, channel=channel, before=before))
        context["rows"] = rows
    older = rows[-1].pk if len(rows) == queries.AT_ONCE else None
    context |= {"older": older, "is_first_page": before is None, "tabs": _tabs(which, channel), "now": timezone.now()}
    return render(request, "notify/messages.html", context)


def _tabs(which: str, channel: str) -> list[dict[str, Any]]:
    labels = {
        queries.PENDING: _("Pending"),
        queries.FAILING: _("Failing"),
        queries.GIVEN_UP: _("Given up"),
        queries.WITHHELD: _("Off duty"),
        queries.ALL: _("All messages"),
    }
    more = f"&channel={channel}" if channel else ""
    here = reverse("messages")
    return [
        {"label": word, "url": f"{here}?show={code}{more}", "active": code == which} for code, word in labels.items()
    ]


def _again(request: HttpRequest) -> HttpResponse:
    chosen = _number(request.POST.get("again", ""))
    count = try_again([chosen], now=timezone.now()) if chosen is not None else 0
    if count:
        words = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
        notes.success(request, words % {"count": count})
    else:
        notes.error(request, _("This message was sent meanwhile, or is being sent."))
    return redirect(request.get_full_path())


def _which(text: str) -> str:
    known = (queries.PENDING, queries.FAILING, queries.GIVEN_UP, queries.WITHHELD, queries.ALL)
    return text if text in known else queries.PENDING


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= _LONGEST_ID else None
