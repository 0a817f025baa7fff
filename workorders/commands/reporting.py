"""One more report of a trouble that is known."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events
from ..catalogue import OPEN_STATUSES, Priority, Status
from ..clocks import arm_external, follow_priority
from ..escalation import community
from ..models import WorkOrder
from ..triage import Decision, is_stricter
from .dispatching import reopen
from .external import External, sooner_of
from .guiding import may_wait, overtaken, overtaking
from .moving import change, locked
from .refusals import OrderNotOpen


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

    A stricter report about an order whose crew says it is done opens it again, and so
    does any danger: the claim is refuted, and nobody else would go.

    :param chases: the caller asks when somebody comes (催办)
    :raises NoSuchWorkOrder: the id is unknown
    :raises OrderNotOpen: it was closed, cancelled or merged meanwhile
    """
    order = locked(work_order_id)
    if order.status not in OPEN_STATUSES:
        raise OrderNotOpen(number=order.number)
    sooner = sooner_of(order, external)
    chased = {"chase_count": order.chase_count + 1} if chases else {}
    change(order, report_count=order.report_count + 1, **chased, **sooner)
    if sooner:
        arm_external(order, now=now)
    events.report_joined(order, chases=chases, actor=actor, now=now)
    if decision is None:
        return order
    community.reported(order, str(decision.inputs["category"]), actor=actor, now=now)
    order = regrade(order, decision, actor=actor, now=now)
    if decision.priority == Priority.P1 and order.status == Status.DONE:
        return reopen(work_order_id=order.pk, version=order.version, reason="", actor=actor, now=now)
    return order


def regrade(order: WorkOrder, decision: Decision, *, cause: str = "", actor: Actor, now: datetime) -> WorkOrder:
    """Raise a locked order's priority to a stricter decision and tighten its clocks; a laxer one changes nothing.

    :param cause: why it is decided again, where it was not a report: ``weather``
    """
    if not is_stricter(decision.priority, order.priority):
        return order
    before = order.priority
    guided = {} if may_wait(decision) else overtaking(order)
    change(
        order,
        priority=decision.priority,
        urgency=decision.urgency,
        handling=decision.handling,
        # What people decided otherwise stays beside every later decision.
        triage=decision.stored() | {name: order.triage[name] for name in ("overrides",) if name in order.triage},
        **guided,
    )
    reasons = [r["rule"] for r in decision.reasons]
    events.regraded(order, before=before, rules=reasons, cause=cause, actor=actor, now=now)
    overtaken(order, guided, actor=actor, now=now)
    if order.status == Status.DONE:
        return reopen(work_order_id=order.pk, version=order.version, reason="", actor=actor, now=now)
    follow_priority(order, before=before, now=now)
    return order
