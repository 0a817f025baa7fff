"""Lock, check, change, record: the beats every move on a work order shares."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heating_ops.journal.queries import last_of

from ..catalogue import IN_THE_FIELD, OPEN_STATUSES, Status
from ..escalation import chain
from ..models import ALLOWED_MOVES, WorkOrder
from ..sentences import actor_word, names_of
from .refusals import AssignedElsewhere, CrewBusy, IllegalMove, NoSuchWorkOrder, SameTroubleOpen, StaleVersion


def locked(work_order_id: int, *, version: int | None = None, crew_id: int | None = None) -> WorkOrder:
    """Lock a work order for change and check that the decision was made on what it is now.

    :param version: the version the person saw; ``None`` skips the check
    :param crew_id: the crew that acts, if one does; it must hold the order
    :raises NoSuchWorkOrder: the id is unknown
    :raises StaleVersion: it was changed since
    :raises AssignedElsewhere: it is not this crew's
    """
    # The crew is not joined: after waiting for the lock it would be the one from before.
    order = WorkOrder.objects.select_for_update().filter(pk=work_order_id).first()
    if order is None:
        raise NoSuchWorkOrder
    if crew_id is not None and order.crew_id != crew_id:
        raise AssignedElsewhere(number=order.number, crew=order.crew.name if order.crew else "–")
    check_version(order, version)
    return order


def check_version(order: WorkOrder, version: int | None) -> None:
    """Check that a person decided on what a locked order is now.

    :raises StaleVersion: it was changed since
    """
    if version is not None and order.version != version:
        said = {"number": order.number, "status": order.get_status_display(), "version": order.version}
        raise StaleVersion(who=who_was_last(order), **said)


def who_was_last(order: WorkOrder, *kinds: str) -> str:
    """Name who did something to an order last, for a refusal; of some kinds, or whatever it was."""
    event = last_of(order.subject, *kinds)
    if event is None:
        return _("Somebody")
    return names_of([event.actor]).get(event.actor) or actor_word(event.actor)


def move_to(order: WorkOrder, status: Status, *, now: datetime, **changes: Any) -> None:
    """Change an order's status, with the columns that change along. The only place a status changes.

    :raises IllegalMove: the table of moves has no such step
    :raises CrewBusy: the crew is already out on another order
    :raises SameTroubleOpen: reopening would make two open orders of one trouble
    """
    if status not in ALLOWED_MOVES[Status(order.status)]:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    change(order, status=status, stage_at=now, **changes)
    chain.moved(order, now=now)


def change(order: WorkOrder, **changes: Any) -> None:
    """Write columns of a locked order and count its version up.

    :raises CrewBusy: the crew is already out on another order
    :raises SameTroubleOpen: the trouble has another open order
    """
    for name, value in changes.items():
        setattr(order, name, value)
    order.version += 1
    try:
        with transaction.atomic():
            order.save(update_fields=[*changes, "version"])
    except IntegrityError as error:
        raise _refusal_for(order, error) from error


def bump(orders: Collection[WorkOrder]) -> None:
    """Give locked orders their next version in one statement, where what changed is told by their events alone."""
    if orders:
        WorkOrder.objects.filter(pk__in=[order.pk for order in orders]).update(version=F("version") + 1)
    for order in orders:
        order.version += 1


def _refusal_for(order: WorkOrder, error: IntegrityError) -> Exception:
    """The database said no: say it in words, with who was first."""
    if "work_order_one_in_the_field_per_crew" in str(error):
        crew = order.crew
        out = WorkOrder.objects.filter(crew=crew, status__in=IN_THE_FIELD)
        other = out.exclude(pk=order.pk).first()
        return CrewBusy(crew=crew.name if crew else "", number=other.number if other else "")
    if "work_order_one_open_per_trouble" in str(error):
        open_orders = WorkOrder.objects.filter(join_key=order.join_key, status__in=OPEN_STATUSES)
        rival = open_orders.exclude(pk=order.pk).first()
        return SameTroubleOpen(number=rival.number if rival else "")
    return error
