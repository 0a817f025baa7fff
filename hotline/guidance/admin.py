"""Guidances in the administration, to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Guidance


@admin.register(Guidance)
class GuidanceAdmin(ReadOnlyAdmin):
    """What customers were guided through by telephone, and what it came to."""

    list_display = ("id", "work_order", "item", "outcome", "in_call", "attempts", "filed_at")
    list_filter = ("outcome", "in_call")
    list_select_related = ("work_order", "item")
