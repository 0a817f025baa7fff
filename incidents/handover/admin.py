"""Hand-overs in the administration, to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import HandoverNote, WatchItem


@admin.register(HandoverNote)
class HandoverNoteAdmin(ReadOnlyAdmin):
    """Newest first."""

    list_display = ("branch", "change_at", "state", "written_by", "written_at", "signed_by", "signed_at", "late_at")
    list_filter = ("state", "branch")
    list_select_related = ("branch", "written_by", "signed_by")


@admin.register(WatchItem)
class WatchItemAdmin(ReadOnlyAdmin):
    """Newest first."""

    list_display = ("text", "branch", "added_by", "added_at", "struck_by", "struck_at")
    list_filter = ("branch",)
    list_select_related = ("branch", "added_by", "struck_by")
    search_fields = ("text",)
