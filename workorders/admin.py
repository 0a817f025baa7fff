"""The rules of work orders in the administration, and the orders to be read."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, RuleAdmin

from . import rules
from .clock_rules.models import STOPPABLE
from .crew_choice.admin import CrewChoiceStandardAdmin as CrewChoiceStandardAdmin
from .crew_choice.admin import SkillNeededAdmin as SkillNeededAdmin
from .escalation.admin import EscalationRuleAdmin as EscalationRuleAdmin
from .models import (
    ClockProfile,
    ClockRule,
    Finding,
    Suspension,
    SuspensionRule,
    TemperatureReading,
    TriageActivation,
    TriageRules,
    WarnShare,
    WorkOrder,
)
from .rule_checks import problems_of

if TYPE_CHECKING:
    _TriageForm = forms.ModelForm[TriageRules]
else:
    _TriageForm = forms.ModelForm

_PARTS = ("id", "when", "then", "reason", "source", "confirmed")


class _RuleInForce(RuleAdmin):
    """Rules every process keeps for half a minute: here they are forgotten once the change is committed."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and let this process read them anew."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(rules.forget)
        messages.info(request, _("Every process reads this within half a minute; orders keep the clocks they have."))


@admin.register(ClockProfile)
class ClockProfileAdmin(ReadOnlyAdmin):
    """The profiles, to be read: which one is in force is decided on the page of the clocks, after a dry run."""

    list_display = ("name", "title_en", "title_zh_hans", "active", "source")
    ordering = ("pk",)


@admin.register(ClockRule)
class ClockRuleAdmin(_RuleInForce):
    """Minutes allowed for each step; 0 minutes is no clock."""

    fields = (
        "profile",
        "step",
        "priority",
        "anchor",
        "season_day_from",
        "season_day_to",
        "minutes",
        "source",
        "confirmed_locally",
    )
    list_display = (
        "step",
        "priority",
        "minutes",
        "anchor",
        "season_day_from",
        "profile",
        "source",
        "confirmed_locally",
    )
    list_select_related = ("profile",)
    list_filter = ("profile", "confirmed_locally", "step", "priority")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a clock is for stays; only how long it runs is changed."""
        return ("profile", "step", "priority", "anchor", "season_day_from", "season_day_to") if obj else ()


@admin.register(WarnShare)
class WarnShareAdmin(_RuleInForce):
    """When a clock warns before its deadline."""

    list_display = ("percent", "tells", "profile", "source", "confirmed_locally")
    list_select_related = ("profile",)
    list_filter = ("profile", "confirmed_locally")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose it is stays."""
        return ("profile",) if obj else ()


@admin.register(SuspensionRule)
class SuspensionRuleAdmin(_RuleInForce):
    """What stands still while an order waits, and how long it may."""

    list_display = ("reason", *STOPPABLE.values(), "longest_minutes", "profile", "confirmed_locally")
    list_select_related = ("profile",)
    list_filter = ("profile", "confirmed_locally")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which reason it is for stays."""
        return ("profile", "reason") if obj else ()


def _readable(found: Any) -> str:
    """Rules indented, Chinese as Chinese, each in the order one reads it: what it is called, when, what then."""
    if isinstance(found, list) and all(isinstance(rule, dict) for rule in found):
        found = [{name: rule[name] for name in sorted(rule, key=_place_of)} for rule in found]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _place_of(part: str) -> int:
    return _PARTS.index(part) if part in _PARTS else len(_PARTS)


class RulesField(forms.JSONField):
    """Rules as JSON one can read."""

    widget = forms.Textarea(attrs={"rows": 40, "cols": 110, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        """Indented, and Chinese as Chinese."""
        return value if isinstance(value, str) else _readable(value)


class TriageSwitchForm(_TriageForm):
    """A version that exists: only switched on and off."""

    class Meta:
        model = TriageRules
        fields: tuple[str, ...] = ("active",)

    def clean_active(self) -> bool:
        """Without an active version no call could be taken."""
        active: bool = self.cleaned_data["active"]
        if not active and not TriageRules.objects.filter(active=True).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("One version must stay active: without rules no call can be taken."))
        return active


class TriageRulesForm(TriageSwitchForm):
    """A new version of the triage rules, written whole."""

    rules = RulesField(label=_("rules"), help_text=_("What matches is taken together, the strictest priority wins."))

    class Meta(TriageSwitchForm.Meta):
        fields = ("version", "active", "rules")

    def clean_rules(self) -> Any:
        """Rules that decide about every kind of call, or a list of what is wrong."""
        problems = problems_of(self.cleaned_data["rules"])
        if problems:
            raise ValidationError([ValidationError(problem) for problem in problems])
        return self.cleaned_data["rules"]


@admin.register(TriageRules)
class TriageRulesAdmin(_RuleInForce):
    """The versions of the triage rules. Decisions name theirs, so what a version says is never changed."""

    list_display = ("version", "active", "in_force", "number_of_rules")
    ordering = ("-pk",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A new version is checked whole; of one that exists only the switch is taken."""
        return super().get_form(request, obj, change, form=TriageSwitchForm if obj else TriageRulesForm, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A version that exists keeps its name and its rules."""
        return ("version", "rules_to_read") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Readable rules for a version that exists, a text to write for a new one."""
        return ("version", "active", "rules_to_read") if obj else ("version", "active", "rules")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new version begins as the one in force."""
        return {"active": True, "rules": rules.triage_rules()["rules"]}

    @admin.display(boolean=True, description=_("in force"))
    def in_force(self, row: TriageRules) -> bool:
        """The newest active one decides."""
        return bool(row.version == rules.triage_rules()["version"])

    @admin.display(description=_("rules"))
    def number_of_rules(self, row: TriageRules) -> int:
        """How many rules it has."""
        return len(row.rules)

    @admin.display(description=_("rules"))
    def rules_to_read(self, row: TriageRules) -> SafeString:
        """The rules as text."""
        return format_html("<pre>{}</pre>", _readable(row.rules))


@admin.register(TriageActivation)
class TriageActivationAdmin(ReadOnlyAdmin):
    """Which version was put in force when, and why; done on the page of the rules."""

    list_display = ("rules", "at", "by", "reason")
    list_select_related = ("rules",)


class FindingInline(ReadOnlyInline):
    """What the crew found."""

    model = Finding


class SuspensionInline(ReadOnlyInline):
    """When it waited, and why."""

    model = Suspension


class ReadingInline(ReadOnlyInline):
    """What the thermometers said."""

    model = TemperatureReading


@admin.register(WorkOrder)
class WorkOrderAdmin(ReadOnlyAdmin):
    """Work orders, to be read: their moves are made on their own page."""

    number_prefix = "WO-"
    list_display = ("number", "status", "urgency", "priority", "category", "branch", "crew", "logged_at")
    list_select_related = ("branch", "crew")
    list_filter = ("status", "priority")
    search_fields = ("=join_key",)
    search_help_text = _("The number, for example WO-000017.")
    inlines = (FindingInline, ReadingInline, SuspensionInline)
