"""Seats nobody signed off: after a long silence the session ends, by when the browser was last heard of."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline
from hotline.telephony.standards import SEAT_FORGOTTEN, standard

from . import events
from .commands import FORGOTTEN, end
from .models import SeatSession


@command
def seat_forgotten(deadline: Deadline, now: datetime) -> None:
    """End a session that has been silent for so long; else look again when it could have been."""
    session_id = int(deadline.subject.partition(":")[2])
    session = SeatSession.objects.select_for_update(nowait=True).filter(pk=session_id, ended_at__isnull=True).first()
    if session is None:
        return
    look_again = session.seen_at + standard(SEAT_FORGOTTEN)
    if look_again > now:
        due = clock.Due(FORGOTTEN, session.seen_at, look_again)
        clock.arm(session.subject, [due], generation=deadline.generation + 1)
        return
    end(session, at=session.seen_at, now=now)
    events.forgotten(session, actor=Actor.timer(deadline), now=now)
