"""The catalogue in Django's admin: what callers bring, and what the operator says."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Danger

from .models import GuidanceOutcome, ProblemItem

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[ProblemItem]
    _ModelForm = forms.ModelForm[ProblemItem]
else:
    _ModelAdmin = admin.ModelAdmin
    _ModelForm = forms.ModelForm


class ProblemItemForm(_ModelForm):
    """An item with its dangers and outcomes as boxes to tick."""

    dangers = forms.MultipleChoiceField(
        label=_("dangers to ask about"),
        choices=Danger.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcomes = forms.MultipleChoiceField(
        label=_("what guidance may end in"), choices=GuidanceOutcome.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ProblemItem
        fields: Final = (
            *("code", "category", "name_en", "name_zh_hans", "steps", "dangers", "outcomes"),
            *("source", "confirmed_locally", "active", "sort_order"),
        )


@admin.register(ProblemItem)
class ProblemItemAdmin(_ModelAdmin):
    """Items callers bring; one that calls name is switched off, not deleted."""

    form = ProblemItemForm
    list_display = ("code", "category", "name_zh_hans", "name_en", "active", "confirmed_locally", "source")
    list_filter = ("category", "active", "confirmed_locally")
    search_fields = ("code", "name_en", "name_zh_hans")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Calls and the rules for texts name the code, and calls keep the category it had."""
        return ("code", "category") if obj else ()
