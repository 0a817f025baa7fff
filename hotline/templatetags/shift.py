"""``{% shift_line %}``: the shift under the header of every page of those who sit at the desk."""

from typing import Any

from django import template

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may

register = template.Library()


@register.inclusion_tag("hotline/shift/frame.html", takes_context=True)
def shift_line(context: template.Context) -> dict[str, Any]:
    """The line's frame, which fetches its inside; nothing for somebody without a seat."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not may(user, Action.SEAT_TAKE):
        return {}
    match = getattr(request, "resolver_match", None)
    return {"shown": True, "is_home": match is not None and match.view_name == "hotline:queue"}


@register.filter
def span(seconds: float | None) -> str:
    """Seconds as a desk reads them: ``3:07``, ``1:02:07``; nothing as a dash."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@register.filter
def tail(number: str) -> str:
    """The end of a telephone number, for those who may not read the whole."""
    return f"…{number[-4:]}" if number else ""
