"""Reading hourly values: the series around now, and the value that counts now."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import BooleanField, Case, Value, When

from . import default_rules
from .models import Forecast, Observation, Source, WeatherStandard

_HOUR: Final = timedelta(hours=1)
_TYPED_FIRST: Final = Case(
    When(source=Source.TYPED, then=Value(True)), default=Value(False), output_field=BooleanField()
)


def standards() -> dict[str, int]:
    """Read the weather's numbers by code; what no row says is as the product ships it."""
    shipped = {code: value for code, value, _source in default_rules.STANDARDS}
    return shipped | dict(WeatherStandard.objects.values_list("code", "value"))


def observed(*, since: datetime, until: datetime) -> dict[datetime, float]:
    """The measured temperatures in °C of the hours from ``since`` to ``until``; of two for an hour the typed one."""
    rows = Observation.objects.filter(hour__gte=since, hour__lte=until).annotate(typed=_TYPED_FIRST)
    return dict(rows.order_by("hour", "typed", "entered_at").values_list("hour", "temperature_c"))


def foretold(*, now: datetime, until: datetime, believed_hours: int) -> dict[datetime, float]:
    """The temperatures in °C foretold for the hours after ``now``, of each hour the issue that came last."""
    rows = Forecast.objects.filter(
        hour__gt=now - _HOUR,
        hour__lte=until,
        issued_at__lte=now,
        issued_at__gt=now - timedelta(hours=believed_hours),
    ).annotate(typed=_TYPED_FIRST)
    return dict(rows.order_by("hour", "issued_at", "typed").values_list("hour", "temperature_c"))


def newest_observation(now: datetime) -> Observation | None:
    """The observation that counts now, however old it is; the page says how old."""
    rows = Observation.objects.filter(hour__lte=now).annotate(typed=_TYPED_FIRST).select_related("entered_by")
    return rows.order_by("-hour", "-typed", "-entered_at").first()


def newest_issue(now: datetime) -> datetime | None:
    """When the forecast known now was issued."""
    return (
        Forecast.objects.filter(issued_at__lte=now).order_by("-issued_at").values_list("issued_at", flat=True).first()
    )
