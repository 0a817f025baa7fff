"""One small typed function per thing that can happen to a call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import Call


def logged(call: Call, *, filing: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """A call was taken; ``filing`` is what its sender is answered, now and at every repeat."""
    board = f"branch-{call.branch_id}" if call.branch_id else "group"
    record(Fact("call.logged", call.subject, [board], actor, now, data=filing))


def finished(call: Call, *, actor: Actor, now: datetime) -> None:
    """The rest of a call that was sent in a hurry was written down; its words stay in the call."""
    board = f"branch-{call.branch_id}" if call.branch_id else "group"
    data = {"dangers": call.dangers, "extent": call.extent}
    record(Fact("call.finished", call.subject, [board], actor, now, data=data))


def located(call: Call, *, actor: Actor, now: datetime) -> None:
    """A person chose the building of a call whose place was not certain."""
    board = f"branch-{call.branch_id}" if call.branch_id else "group"
    record(Fact("call.located", call.subject, [board], actor, now, data={"building": call.building_id}))


def referred(call: Call, *, supplier_id: int, told: bool, actor: Actor, now: datetime) -> None:
    """The call is another supplier's, and whether the caller was told whom to call."""
    board = f"branch-{call.branch_id}" if call.branch_id else "group"
    record(Fact("call.referred", call.subject, [board], actor, now, data={"supplier": supplier_id, "told": told}))
