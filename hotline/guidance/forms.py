"""What an operator files of a guidance: parsed and checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import GuidanceOutcome

from ..catalogue.queries import find_item
from ..forms import steps_of
from .commands import Guided


class GuidanceForm(forms.Form):
    """The outcome, and which steps were said."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    steps = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What it came to"),
        choices=GuidanceOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it came to.")},
    )

    def as_guided(self) -> Guided:
        """The checked words for ``commands.file``."""
        told: dict[str, Any] = self.cleaned_data
        item = find_item(told["item"]) if told["item"] else None
        return Guided(GuidanceOutcome(told["outcome"]), item, steps_of(told["steps"]) if item else ())
