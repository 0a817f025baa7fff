"""Scripts and what callers were told in the administration, to be read; new versions have a page."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import CallerTold, Script


@admin.register(Script)
class ScriptAdmin(ReadOnlyAdmin):
    """Every version, the newest first."""

    list_display = ("situation", "version", "active", "words_zh_hans", "source", "confirmed_locally", "written_at")
    list_filter = ("active", "situation", "confirmed_locally")
    search_fields = ("words_zh_hans", "words_en")


@admin.register(CallerTold)
class CallerToldAdmin(ReadOnlyAdmin):
    """What was said, found by its words."""

    list_display = ("call", "script", "language", "next_update_at", "at", "by")
    list_select_related = ("script",)
    raw_id_fields = ("call",)
    search_fields = ("words",)
