"""What the reports measure against, in the administration."""

from django.contrib import admin

from heating_ops.admin_pages import RuleAdmin

from .models import Standard


@admin.register(Standard)
class StandardAdmin(RuleAdmin):
    """The measures: edited, never added to, because the figures name each of them."""

    list_display = ("code", "value", "source", "confirmed_locally")
    readonly_fields = ("code",)

    def has_add_permission(self, request: object) -> bool:
        """Every measure is there."""
        return False
