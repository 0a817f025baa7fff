"""Call-backs in the administration: their numbers, and the rows to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from heating_ops.admin_pages import ReadOnlyAdmin, RuleAdmin

from .models import CallBack, CallBackRule


@admin.register(CallBackRule)
class CallBackRuleAdmin(RuleAdmin):
    """Numbers of the call-backs, each with its source."""

    list_display = ("code", "value", "source", "confirmed_locally")
    list_filter = ("confirmed_locally",)
    ordering = ("code",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The code asks for these and for no other."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What it is for stays; only the number changes."""
        return ("code",)


@admin.register(CallBack)
class CallBackAdmin(ReadOnlyAdmin):
    """Call-backs, found by the caller's whole number or the call's."""

    list_display = ("id", "call", "why", "due_at", "state", "outcome", "attempts", "satisfied", "settled_at")
    list_select_related = ("call",)
    list_filter = ("state", "why", "outcome")
    search_fields = ("=call__caller_phone", "=call__id")
