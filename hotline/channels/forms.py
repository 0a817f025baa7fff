"""What an operator says of a ticket that waits: parsed and checked here, decided by the commands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Category

from .models import Sorting

_DECISIONS = [Sorting.NOT_IN_NETWORK.value, Sorting.OTHER_SUPPLIER.value]


class SortForm(forms.Form):
    """One candidate picked by its key, a building searched for, or none of ours."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    ticket = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    pick = forms.RegexField(regex=r"^\d{1,17}\|.{0,32}$", required=False)
    decision = forms.ChoiceField(choices=[(code, code) for code in _DECISIONS], required=False)
    place_label = forms.CharField(label=_("Another place"), max_length=300, required=False)
    building = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    flat = forms.CharField(label=_("Flat"), max_length=32, required=False)
    category = forms.ChoiceField(
        label=_("What is wrong"), choices=[("", _("Choose what is wrong")), *Category.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """Have one of the three."""
        told: dict[str, Any] = super().clean() or {}
        if not (told.get("pick") or told.get("decision") or told.get("building")):
            self.add_error("place_label", _("Choose a building."))
        return told

    def as_decision(self) -> dict[str, Any]:
        """The checked answer in the words of ``sorting.sort_out``."""
        told = self.cleaned_data
        if told["decision"]:
            return {"decision": Sorting(told["decision"])}
        building, flat = told["building"], told["flat"]
        if told["pick"]:
            picked, _bar, of_candidate = told["pick"].partition("|")
            building, flat = int(picked), flat or of_candidate
        return {
            "decision": Sorting.CHOSEN,
            "building_id": building,
            "flat": flat.strip(),
            "category": told["category"],
        }
