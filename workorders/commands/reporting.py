"""One more report of a trouble that is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events
from ..catalogue import OPEN_STATUSES, Status
from ..clocks import tighten
from ..models import WorkOrder
from ..triage import Decision, is_stricter
from .dispatching import reopen
from .moving import change, locked
from .refusals import OrderNotOpen


@dataclass(frozen=True, slots=True)
class External:
    """A clock somebody else started: the source and the deadline printed on its ticket."""

    source: str
    due_at: datetime | None = None


@command
def add_report(
    *,
    work_order_id: int,
    decision: Decision | None = None,
    external: External | None = None,
    chases: bool = False,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Add one more report to an order; a stricter decision raises its priority and tightens its clocks.

    A stricter report about an order whose crew says it is done opens it again: the
    claim is refuted, and nobody else would go.

    :param chases: the caller asks when somebody comes (催办)
    :raises NoSuchWorkOrder: the id is unknown
    :raises OrderNotOpen: it was closed, cancelled or merged meanwhile
    """
    order = locked(work_order_id)
    if order.status not in OPEN_STATUSES:
        raise OrderNotOpen(number=order.number)
    change(order, report_count=order.report_count + 1, **_sooner(order, external))
    events.report_joined(order, chases=chases, actor=actor, now=now)
    if decision is None or not is_stricter(decision.priority, order.priority):
        return order
    before = order.priority
    change(
        order,
        priority=decision.priority,
        urgency=decision.urgency,
        handling=decision.handling,
        triage=decision.stored(),
    )
    events.regraded(order, before=before, rules=[r["rule"] for r in decision.reasons], actor=actor, now=now)
    if order.status == Status.DONE:
        return reopen(work_order_id=order.pk, version=order.version, reason="", actor=actor, now=now)
    tighten(order, before=before, now=now)
    return order


def _sooner(order: WorkOrder, external: External | None) -> dict[str, Any]:
    """The columns of somebody else's clock, if the order has none or a later one."""
    if external is None:
        return {}
    later = order.external_due_at is None or (external.due_at is not None and external.due_at < order.external_due_at)
    if order.external_source and not later:
        return {}
    return {"external_source": external.source, "external_due_at": external.due_at or order.external_due_at}
