"""Deadlines and periodic jobs in the administration, to be read."""

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.utils.translation import gettext_lazy as _

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Deadline, JobRun


@admin.register(Deadline)
class DeadlineAdmin(ReadOnlyAdmin):
    """What must happen by when; attempts and the last error tell of one that fails."""

    list_display = ("kind", "subject", "due_at", "fired_at", "cancelled_at", "attempts")
    list_filter = (("fired_at", EmptyFieldListFilter), ("cancelled_at", EmptyFieldListFilter))
    search_fields = ("=subject",)
    search_help_text = _("The subject, for example work_order:17.")


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    """Which periodic jobs ran."""

    list_display = ("job", "period", "ran_at")
    search_fields = ("=job",)
