"""The telephone in the administration: the desk's own numbers, and the rings to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from heating_ops.admin_pages import ReadOnlyAdmin, RuleAdmin

from .models import DeskStandard, Ring


@admin.register(DeskStandard)
class DeskStandardAdmin(RuleAdmin):
    """Seconds of the desk, each with its source."""

    list_display = ("code", "seconds", "source", "confirmed_locally")
    list_filter = ("confirmed_locally",)
    ordering = ("code",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The code asks for these and for no other."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What it is for stays; only how long it is changes."""
        return ("code",)


@admin.register(Ring)
class RingAdmin(ReadOnlyAdmin):
    """Rings, found by the whole number or the call id of the exchange."""

    list_display = ("id", "rang_at", "line", "answered_at", "ended_at", "missed_at", "owed", "attempts")
    list_filter = ("owed",)
    search_fields = ("=number", "=exchange_id")
