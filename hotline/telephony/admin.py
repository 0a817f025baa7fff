"""The telephone in the administration: the desk's own numbers, and the rings to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, StandardAdmin

from .models import DeskStandard, Ring


@admin.register(DeskStandard)
class DeskStandardAdmin(StandardAdmin):
    """Seconds of the desk, each with its source."""

    list_display = ("code", "seconds", "source", "confirmed_locally")


@admin.register(Ring)
class RingAdmin(ReadOnlyAdmin):
    """Rings, found by the whole number or the call id of the exchange."""

    list_display = ("id", "rang_at", "line", "answered_at", "ended_at", "missed_at", "owed", "attempts")
    list_filter = ("owed",)
    search_fields = ("=number", "=exchange_id")
