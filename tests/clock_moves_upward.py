"""Scenes of what people decide above an order: otherwise than triage, and upward."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from clock_scene import Act, Scene, World

from workorders.catalogue import Category
from workorders.commands import override_triage
from workorders.escalation.chasing import chase
from workorders.escalation.commands import acknowledge, escalate
from workorders.escalation.supervising import supervise
from workorders.models import WorkOrder

HOUR: Final = timedelta(hours=1)
_LEAK: Final = {"category": Category.LEAK}


def _leader(command: Callable[..., object], **said: Any) -> Act:
    return lambda town, order, now: command(work_order_id=order.pk, actor=town.actor("lena"), now=now, **said)


def _graded(priority: str) -> Act:
    return _leader(override_triage, priority=priority, reason="seen on the spot", may_lower=True)


def _within_an_hour(command: Callable[..., object], **said: Any) -> Act:
    def act(town: World, order: WorkOrder, now: datetime) -> object:
        return _leader(command, due_at=now + HOUR, **said)(town, order, now)

    return act


def _taken(town: World, order: WorkOrder, now: datetime) -> object:
    """Somebody asks the office, and somebody there has it."""
    _leader(escalate, level="group_office", reason="nobody moves")(town, order, now)
    return _leader(acknowledge)(town, order, now + timedelta(seconds=5))


UPWARD: Final[dict[str, Scene]] = {
    "overridden up": Scene(_graded("P2")),
    "overridden up, sent": Scene(_graded("P2"), ("dispatch",)),
    "overridden up, guided": Scene(_graded("P2"), opening={"guide": True}),
    "overridden down": Scene(_graded("P3"), opening=_LEAK),
    "escalated by hand": Scene(_leader(escalate, level="group_office", reason="nobody moves")),
    "taken by somebody above": Scene(_taken),
    "supervised": Scene(_within_an_hour(supervise, reason="the mayor asks")),
    "chased by a leader": Scene(_within_an_hour(chase, words="when?"), ("dispatch",)),
}
