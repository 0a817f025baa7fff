"""The shift in the administration: the desk's targets, and seat sessions to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, StandardAdmin

from .models import DeskTarget, SeatSession, SeatStretch


@admin.register(DeskTarget)
class DeskTargetAdmin(StandardAdmin):
    """Shares of calls to be answered in time, each with its source."""

    list_display = ("code", "percent", "source", "confirmed_locally")


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
