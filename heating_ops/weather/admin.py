"""The weather's numbers, seasons and levels in the administration; values are only read there."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, RuleAdmin, StandardAdmin

from .models import ColdWave, ColdWaveRule, Forecast, Observation, SeasonPeriod, WeatherStandard


@admin.register(WeatherStandard)
class WeatherStandardAdmin(StandardAdmin):
    """How long values are believed, and how far ahead is looked."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(SeasonPeriod)
class SeasonPeriodAdmin(RuleAdmin):
    """The days of each kind of heating."""

    list_display = ("mode", "first_day", "last_day", "source", "confirmed_locally")
    list_filter = ("mode", "confirmed_locally")
    ordering = ("-first_day",)


@admin.register(ColdWaveRule)
class ColdWaveRuleAdmin(RuleAdmin):
    """When a level is reached."""

    list_display = ("level", "fall_c", "within_hours", "low_at_most_c", "source", "confirmed_locally")
    ordering = ("within_hours", "fall_c")

    def has_add_permission(self, request: object) -> bool:
        """The four signals are there."""
        return False

    def get_readonly_fields(self, request: object, obj: object = None) -> tuple[str, ...]:
        """Which signal it is stays."""
        return ("level",)


@admin.register(ColdWave)
class ColdWaveAdmin(ReadOnlyAdmin):
    """Which level was in force when."""

    list_display = ("level", "declared", "began_at", "ended_at", "fall_c", "low_c")
    list_filter = ("level", "declared")


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    """What was measured."""

    list_display = ("hour", "temperature_c", "wind_m_s", "source", "entered_at", "entered_by")
    list_filter = ("source",)
    list_select_related = ("entered_by",)


@admin.register(Forecast)
class ForecastAdmin(ReadOnlyAdmin):
    """What was foretold."""

    list_display = ("hour", "temperature_c", "wind_m_s", "issued_at", "source", "entered_by")
    list_filter = ("source",)
    list_select_related = ("entered_by",)
