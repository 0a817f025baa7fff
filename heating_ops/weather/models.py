"""What is known of the weather: hourly values with their source, the season, and the numbers they are read by."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .cold_waves.models import ColdWave, ColdWaveDeclaration, ColdWaveLevel, ColdWaveRule, PostureDone, PostureItem
from .default_rules import (
    BREAKER_FAILURES,
    BREAKER_LONGEST_PAUSE,
    BREAKER_PAUSE,
    DAY_KNOWN,
    FORECAST_BELIEVED,
    FORECAST_KEPT,
    LOW_AHEAD,
    OBSERVATION_BELIEVED,
)
from .feeds.models import Feed, FeedHealth

__all__ = [
    "ColdWave",
    "ColdWaveDeclaration",
    "ColdWaveLevel",
    "ColdWaveRule",
    "Feed",
    "FeedHealth",
    "Forecast",
    "Observation",
    "PostureDone",
    "PostureItem",
    "SeasonMode",
    "SeasonPeriod",
    "Source",
    "WeatherChange",
    "WeatherStandard",
]

# Colder or warmer than this no town has ever been: a value outside is a broken instrument or a typing error.
COLDEST_C: Final = -60
WARMEST_C: Final = 50
_POSSIBLE: Final = (MinValueValidator(COLDEST_C), MaxValueValidator(WARMEST_C))


class Source(models.TextChoices):
    """Where a value comes from; of two for one hour the typed one counts."""

    CSV = "csv", _("File")
    FEED = "feed", _("Feed")
    TYPED = "typed", _("Typed by hand")


class _Value(models.Model):
    """What an observation and a forecast share: an hour, and how warm it is then."""

    # The hour the value is valid for, on the hour.
    hour = models.DateTimeField(_("hour"))
    temperature_c = models.FloatField(_("temperature, °C"), validators=_POSSIBLE)
    wind_m_s = models.FloatField(_("wind, m/s"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=5, choices=Source.choices)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        abstract = True


class Observation(_Value):
    """The temperature outside that was measured in an hour; one of each source."""

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(fields=["hour", "source"], name="observation_one_of_each_source"),
            models.CheckConstraint(
                condition=Q(temperature_c__gte=COLDEST_C, temperature_c__lte=WARMEST_C), name="observation_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hour}: {self.temperature_c} °C"


class Forecast(_Value):
    """The temperature foretold for an hour; of several the one issued last counts."""

    issued_at = models.DateTimeField(_("issued at"))

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        constraints = [
            models.UniqueConstraint(fields=["hour", "issued_at", "source"], name="forecast_one_of_each_issue"),
            models.CheckConstraint(
                condition=Q(temperature_c__gte=COLDEST_C, temperature_c__lte=WARMEST_C), name="forecast_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hour}: {self.temperature_c} °C"


class WeatherChange(models.Model):
    """Something that may change how urgent open orders are; whoever decides on weather follows these rows."""

    class Cause(models.TextChoices):
        VALUES = "values", _("New values")
        COLD_WAVE = "cold_wave", _("Cold wave")
        SEASON = "season", _("Season")

    at = models.DateTimeField(_("at"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    actor = models.CharField(_("by"), max_length=60)

    class Meta:
        verbose_name = _("change of weather")
        verbose_name_plural = _("changes of weather")

    def __str__(self) -> str:
        return f"{self.at}: {self.get_cause_display()}"


class SeasonMode(models.TextChoices):
    """Whether there is heating, and on whose word."""

    OFF = "off", pgettext_lazy("season", "No heating")
    TRIAL = "trial", pgettext_lazy("season", "Trial heating")
    OFFICIAL = "official", pgettext_lazy("season", "Heating season")
    EXTENSION = "extension", pgettext_lazy("season", "Extended heating")


class SeasonPeriod(models.Model):
    """Days of one mode; on a day that no period names there is no heating. The database lets no two overlap."""

    mode = models.CharField(
        _("mode"), max_length=10, choices=[each for each in SeasonMode.choices if each[0] != SeasonMode.OFF]
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="season_begins_before_it_ends"),
            ExclusionConstraint(
                name="season_no_overlap",
                expressions=[
                    (
                        Func(F("first_day"), F("last_day"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()}: {self.first_day} – {self.last_day}"


class WeatherStandard(models.Model):
    """One number the weather is read by, with its source."""

    class Code(models.TextChoices):
        OBSERVATION_BELIEVED = OBSERVATION_BELIEVED, _("An observation is believed for, hours")
        FORECAST_BELIEVED = FORECAST_BELIEVED, _("A forecast is believed for, hours")
        LOW_AHEAD = LOW_AHEAD, _("The forecast low looks ahead, hours")
        DAY_KNOWN = DAY_KNOWN, _("The minimum of a day counts with so many known hours")
        FORECAST_KEPT = FORECAST_KEPT, _("Old forecasts are kept for, days")
        BREAKER_FAILURES = BREAKER_FAILURES, _("A feed is left alone after so many failures in a row")
        BREAKER_PAUSE = BREAKER_PAUSE, _("A feed is left alone at first for, minutes")
        BREAKER_LONGEST_PAUSE = BREAKER_LONGEST_PAUSE, _("A feed is left alone at most for, minutes")

    code = models.CharField(_("measure"), max_length=32, choices=Code.choices, unique=True)
    value = models.PositiveSmallIntegerField(_("value"), validators=[MinValueValidator(1), MaxValueValidator(1000)])
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("weather standard")
        verbose_name_plural = _("weather standards")

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.value}"
