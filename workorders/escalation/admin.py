"""Escalation in the administration: its numbers to be edited, what happened to be read."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, RuleAdmin

from .. import rules
from .models import Chase, CommunityAlarm, Escalation, Supervision, Telling
from .rule_models import CommunityRule, EscalationRule, PatienceRule


class _RuleInForce(RuleAdmin):
    """Rules every process keeps for half a minute: here they are forgotten once the change is committed."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and let this process read them anew."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(rules.forget)
        messages.info(request, _("Every process reads this within half a minute; orders keep the clocks they have."))


@admin.register(EscalationRule)
class EscalationRuleAdmin(_RuleInForce):
    """Who is told how long after a breach."""

    list_display = ("level", "priority", "minutes", "source", "confirmed_locally")
    list_filter = ("confirmed_locally", "priority")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which level at which priority stays; only how soon it is told is changed."""
        return ("level", "priority") if obj else ()


@admin.register(PatienceRule)
class PatienceRuleAdmin(_RuleInForce):
    """How long an escalated order may stay silent."""

    list_filter = ("confirmed_locally",)
    list_display = ("priority", "silence_minutes", "repeats", "source", "confirmed_locally")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which priority stays."""
        return ("priority",) if obj else ()


@admin.register(CommunityRule)
class CommunityRuleAdmin(_RuleInForce):
    """How many reports of one community are many."""

    list_filter = ("confirmed_locally", "kind")
    list_display = ("kind", "where", "season_days_to", "reports", "minutes", "level", "source", "confirmed_locally")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What is counted where stays."""
        return ("kind", "where", "season_days_to") if obj else ()


class TellingInline(ReadOnlyInline):
    """Who was told."""

    model = Telling
    fk_name = "escalation"
    fields = ("level", "user", "because", "at")


class AlarmTellingInline(TellingInline):
    """Who was told of an alarm."""

    fk_name = "alarm"


@admin.register(Escalation)
class EscalationAdmin(ReadOnlyAdmin):
    """Found by its order."""

    list_display = ("work_order", "cause", "stage", "rank", "repeats", "started_at", "ended_at")
    list_select_related = ("work_order",)
    list_filter = ("cause", "stage")
    search_fields = ("=work_order__id",)
    inlines = (TellingInline,)


@admin.register(CommunityAlarm)
class CommunityAlarmAdmin(ReadOnlyAdmin):
    """Found by its community."""

    list_display = ("community", "building", "kind", "reports", "raised_at", "acknowledged_at", "ended_at")
    list_select_related = ("community", "building")
    list_filter = ("kind",)
    search_fields = ("community__name",)
    inlines = (AlarmTellingInline,)


@admin.register(Supervision)
class SupervisionAdmin(ReadOnlyAdmin):
    """Found by its order."""

    list_display = ("work_order", "leader", "started_at", "due_at", "passed_at", "ended_at")
    list_select_related = ("work_order", "leader")
    search_fields = ("=work_order__id",)


@admin.register(Chase)
class ChaseAdmin(ReadOnlyAdmin):
    """Found by its order."""

    list_display = ("work_order", "asked_by", "asked_at", "due_at", "passed_at", "ended_at")
    list_select_related = ("work_order", "asked_by")
    search_fields = ("=work_order__id",)
