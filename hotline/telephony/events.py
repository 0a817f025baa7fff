"""One fact per thing that happens to a ring; no number and no name in any."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import HOTLINE_BOARD, Ring

EXCHANGE = Actor.system("exchange")


def told(
    ring: Ring, what: str, *, actor: Actor, now: datetime, reason: str = "", data: Mapping[str, Any] | None = None
) -> None:
    """Note that something happened to a ring: ``what`` is the verb in the past tense."""
    record(Fact(f"ring.{what}", ring.subject, [HOTLINE_BOARD], actor, now, reason, data or {}))
