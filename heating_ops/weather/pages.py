"""The weather's page: how cold it is and will be, the cold wave and its stand-by, the season, the feeds."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput, Refusal

from .chart import BOTTOM, chart_of
from .cold_waves.commands import declare_cold_wave, take_posture, withdraw_cold_wave
from .commands import take_values
from .forms import DeclareForm, ValueForm, WithdrawForm, told
from .models import Source
from .reading import weather_at
from .sentences import lately
from .values import Value, hour_of

_UNTIL_PROPOSED: Final = timedelta(hours=24)


@permits(Action.WEATHER_VIEW)
def weather(request: HttpRequest) -> HttpResponse:
    """Show the weather; who may, types values, declares a cold wave and says what stands by."""
    user, now = signed_in(request), timezone.now()
    forms_shown = _fresh_forms()
    status = 200
    if request.method == "POST":
        if not may(user, Action.WEATHER_EDIT):
            raise PermissionDenied
        act = request.POST.get("act", "")
        form = _form_of(act, request.POST)
        try:
            if form is None or form.is_valid():
                messages.success(request, _done(act, form, request))
                return redirect("weather:now")
        except InvalidInput as refused:
            if form is None:
                raise
            told(form, refused.field, refused.message)
        except Refusal as refused:
            messages.error(request, refused.message)
            return redirect("weather:now")
        status, forms_shown[act] = 400, form
    found = weather_at(now)
    context = {
        "weather": found,
        "chart": chart_of(found.observed, found.foretold, now=now),
        "plot_end": BOTTOM,
        "log": lately(),
        "may_edit": may(user, Action.WEATHER_EDIT),
        "wrong": status != 200,
        **{f"{name}_form": form for name, form in forms_shown.items()},
    }
    return render(request, "weather/weather.html", context, status=status)


def _fresh_forms() -> dict[str, forms.Form | None]:
    now = timezone.localtime()
    return {
        "value": ValueForm(initial={"at": hour_of(now)}),
        "declare": DeclareForm(initial={"until": hour_of(now) + _UNTIL_PROPOSED}),
        "withdraw": WithdrawForm(),
    }


def _form_of(act: str, sent: QueryDict) -> forms.Form | None:
    """The form of an act; saying that a line of the stand-by is done has none.

    :raises InvalidInput: there is no such act
    """
    kinds: dict[str, type[forms.Form]] = {"value": ValueForm, "declare": DeclareForm, "withdraw": WithdrawForm}
    if act in kinds:
        return kinds[act](sent)
    if act == "posture":
        return None
    raise PermissionDenied


def _done(act: str, form: forms.Form | None, request: HttpRequest) -> str:
    """Run the command of an act and answer what to say of it."""
    user, now = signed_in(request), timezone.now()
    said: dict[str, Any] = form.cleaned_data if form else {}
    if act == "value":
        value = Value(
            hour_of(said["at"]),
            said["temperature_c"],
            said["wind_m_s"],
            now if said["is_forecast"] else None,
        )
        take_values([value], source=Source.TYPED, entered_by=user.pk, actor=Actor.user(user), now=now)
        return _("The value is taken. Open orders are looked at again.")
    if act == "declare":
        declare_cold_wave(level=said["level"], until=said["until"], reason=said["reason"], user=user, now=now)
        return _("The cold wave is declared.")
    if act == "withdraw":
        withdraw_cold_wave(reason=said["reason"], user=user, now=now)
        return _("The declaration is withdrawn.")
    wave, item = (_id(request.POST.get(name, "")) for name in ("wave", "item"))
    take_posture(wave_id=wave, item_id=item, user=user, now=now)
    return _("Noted, with your name.")


def _id(said: str) -> int:
    """An id of a hidden field; anything else is nobody's."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0
