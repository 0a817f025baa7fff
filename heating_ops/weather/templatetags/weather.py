"""``{% weather_chip %}``: the weather in one line, for those who decide by it."""

from typing import Any

from django import template
from django.utils import timezone

from heating_ops.weather.conditions import conditions

register = template.Library()


@register.inclusion_tag("weather/chip.html")
def weather_chip() -> dict[str, Any]:
    """How cold it is, how cold it will be, the cold wave and the day of the season; a link to the page."""
    return {"conditions": conditions(timezone.now())}


@register.filter
def celsius(value: float | None) -> str:
    """A temperature as it is read out: ``−8 °C``, ``−8.5 °C``; nothing as a dash."""
    if value is None:
        return "–"
    rounded = round(value, 1) + 0.0
    written = f"{rounded:.0f}" if rounded.is_integer() else f"{rounded:.1f}"
    return written.replace("-", "−") + " °C"
