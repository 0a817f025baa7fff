"""Rings the exchange said nothing more about: after a while they count as missed, so that nobody is lost."""

from datetime import datetime
from typing import Final

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import events
from .models import Owed, Ring, RingState
from .standards import FORGOTTEN_RING, standard

FORGOTTEN: Final = "ring.forgotten"


def expect_news(ring: Ring, *, now: datetime) -> None:
    """Start the clock of a ring, by our time: the exchange's may lie far back."""
    clock.arm(ring.subject, [clock.Due(FORGOTTEN, now, now + standard(FORGOTTEN_RING))], generation=0)


def news_came(ring: Ring, *, now: datetime) -> None:
    """Stop it: the ring was answered, missed or ended."""
    clock.settle(ring.subject, [FORGOTTEN], now=now)


@command
def ring_forgotten(deadline: Deadline, now: datetime) -> None:
    """Count a ring as missed whose end was never told; a late word of an answer still makes it answered."""
    ring_id = int(deadline.subject.partition(":")[2])
    ring = Ring.objects.select_for_update(nowait=True).filter(pk=ring_id).first()
    if ring is None or ring.state != RingState.RINGING:
        return
    ring.missed_at, ring.owed = now, Owed.WAITING
    ring.save(update_fields=["missed_at", "owed"])
    events.told(ring, "forgotten", actor=Actor.timer(deadline), now=now)
