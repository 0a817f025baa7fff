"""One's own ways: addresses, signing out and in, quiet hours, and the test."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import presence
from ..models import OPEN_STATES
from ..standards import QUIET_FROM, QUIET_UNTIL, standards
from . import commands, queries
from .forms import WishForm

_BAD_INPUT: Final = 400
_LONGEST_ID: Final = 18


@permits(Action.INBOX_READ)
def ways(request: HttpRequest) -> HttpResponse:
    """What leads to a person; every change and the test are posted here."""
    user = signed_in(request)
    if request.method == "POST":
        if request.POST.get("act") == "wish":
            return _wish(request, user)
        return _act(request, user)
    wish = queries.wish_of(user)
    said = {"language": wish.language, "quiet_from": wish.quiet_from, "quiet_until": wish.quiet_until}
    return _page(request, user, WishForm(initial=said))


def _page(request: HttpRequest, user: User, form: WishForm, *, status: int = 200) -> HttpResponse:
    house, tests = standards(), queries.tests_of(user)
    context = {
        "ways": queries.ways_of(user),
        "form": form,
        "quiet_from": f"{house[QUIET_FROM] % 24:02d}:00",
        "quiet_until": f"{house[QUIET_UNTIL] % 24:02d}:00",
        "tests": tests,
        "under_way": any(message.state in OPEN_STATES for test in tests for message in test.messages.all()),
        "off_duty": bool(presence.off_duty([user.pk], timezone.now())),
    }
    return render(request, "notify/ways.html", context, status=status)


def _wish(request: HttpRequest, user: User) -> HttpResponse:
    form = WishForm(request.POST)
    if form.is_valid():
        try:
            commands.wish(user=user, **form.cleaned_data)
        except InvalidInput as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Kept."))
            return redirect("inbox:ways")
    return _page(request, user, form, status=_BAD_INPUT)


def _act(request: HttpRequest, user: User) -> HttpResponse:
    now = timezone.now()
    text = request.POST.get("channel", "")
    channel = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID else 0
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "address": (
            lambda: commands.set_address(user=user, channel_id=channel, address=request.POST.get("address", "")),
            _("Kept. Try it out: a test goes the way of a real message."),
        ),
        "sign_out": (
            lambda: commands.sign_out_of(user=user, channel_id=channel, now=now),
            _("Signed out: nothing more is sent to you there."),
        ),
        "sign_in": (lambda: commands.sign_into(user=user, channel_id=channel), _("Signed in again.")),
        "confirm": (lambda: commands.confirm(user=user, channel_id=channel, now=now), _("Good: it arrives.")),
        "test": (
            lambda: commands.test(user=user, channel_id=channel, now=now),
            _("The test is on its way, as a real message goes. Its states are shown below."),
        ),
    }
    if (act := acts.get(request.POST.get("act", ""))) is not None:
        do, words = act
        try:
            do()
            messages.success(request, words)
        except Refusal as refused:
            messages.error(request, refused.message)
    return redirect(reverse("inbox:ways"))
