"""Deadlines and periodic jobs in the administration, to be read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Deadline, JobRun


class StandingFilter(admin.SimpleListFilter):
    """How deadlines stand; those that fail are what an administrator looks for."""

    title = _("how it stands")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Name the choices."""
        return [
            ("failing", pgettext_lazy("deadline", "failing, tried again")),
            ("running", pgettext_lazy("deadline", "running")),
            ("paused", pgettext_lazy("deadline", "standing still")),
            ("passed", pgettext_lazy("deadline", "passed")),
            ("settled", pgettext_lazy("deadline", "settled")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deadline]) -> QuerySet[Deadline]:
        """Keep the rows of the choice; each by an index or newest first."""
        waiting = queryset.filter(fired_at__isnull=True, cancelled_at__isnull=True)
        chosen = {
            "failing": waiting.filter(attempts__gt=0),
            "running": waiting.filter(paused_at__isnull=True),
            "paused": waiting.filter(paused_at__isnull=False),
            "passed": queryset.filter(fired_at__isnull=False),
            "settled": queryset.filter(cancelled_at__isnull=False),
        }
        return chosen.get(self.value() or "", queryset)


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """What must happen by when; attempts and the last error tell of one that fails."""

    list_display = ("kind", "subject", "due_at", "fired_at", "cancelled_at", "attempts", "last_error")
    list_filter = (StandingFilter,)
    search_fields = ("=subject",)
    search_help_text = _("The subject, for example work_order:17.")


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    """Which periodic jobs ran."""

    list_display = ("job", "period", "ran_at")
    search_fields = ("=job",)
