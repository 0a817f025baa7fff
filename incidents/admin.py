"""The thresholds of incident levels in the administration, and the incidents to be read."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, RuleAdmin

from .handover.admin import HandoverNoteAdmin, WatchItemAdmin
from .models import Incident, IncidentNote, IncidentWorkOrder, LevelRule
from .planned_stops.admin import PlannedStopAdmin

__all__ = ["HandoverNoteAdmin", "IncidentAdmin", "LevelRuleAdmin", "PlannedStopAdmin", "WatchItemAdmin"]


@admin.register(LevelRule)
class LevelRuleAdmin(RuleAdmin):
    """From which size a level is proposed; a person sets it."""

    list_display = ("level", "households_from", "area_from_m2", "source", "confirmed_locally")


class GatheredInline(ReadOnlyInline):
    """The orders gathered."""

    model = IncidentWorkOrder


class NoteInline(ReadOnlyInline):
    """The lines people wrote."""

    model = IncidentNote


@admin.register(Incident)
class IncidentAdmin(ReadOnlyAdmin):
    """Incidents, to be read: they are commanded on their own page."""

    number_prefix = "IN-"
    list_display = ("number", "title", "kind", "level", "phase", "branch", "declared_at")
    list_select_related = ("branch",)
    list_filter = ("phase", "level", "kind")
    search_fields = ("title",)
    # A reach may be ten thousand loops; the incident's own page sums them up.
    exclude = ("loops",)
    inlines = (GatheredInline, NoteInline)
