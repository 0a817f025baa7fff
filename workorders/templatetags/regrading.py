"""``{% regrading user %}``: how the weather has graded open orders, on the weather's page."""

from typing import Any

from django import template

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from workorders.regrading.queries import last_run, proposals_for

register = template.Library()


@register.inclusion_tag("workorders/regrading/line.html")
def regrading(user: User) -> dict[str, Any]:
    """The last run, and for who dispatches how many orders would be lowered."""
    may_lower = may(user, Action.ORDER_DISPATCH)
    return {"run": last_run(), "proposals": proposals_for(user).count() if may_lower else 0}
