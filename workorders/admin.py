"""The rules of work orders in Django's admin: numbers with a source, confirmed locally or not."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from .models import ClockRule, EscalationRule, TriageRules

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


@admin.register(ClockRule)
class ClockRuleAdmin(_ModelAdmin):
    """Minutes allowed for each step; what a clock counts from is part of the step."""

    list_display = ("step", "priority", "minutes", "anchor", "source", "confirmed_locally")
    list_filter = ("confirmed_locally", "step")
    readonly_fields = ("step", "priority", "anchor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Every step has its rule at every priority; 0 minutes is no clock."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """0 minutes is no clock."""
        return False


@admin.register(EscalationRule)
class EscalationRuleAdmin(_ModelAdmin):
    """Who is told how long after a breach."""

    list_display = ("priority", "minutes", "level", "source", "confirmed_locally")
    list_filter = ("confirmed_locally", "priority")


@admin.register(TriageRules)
class TriageRulesAdmin(_ModelAdmin):
    """The versions of the triage rules, to be read: old decisions name them."""

    list_display = ("version", "active")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A version is tested before it is loaded."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions were made with it as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions name it."""
        return False
