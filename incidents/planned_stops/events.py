"""One small typed function per thing that can happen to a planned stop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import PlannedStop


def _happened(
    kind: str,
    stop: PlannedStop,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    record(Fact(f"planned_stop.{kind}", stop.subject, stop.board_slugs, actor, now, reason, data or {}))


def planned(stop: PlannedStop, *, loops: int, actor: Actor, now: datetime) -> None:
    """The stop was announced."""
    data = {"reason": stop.reason, "loops": loops, "households": stop.households}
    _happened("planned", stop, actor=actor, now=now, data=data | {"begins_at": stop.begins_at, "ends_at": stop.ends_at})


def began(stop: PlannedStop, *, actor: Actor, now: datetime) -> None:
    """Its time came: the heat is off."""
    _happened("began", stop, actor=actor, now=now)


def extended(stop: PlannedStop, *, before: datetime, reason: str, actor: Actor, now: datetime) -> None:
    """Another end is expected."""
    _happened("extended", stop, actor=actor, now=now, reason=reason, data={"before": before, "ends_at": stop.ends_at})


def overrun(stop: PlannedStop, *, actor: Actor, now: datetime) -> None:
    """The end that was said has passed, and nobody said that the heat is back."""
    _happened("overrun", stop, actor=actor, now=now, data={"ends_at": stop.ends_at})


def update_promised(stop: PlannedStop, *, actor: Actor, now: datetime) -> None:
    """Callers are told when they hear more; the words themselves stay with the stop."""
    _happened("update_promised", stop, actor=actor, now=now, data={"next_update_at": stop.next_update_at})


def update_overdue(stop: PlannedStop, *, actor: Actor, now: datetime) -> None:
    """The promised time passed without word."""
    _happened("update_overdue", stop, actor=actor, now=now, data={"next_update_at": stop.next_update_at})


def ended(stop: PlannedStop, *, actor: Actor, now: datetime) -> None:
    """The heat is back."""
    _happened("ended", stop, actor=actor, now=now)


def cancelled(stop: PlannedStop, *, reason: str, actor: Actor, now: datetime) -> None:
    """It does not take place."""
    _happened("cancelled", stop, actor=actor, now=now, reason=reason)
