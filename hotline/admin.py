"""The catalogue in the administration: what callers bring and what the operator says; and the calls to be read."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin
from workorders.catalogue import Danger

from .call_backs.admin import CallBackAdmin, CallBackRuleAdmin
from .callers.admin import CallerKnownAdmin
from .channels.admin import CallFileAdmin, ChannelStandardAdmin, IntakeSourceAdmin, TicketAdmin
from .guidance.admin import GuidanceAdmin
from .knowledge.admin import ArticleAdmin
from .models import Call, GuidanceOutcome, ProblemItem
from .scripts.admin import CallerToldAdmin, ScriptAdmin
from .shift.admin import DeskTargetAdmin, SeatSessionAdmin
from .suppliers.admin import ReferralAdmin, SupplierAdmin
from .telephony.admin import DeskStandardAdmin, RingAdmin

__all__ = [
    "ArticleAdmin",
    "CallAdmin",
    "CallBackAdmin",
    "CallBackRuleAdmin",
    "CallFileAdmin",
    "CallerKnownAdmin",
    "CallerToldAdmin",
    "ChannelStandardAdmin",
    "DeskStandardAdmin",
    "DeskTargetAdmin",
    "GuidanceAdmin",
    "IntakeSourceAdmin",
    "ProblemItemAdmin",
    "ReferralAdmin",
    "RingAdmin",
    "ScriptAdmin",
    "SeatSessionAdmin",
    "SupplierAdmin",
    "TicketAdmin",
]

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


@admin.register(Call)
class CallAdmin(ReadOnlyAdmin):
    """Calls, to be read: found by their number or by the whole telephone number."""

    number_prefix = "CA-"
    list_display = ("number", "reported_at", "channel", "category", "place_label", "outcome")
    list_select_related = ("building",)
    list_filter = ("channel", "outcome")
    search_fields = ("=caller_phone",)
    search_help_text = _("The number, for example CA-0000017, or the caller's whole telephone number.")
