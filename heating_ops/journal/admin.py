"""The journal in the administration, to be read; nothing and nobody changes it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Board, Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What happened."""

    list_display = ("at", "kind", "subject", "actor", "board", "seq")
    list_display_links = ("kind",)
    list_select_related = ("board",)
    search_fields = ("=subject",)
    search_help_text = _("The subject, for example work_order:17.")


@admin.register(Board)
class BoardAdmin(ReadOnlyAdmin):
    """The numbered streams and how far they are."""

    list_display = ("slug", "seq", "head_hash")
    search_fields = ("slug",)
