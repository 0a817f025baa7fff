"""Days of the week for the roster's pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()
_A_MONDAY: Final = date(2026, 1, 5)


def _name(number: int) -> str:
    return date_format(_A_MONDAY + timedelta(days=number - 1), "D")


@register.simple_tag
def week_days() -> list[tuple[int, str]]:
    """Monday to Sunday: the number of ISO 8601 and the short name."""
    return [(number, _name(number)) for number in range(1, 8)]


@register.filter
def weekday_words(numbers: Sequence[int]) -> str:
    """Days of the week in words; all seven are "every day"."""
    return _("every day") if len(numbers) == 7 else " ".join(_name(number) for number in numbers)
