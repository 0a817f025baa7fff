"""One small typed function per thing that can happen to a work order.

The list of functions is the list of events. Each event goes on the order's
board and carries its card; the words people read are in ``sentences.py``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import Step, WorkOrder


def happened(
    kind: str,
    order: WorkOrder,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Record a kind of event with its particulars on the board the order lives on."""
    record(Fact(f"work_order.{kind}", order.subject, [order.board_slug], actor, now, reason, data or {}))


def opened(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """The order was made from a report, with the triage decision it rests on."""
    triage = order.triage
    data = {"urgency": order.urgency, "priority": order.priority, "rule_version": triage["rule_version"]}
    happened("opened", order, actor=actor, now=now, data=data | {"rules": [r["rule"] for r in triage["reasons"]]})


def report_joined(order: WorkOrder, *, chases: bool, actor: Actor, now: datetime) -> None:
    """One more report of the same trouble was added; ``chases``: the caller asks when somebody comes."""
    data = {"reports": order.report_count, "chases": chases}
    happened("report_joined", order, actor=actor, now=now, data=data)


def regraded(
    order: WorkOrder,
    *,
    before: str,
    rules: Sequence[str],
    cause: str = "",
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """The priority is another: raised by a new report or (``cause``) the weather, or lowered for it by a person."""
    data = {"before": before, "after": order.priority, "rules": list(rules)}
    happened("regraded", order, actor=actor, now=now, reason=reason, data=data | ({"cause": cause} if cause else {}))


def kept_urgent(order: WorkOrder, *, instead_of: str, actor: Actor, now: datetime) -> None:
    """The weather would allow a laxer priority, and a person left the order as it is."""
    happened("kept_urgent", order, actor=actor, now=now, data={"instead_of": instead_of})


def overridden(
    order: WorkOrder,
    *,
    before: Mapping[str, str],
    after: Mapping[str, str],
    rules: Sequence[str],
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """A person graded the order otherwise than triage did; ``rules`` are those of the decision they overrode."""
    data = {"before": dict(before), "after": dict(after), "rules": list(rules)}
    happened("overridden", order, actor=actor, now=now, reason=reason, data=data)


def located(order: WorkOrder, *, old_board: str, actor: Actor, now: datetime) -> None:
    """The place became certain; the order may have moved to another branch's board."""
    if old_board != order.board_slug:
        record(Fact("work_order.moved_away", order.subject, [old_board], actor, now, leaves=True))
    happened("located", order, actor=actor, now=now, data={"building": order.building_id})


def dispatched(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """A crew was sent."""
    happened("dispatched", order, actor=actor, now=now, data={"crew": order.crew_id})


def reassigned(order: WorkOrder, *, before: int | None, reason: str, actor: Actor, now: datetime) -> None:
    """Another crew was sent instead."""
    data = {"before": before, "crew": order.crew_id}
    happened("reassigned", order, actor=actor, now=now, reason=reason, data=data)


def returned(order: WorkOrder, *, crew: int | None, reason: str, actor: Actor, now: datetime) -> None:
    """The crew gave the order back."""
    data = {"crew": crew, "returns": order.return_count}
    happened("returned", order, actor=actor, now=now, reason=reason, data=data)


def merged(order: WorkOrder, *, into: WorkOrder, actor: Actor, now: datetime) -> None:
    """The order went into another one; its reports went along."""
    happened("merged", order, actor=actor, now=now, data={"into": into.pk})
    happened("absorbed", into, actor=actor, now=now, data={"from": order.pk, "reports": into.report_count})


def cancelled(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    """The order was made void."""
    happened("cancelled", order, actor=actor, now=now, reason=reason)


def reopened(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    """A finished order is work again."""
    happened("reopened", order, actor=actor, now=now, reason=reason)


def guidance_claimed(order: WorkOrder, *, reason: str, actor: Actor, now: datetime) -> None:
    """An operator took the order to guide the customer by telephone; a reason when it was taken over."""
    happened("guidance_claimed", order, actor=actor, now=now, reason=reason)


def guidance_tried(order: WorkOrder, *, attempts: int, actor: Actor, now: datetime) -> None:
    """The customer was called to be guided and did not answer; the order goes on waiting."""
    happened("guidance_tried", order, actor=actor, now=now, data={"attempts": attempts})


def guidance_ended(
    order: WorkOrder, *, outcome: str, steps: Sequence[int] = (), item: str = "", actor: Actor, now: datetime
) -> None:
    """The order waits for guidance no more; ``steps`` are the places, from 1, of what was said of the item's steps."""
    data = {"outcome": outcome, "item": item, "steps": list(steps)}
    happened("guidance_ended", order, actor=actor, now=now, data=data)


def accepted(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """The crew put its name to the order."""
    happened("accepted", order, actor=actor, now=now, data={"crew": order.crew_id})


def contacted(order: WorkOrder, *, reached: bool, note: str, actor: Actor, now: datetime) -> None:
    """The crew called the customer."""
    happened("contacted", order, actor=actor, now=now, reason=note, data={"reached": reached})


def departed(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """The crew is on its way."""
    happened("departed", order, actor=actor, now=now, data={"crew": order.crew_id})


def arrived(order: WorkOrder, *, position: tuple[float, float] | None, actor: Actor, now: datetime) -> None:
    """The crew is at the place."""
    data = {"position": list(position)} if position else {}
    happened("arrived", order, actor=actor, now=now, data=data)


def started(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """Work began."""
    happened("started", order, actor=actor, now=now)


def suspended(order: WorkOrder, *, note: str, actor: Actor, now: datetime) -> None:
    """Work waits, for a reason from the list; the clocks stand still."""
    happened("suspended", order, actor=actor, now=now, reason=note, data={"reason_code": order.suspend_reason})


def resumed(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    """Work goes on; the clocks run again."""
    happened("resumed", order, actor=actor, now=now)


def completed(order: WorkOrder, *, data: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """The crew says it is done, with what it found. A claim, until the customer is called back."""
    happened("completed", order, actor=actor, now=now, data=data)


def called_back(order: WorkOrder, *, outcome: str, data: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """The customer was called back."""
    happened("called_back", order, actor=actor, now=now, data={"outcome": outcome, **data})


def closed(order: WorkOrder, *, because: str = "", actor: Actor, now: datetime) -> None:
    """The order is over: its customer said so, or ``because`` says why nobody did."""
    happened("closed", order, actor=actor, now=now, data={"because": because} if because else {})


def promoted(order: WorkOrder, *, incident: str, actor: Actor, now: datetime) -> None:
    """The order became part of an incident."""
    happened("promoted", order, actor=actor, now=now, data={"incident": incident})


def released(order: WorkOrder, *, incident: str, reason: str, actor: Actor, now: datetime) -> None:
    """The order was taken out of the incident again."""
    happened("released", order, actor=actor, now=now, reason=reason, data={"incident": incident})


def deadline_missed(order: WorkOrder, *, step: Step, due_at: datetime, actor: Actor, now: datetime) -> None:
    """A step was not done in time."""
    late = int((now - due_at).total_seconds())
    data = {"step": step, "due_at": due_at, "fired_late_seconds": late}
    happened("deadline_missed", order, actor=actor, now=now, data=data)


def deadline_warned(
    order: WorkOrder, *, step: Step, percent: int, due_at: datetime, actor: Actor, now: datetime
) -> None:
    """So many percent of a step's time are used up, and it has not happened."""
    happened("deadline_warned", order, actor=actor, now=now, data={"step": step, "percent": percent, "due_at": due_at})


def suspended_too_long(order: WorkOrder, *, since: datetime, actor: Actor, now: datetime) -> None:
    """The order waits longer than its reason may last."""
    data = {"reason_code": order.suspend_reason, "since": since}
    happened("suspended_too_long", order, actor=actor, now=now, data=data)


def clocks_changed(
    order: WorkOrder, *, profile: str, changes: Sequence[Mapping[str, Any]], reason: str, actor: Actor, now: datetime
) -> None:
    """Its running clocks were set to the rules in force; ``changes``: each step with its due time before and after."""
    data = {"profile": profile, "changes": list(changes)}
    happened("clocks_changed", order, actor=actor, now=now, reason=reason, data=data)
