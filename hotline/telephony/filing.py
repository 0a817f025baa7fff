"""Filing the call that came by a ring: one transaction, so that neither is without the other."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from hotline.commands import Report, log_call
from hotline.models import Call

from .commands import link


@command
def log_call_of(*, ring_id: int | None, report: Report, actor: Actor, now: datetime) -> Call:
    """Take a call, and link it to its ring when it has one; a ring that is gone does not stop a call."""
    call = log_call(report=report, actor=actor, now=now)
    if ring_id is not None:
        link(ring_id=ring_id, call=call, actor=actor, now=now)
    return call
