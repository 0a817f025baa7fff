"""Planned stops in the administration, to be read: they are planned and ended on their own page."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import PlannedStop


@admin.register(PlannedStop)
class PlannedStopAdmin(ReadOnlyAdmin):
    """Found by number or place."""

    number_prefix = "PS-"
    list_display = ("number", "place_text", "reason", "branch", "begins_at", "ends_at", "ended_at", "cancelled_at")
    list_select_related = ("branch",)
    list_filter = ("reason",)
    search_fields = ("place_text",)
    exclude = ("loops",)
