"""One fact per thing that happens to a ticket; no number of a telephone, no name and no words of a person in any."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record
from hotline.telephony.models import HOTLINE_BOARD

from .models import IntakeSource, Ticket


def source_actor(source: IntakeSource) -> Actor:
    """The source, as somebody who acts."""
    return Actor.system(source.code)


def told(
    ticket: Ticket, what: str, *, actor: Actor, now: datetime, reason: str = "", data: Mapping[str, Any] | None = None
) -> None:
    """Note that something happened to a ticket: ``what`` is the verb in the past tense."""
    record(Fact(f"ticket.{what}", ticket.subject, [HOTLINE_BOARD], actor, now, reason, data or {}))
