"""What crews are chosen by, in the administration."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from heating_ops.admin_pages import RuleAdmin, StandardAdmin

from .models import CrewChoiceStandard, SkillNeeded


@admin.register(CrewChoiceStandard)
class CrewChoiceStandardAdmin(StandardAdmin):
    """Points and limits."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(SkillNeeded)
class SkillNeededAdmin(RuleAdmin):
    """Which skills which work needs; one that is not needed any more is switched off."""

    list_display = ("order_type", "category", "skill", "needed", "source", "confirmed_locally")
    list_filter = ("confirmed_locally", "order_type", "skill")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What a row is about stays."""
        return ("order_type", "category", "skill") if obj else ()
