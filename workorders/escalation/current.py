"""What stands open about a locked order, and the names of who has it."""

from collections.abc import Collection, Sequence

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.timers.models import Deadline

from ..catalogue import OPEN_STATUSES
from ..models import WorkOrder
from ..queries import free_orders_of
from .models import Escalation


def open_row(order: WorkOrder) -> Escalation | None:
    """Read the open escalation of an order; one that says it has none is not asked for."""
    if not order.escalation_stage:
        return None
    return Escalation.objects.filter(work_order=order, ended_at__isnull=True).first()


def open_orders_of(deadlines: Sequence[Deadline]) -> tuple[dict[str, WorkOrder], Collection[Deadline]]:
    """Read the truth again for many deadlines at once: their orders, locked, those still open, by subject.

    :returns: the orders, and the deadlines of orders somebody works on at the moment
    """
    free = free_orders_of(deadlines)
    busy = [deadline for deadline in deadlines if deadline.subject not in free]
    return {subject: order for subject, order in free.items() if order.status in OPEN_STATUSES}, busy


def name_of(user_id: int | None) -> str:
    """Name a person in a sentence that refuses something."""
    user = User.objects.filter(pk=user_id).first() if user_id is not None else None
    return (user.get_full_name() or user.username) if user else "–"


def person(actor: Actor) -> int:
    """The person who acts; what only a person says is never said by a clock."""
    if actor.user_id is None:
        raise ValueError(f"{actor.ref} is no person")
    return actor.user_id


def or_nobody(people: Sequence[User]) -> Sequence[User | None]:
    """Everybody who was on duty, or one place that stays empty: that is kept too."""
    return people or [None]
