"""The shift in the administration: the desk's targets, and seat sessions to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, RuleAdmin

from .models import DeskTarget, SeatSession, SeatStretch


@admin.register(DeskTarget)
class DeskTargetAdmin(RuleAdmin):
    """Shares of calls to be answered in time, each with its source."""

    list_display = ("code", "percent", "source", "confirmed_locally")
    list_filter = ("confirmed_locally",)
    ordering = ("code",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The code asks for these and for no other."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What it is for stays; only how much it is changes."""
        return ("code",)


class StretchInline(ReadOnlyInline):
    """What states a session had."""

    model = SeatStretch


@admin.register(SeatSession)
class SeatSessionAdmin(ReadOnlyAdmin):
    """Who sat where, and when."""

    inlines = (StretchInline,)
    list_display = ("id", "user", "seat", "state", "reason", "began_at", "ended_at", "seen_at")
    list_select_related = ("user",)
    list_filter = ("state",)
    search_fields = ("=seat", "=user__username")
