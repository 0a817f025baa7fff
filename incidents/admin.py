"""The thresholds of incident levels in Django's admin."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from .models import LevelRule

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


@admin.register(LevelRule)
class LevelRuleAdmin(_ModelAdmin):
    """From which size a level is proposed."""

    list_display = ("level", "households_from", "area_from_m2", "source", "confirmed_locally")
