"""A person decides otherwise than triage did: with a name and a reason, beside the decision, never in its place."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import events
from ..catalogue import OPEN_STATUSES, Handling, Priority, Status, Urgency
from ..clocks import follow_priority
from ..models import WorkOrder
from ..triage import is_stricter
from .guiding import overtaken, overtaking
from .moving import change, locked
from .refusals import OrderNotOpen


class NothingToOverride(Refusal):
    """It is graded like that already."""

    code = "nothing_to_override"
    sentence = _("%(number)s is %(priority)s already; nothing would change.")


class MayOnlyRaise(Refusal):
    """Lowering is for whoever answers for sending people."""

    code = "may_only_raise"
    sentence = _("You may raise the priority of %(number)s, not lower it. Ask the dispatcher.")


class DangerStays(Refusal):
    """A danger is lowered only by a leader."""

    code = "danger_stays"
    sentence = _("%(number)s is a danger (P1). Only a duty leader or commander may lower it.")


@command
def override_triage(
    *,
    work_order_id: int,
    version: int | None = None,
    priority: str,
    handling: str = "",
    reason: str,
    may_lower: bool = False,
    may_lower_danger: bool = False,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Grade an open order otherwise than triage did; its clocks follow from where they began.

    What triage said stays stored; who decided otherwise, when and why is kept beside it.

    :param handling: ``""`` is what follows from the priority
    :param may_lower: the person's right to a laxer priority; ``may_lower_danger`` that to lower a P1
    :raises InvalidInput: no reason is given
    :raises StaleVersion: it was changed since
    :raises OrderNotOpen: nobody works on it any more
    :raises NothingToOverride: it is graded like that already
    :raises MayOnlyRaise: the person may not lower it
    :raises DangerStays: it is a P1, and the person may not lower one
    """
    if not reason.strip():
        raise InvalidInput("reason", _("Say why it is decided otherwise."))
    order = locked(work_order_id, version=version)
    if order.status not in OPEN_STATUSES or order.status == Status.DONE:
        raise OrderNotOpen(number=order.number)
    handling = handling or _handling_at(priority, order.handling)
    before = {"priority": order.priority, "handling": order.handling}
    after = {"priority": priority, "handling": handling}
    if after == before:
        raise NothingToOverride(number=order.number, priority=order.priority)
    if is_stricter(order.priority, priority):
        if not may_lower:
            raise MayOnlyRaise(number=order.number)
        if order.priority == Priority.P1 and not may_lower_danger:
            raise DangerStays(number=order.number)
    guided = {} if handling == Handling.REMOTE_FIRST else overtaking(order)
    kept = {"before": before, "after": after, "by": actor.ref, "at": now.isoformat(), "reason": reason}
    change(
        order,
        **after,
        urgency=Urgency.URGENT if priority == Priority.P1 else order.urgency,
        triage=order.triage | {"overrides": [*overrides_of(order.triage), kept]},
        **guided,
    )
    rules = [one["rule"] for one in order.triage["reasons"]]
    events.overridden(order, before=before, after=after, rules=rules, reason=reason, actor=actor, now=now)
    overtaken(order, guided, actor=actor, now=now)
    if before["priority"] != priority:
        follow_priority(order, before=before["priority"], now=now)
    return order


def overrides_of(triage: dict[str, Any]) -> list[dict[str, Any]]:
    """What people decided beside a stored decision, the oldest first."""
    return list(triage.get("overrides", ()))


def _handling_at(priority: str, handling: str) -> str:
    """What follows when only the priority is named: a danger is gone to at once, what is not urgent need not be."""
    if priority == Priority.P1:
        return handling if handling == Handling.INCIDENT_CANDIDATE else Handling.IMMEDIATE
    if priority == Priority.P2:
        return Handling.VISIT if handling == Handling.REMOTE_FIRST else handling
    return Handling.VISIT if handling in (Handling.IMMEDIATE, Handling.INCIDENT_CANDIDATE) else handling
