"""``{% inbox_bell %}`` in the header of every page: what is unread, counted by the browser, not by the page."""

from typing import Any

from django import template

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may

register = template.Library()


@register.inclusion_tag("notify/bell.html", takes_context=True)
def inbox_bell(context: template.Context) -> dict[str, Any]:
    """Nothing for nobody. It asks the database nothing: the browser fetches the count, and again every few seconds."""
    user = getattr(context.get("request"), "user", None)
    return {"shown": isinstance(user, User) and may(user, Action.INBOX_READ)}
