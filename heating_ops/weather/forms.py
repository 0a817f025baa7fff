"""What people fill in about the weather: parsed here, checked and decided by the commands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .files import COLUMNS
from .models import ColdWaveLevel

_MOMENT = {"type": "datetime-local"}
_FORMAT = "%Y-%m-%dT%H:%M"
COLUMN_NAMES = [name for name, _needed, _words in COLUMNS]


class ValueForm(forms.Form):
    """One hourly value: measured, or with a time of issue foretold."""

    at = forms.DateTimeField(label=_("Hour"), widget=forms.DateTimeInput(attrs=_MOMENT, format=_FORMAT))
    temperature_c = forms.FloatField(
        label=_("Temperature, °C"), widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"})
    )
    wind_m_s = forms.FloatField(
        label=_("Wind, m/s"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal", "min": "0"}),
    )
    is_forecast = forms.BooleanField(label=_("This is a forecast"), required=False)


class DeclareForm(forms.Form):
    """A level set by hand."""

    level = forms.ChoiceField(label=_("Level"), choices=[("", _("Choose")), *ColdWaveLevel.choices])
    until = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs=_MOMENT, format=_FORMAT))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(forms.Form):
    """Why a declared level counts no more."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class FileForm(forms.Form):
    """A file of hourly values."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


def told(form: forms.Form, field: str, message: str) -> None:
    """Put a command's refusal beside its field, or above the form where it has none."""
    named: Any = field if field in form.fields else None
    form.add_error(named, message)
