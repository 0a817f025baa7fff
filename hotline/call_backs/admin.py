"""Call-backs in the administration: their numbers, and the rows to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, StandardAdmin

from .models import CallBack, CallBackRule


@admin.register(CallBackRule)
class CallBackRuleAdmin(StandardAdmin):
    """Numbers of the call-backs, each with its source."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(CallBack)
class CallBackAdmin(ReadOnlyAdmin):
    """Call-backs, found by the caller's whole number or the call's."""

    list_display = ("id", "call", "why", "due_at", "state", "outcome", "attempts", "satisfied", "settled_at")
    list_select_related = ("call",)
    list_filter = ("state", "why", "outcome")
    search_fields = ("=call__caller_phone", "=call__id")
