"""The weather's numbers, seasons and levels in the administration; values are only read there."""

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin, RuleAdmin, StandardAdmin

from .models import (
    ColdWave,
    ColdWaveDeclaration,
    ColdWaveRule,
    Feed,
    Forecast,
    Observation,
    PostureItem,
    SeasonPeriod,
    WeatherStandard,
)

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Feed]
else:
    _ModelForm = forms.ModelForm


@admin.register(WeatherStandard)
class WeatherStandardAdmin(StandardAdmin):
    """How long values are believed, and how far ahead is looked."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(SeasonPeriod)
class SeasonPeriodAdmin(RuleAdmin):
    """The days of each kind of heating."""

    list_display = ("mode", "first_day", "last_day", "source", "confirmed_locally")
    list_filter = ("mode", "confirmed_locally")
    ordering = ("-first_day",)


@admin.register(ColdWaveRule)
class ColdWaveRuleAdmin(RuleAdmin):
    """When a level is reached."""

    list_display = ("level", "fall_c", "within_hours", "low_at_most_c", "source", "confirmed_locally")
    ordering = ("within_hours", "fall_c")

    def has_add_permission(self, request: object) -> bool:
        """The four signals are there."""
        return False

    def get_readonly_fields(self, request: object, obj: object = None) -> tuple[str, ...]:
        """Which signal it is stays."""
        return ("level",)


@admin.register(ColdWave)
class ColdWaveAdmin(ReadOnlyAdmin):
    """Which level was in force when."""

    list_display = ("level", "declared", "began_at", "ended_at", "fall_c", "low_c")
    list_filter = ("level", "declared")


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    """What was measured."""

    list_display = ("hour", "temperature_c", "wind_m_s", "source", "entered_at", "entered_by")
    list_filter = ("source",)
    list_select_related = ("entered_by",)


@admin.register(Forecast)
class ForecastAdmin(ReadOnlyAdmin):
    """What was foretold."""

    list_display = ("hour", "temperature_c", "wind_m_s", "issued_at", "source", "entered_by")
    list_filter = ("source",)
    list_select_related = ("entered_by",)


class FeedForm(_ModelForm):
    """A feed; its headers are written and never shown again."""

    url = forms.URLField(label=_("address"), max_length=500, assume_scheme="https")
    new_headers = forms.JSONField(
        label=_("headers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_('Written as {"X-Key": "…"}. What is kept is never shown; left empty, it stays.'),
    )

    class Meta:
        model = Feed
        exclude: Final = ("headers",)

    def clean_new_headers(self) -> dict[str, str] | None:
        """Take names and values of text."""
        said = self.cleaned_data["new_headers"]
        if said is None:
            return None
        if not isinstance(said, dict) or not all(_is_header(name, value) for name, value in said.items()):
            raise forms.ValidationError(_('Write names and values of text, such as {"X-Key": "…"}.'))
        return said

    def save(self, commit: bool = True) -> Feed:
        """Keep the headers that were kept, unless new ones were written."""
        if self.cleaned_data.get("new_headers") is not None:
            self.instance.headers = self.cleaned_data["new_headers"]
        return super().save(commit)


def _is_header(name: object, value: object) -> bool:
    return (
        isinstance(name, str)
        and isinstance(value, str)
        and re.fullmatch(r"[A-Za-z0-9-]+", name) is not None
        and re.fullmatch(r"[\x20-\x7e]*", value) is not None
    )


@admin.register(Feed)
class FeedAdmin(RuleAdmin):
    """Where weather is fetched; how a feed is doing stands on the weather's page."""

    form = FeedForm
    list_display = ("name", "enabled", "gives", "url", "every_minutes")

    def construct_change_message(self, request: HttpRequest, form: forms.Form, formsets: Any, add: bool = False) -> Any:
        """Say that headers were written, never which."""
        if "new_headers" not in form.changed_data:
            return super().construct_change_message(request, form, formsets, add)
        return gettext("Headers were written.")


@admin.register(PostureItem)
class PostureItemAdmin(RuleAdmin):
    """What stands by at each level."""

    list_display = ("level", "place", "words_zh_hans", "words_en", "source", "confirmed_locally")
    list_filter = ("level", "confirmed_locally")


@admin.register(ColdWaveDeclaration)
class ColdWaveDeclarationAdmin(ReadOnlyAdmin):
    """Which levels were declared by hand, by whom and why."""

    list_display = ("level", "reason", "declared_at", "declared_by", "until", "withdrawn_at")
    list_select_related = ("declared_by",)
