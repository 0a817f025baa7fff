"""The inbox as a page: on the desk and on the phone."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in

from . import commands, queries
from .models import Notice

_LONGEST_ID: Final = 18


@permits(Action.INBOX_READ)
def inbox(request: HttpRequest) -> HttpResponse:
    """What somebody was told; opening one, marking one or all as read are posted here."""
    if request.method == "POST":
        return _act(request)
    show_all = request.GET.get("show") == "all"
    before = _number(request.GET.get("before", ""))
    user = signed_in(request)
    notices = queries.notices_of(user, unread=not show_all, before=before)
    badge = queries.badge_of(user)
    here = reverse("inbox:list")
    context: dict[str, Any] = {
        "notices": [queries.shown(notice) for notice in notices],
        "show_all": show_all,
        "badge": badge,
        "newest": max((notice.pk for notice in notices), default=0),
        "older": notices[-1].pk if len(notices) == queries.AT_ONCE else None,
        "is_first_page": before is None,
        "tabs": [
            {"label": _("Unread"), "url": here, "active": not show_all, "count": badge.unread},
            {"label": _("All messages"), "url": f"{here}?show=all", "active": show_all, "count": None},
        ],
    }
    return render(request, "notify/inbox.html", context)


@permits(Action.INBOX_READ)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice on its own: where the link of a message outside leads. Looking does not mark it as read."""
    found = queries.notice_of(signed_in(request), pk)
    if found is None:
        raise Http404
    return render(request, "notify/notice.html", {"notice": queries.shown(found)})


def _act(request: HttpRequest) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    back = reverse("inbox:list") + ("?show=all" if request.POST.get("show") == "all" else "")
    chosen = _number(request.POST.get("open", "") or request.POST.get("read", ""))
    if chosen is not None:
        found = commands.read(notice_id=chosen, user=user, now=now)
        return redirect(_target(found) if request.POST.get("open") else back)
    up_to = _number(request.POST.get("up_to", ""))
    if up_to is not None:
        count = commands.read_all(up_to=up_to, user=user, now=now)
        words = ngettext("%(count)s message is marked as read.", "%(count)s messages are marked as read.", count)
        messages.success(request, words % {"count": count})
    return redirect(back)


def _target(found: Notice) -> str:
    """Where it leads, if that is one of our own pages."""
    ours = found.link.startswith("/") and url_has_allowed_host_and_scheme(found.link, allowed_hosts=None)
    return found.link if ours else reverse("inbox:list")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) <= _LONGEST_ID else None
