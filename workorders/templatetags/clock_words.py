"""Lengths of time and names of clocks, as templates say them."""

from collections.abc import Sequence
from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from ..models import Step

register = template.Library()


@register.filter
def span(length: timedelta) -> str:
    """Say a length of time in its two largest units: "1 d 4 h", "3 h 20 min", "12 min"."""
    return minutes(int(length.total_seconds()) // 60)


@register.filter
def minutes(count: int) -> str:
    """The same from minutes; nothing is "0 min"."""
    # People say "24 h" and "36 h", and days from two on.
    days = count // 1440 if count >= 2 * 1440 else 0
    hours, rest = (count - days * 1440) // 60, count % 60
    parts = [
        _("%(count)s d") % {"count": days} if days else "",
        _("%(count)s h") % {"count": hours} if hours else "",
        _("%(count)s min") % {"count": rest} if rest or count == 0 else "",
    ]
    return " ".join([part for part in parts if part][:2])


@register.filter
def clock_names(names: Sequence[str]) -> str:
    """The clocks of a suspension in words."""
    words = {**dict(Step.choices), "escalate": _("Escalation")}
    return ", ".join(str(words.get(name, name)) for name in names)
