"""Crews and rosters in Django's admin."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from .duty.admin import DutyPostAdmin, PostAdmin
from .models import Crew, CrewShift, Member

__all__ = ["CrewAdmin", "CrewShiftAdmin", "DutyPostAdmin", "PostAdmin"]

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _MemberInline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin = admin.ModelAdmin
    _MemberInline = admin.TabularInline


class MemberInline(_MemberInline):
    """The people of a crew, on its page."""

    model = Member
    raw_id_fields = ("user",)
    extra = 0


@admin.register(Crew)
class CrewAdmin(_ModelAdmin):
    """Crews and their people."""

    list_display = ("name", "branch", "vehicle", "skills", "position_at")
    list_filter = ("branch",)
    list_select_related = ("branch",)
    search_fields = ("name", "vehicle")
    inlines = (MemberInline,)


@admin.register(CrewShift)
class CrewShiftAdmin(_ModelAdmin):
    """The hours of crews."""

    list_display = ("crew", "branch", "hours")
    list_select_related = ("crew__branch",)
    raw_id_fields = ("crew",)
    search_fields = ("crew__name",)

    @admin.display(ordering="crew__branch")
    def branch(self, shift: CrewShift) -> str:
        """Answer the branch of the crew."""
        return shift.crew.branch.name
