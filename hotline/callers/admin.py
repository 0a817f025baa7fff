"""Who callers were taken to be, in the administration: to be read, and to be erased with the person."""

from django.contrib import admin
from django.http import HttpRequest

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import CallerKnown


@admin.register(CallerKnown)
class CallerKnownAdmin(ReadOnlyAdmin):
    """Found by the number of the call; deleting one takes the person from the call and leaves the call."""

    number_prefix = "CA-"
    list_display = ("call", "household", "of_phone", "of_flat", "window_hours")
    list_select_related = ("call", "household")
    search_fields = ("=call__caller_phone",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Erasing a person's data is what this page is for."""
        return True
