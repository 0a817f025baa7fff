"""Reading the orders that wait for guidance by telephone."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from workorders.catalogue import GuidanceEnd, Status
from workorders.models import WorkOrder
from workorders.queries import visible_to

from ..models import Call, ProblemItem

PAGE: Final = 50


def waiting(user: User) -> QuerySet[WorkOrder]:
    """The orders whose customers wait to be guided, and those whose limit passed while somebody talks with them."""
    talked_on = Q(status=Status.TRIAGED, guidance_outcome=GuidanceEnd.LIMIT_PASSED, guidance__claimed_by__isnull=False)
    reach = visible_to(user, Action.ORDER_GUIDE)
    return reach.filter(Q(guidance_until__isnull=False) | talked_on)


def count_waiting(user: User) -> int | None:
    """How many customers wait to be guided; ``None`` for whoever guides nobody."""
    return waiting(user).count() if may(user, Action.ORDER_GUIDE) else None


def queue(user: User) -> list[WorkOrder]:
    """Read them, the nearest limit first."""
    return list(_shown(user).order_by("guidance_until", "pk")[:PAGE])


def one_of(user: User, work_order_id: int) -> WorkOrder | None:
    """Read one of them; ``None`` when it waits no more, or lies outside the person's reach."""
    return _shown(user).filter(pk=work_order_id).first()


def _shown(user: User) -> QuerySet[WorkOrder]:
    return waiting(user).select_related("building", "branch", "guidance__claimed_by")


def first_calls(orders: Sequence[WorkOrder]) -> dict[int, Call]:
    """Read the first call of each order: whom to call."""
    calls = Call.objects.filter(work_order__in=orders).select_related("item").order_by("work_order_id", "pk")
    return {call.work_order_id or 0: call for call in calls.distinct("work_order_id")}


def items_for(order: WorkOrder) -> list[ProblemItem]:
    """The items of the order's category that have something to say."""
    return [item for item in ProblemItem.objects.filter(active=True, category=order.category) if item.steps]
