"""A feed as an administrator describes it, and how it is doing."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gives(models.TextChoices):
    """What a feed gives."""

    OBSERVATIONS = "observations", _("Observations")
    FORECASTS = "forecasts", _("Forecasts")


class Layout(models.TextChoices):
    """How its JSON is built."""

    ROWS = "rows", _("A list of rows: each hour an object")
    COLUMNS = "columns", _("Columns: lists of the same length")


class Feed(models.Model):
    """Where hourly values are fetched, and where in the answer they stand.

    Paths name keys and places from the outside in: ``hourly.temperature_2m``, ``data.0.temp``.
    With rows, ``rows_path`` leads to the list and the other paths begin at a row; with columns
    they begin at the answer itself.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    enabled = models.BooleanField(_("fetched"), default=False)
    url = models.URLField(_("address"), max_length=500)
    # Sent with the request, a key perhaps: never shown again, and in no log.
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    gives = models.CharField(_("gives"), max_length=12, choices=Gives.choices)
    layout = models.CharField(_("layout"), max_length=8, choices=Layout.choices, default=Layout.ROWS)
    rows_path = models.CharField(_("path of the rows"), max_length=120, blank=True)
    time_path = models.CharField(_("path of the time"), max_length=120)
    temperature_path = models.CharField(_("path of the temperature"), max_length=120)
    wind_path = models.CharField(_("path of the wind"), max_length=120, blank=True)
    issued_path = models.CharField(
        _("path of the time of issue"),
        max_length=120,
        blank=True,
        help_text=_("From the outside of the answer. Left empty, a forecast was issued in the hour it is fetched."),
    )
    every_minutes = models.PositiveSmallIntegerField(
        _("every, minutes"), default=30, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )

    class Meta:
        verbose_name = _("weather feed")
        verbose_name_plural = _("weather feeds")

    def __str__(self) -> str:
        return self.name


class Breaker(models.TextChoices):
    """Whether a feed is asked: a circuit breaker."""

    CLOSED = "closed", pgettext_lazy("feed", "Working")
    OPEN = "open", pgettext_lazy("feed", "Left alone")
    HALF_OPEN = "half_open", pgettext_lazy("feed", "Tried again")


class FeedHealth(models.Model):
    """How a feed is doing; written by whichever worker asked it last.

    While ``lease_until`` lies ahead a worker is asking; a lease that ran out belongs to one that died.
    """

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="health")
    state = models.CharField(_("state"), max_length=10, choices=Breaker.choices, default=Breaker.CLOSED)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    opened_at = models.DateTimeField(_("left alone since"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    last_try_at = models.DateTimeField(_("last try"), null=True, blank=True)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    last_count = models.PositiveIntegerField(_("values at the last success"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")

    def __str__(self) -> str:
        return f"{self.feed}: {self.get_state_display()}"
