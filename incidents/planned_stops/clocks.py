"""What must happen to a planned stop by when, and what is told when its time comes."""

from datetime import datetime
from typing import Any, Final

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers.models import Deadline

from . import events
from .models import PlannedStop

BEGIN: Final = "planned_stop.begin"
OVERRUN: Final = "planned_stop.end"
NEXT_UPDATE: Final = "planned_stop.next_update"


@command
def stop_begins(deadline: Deadline, now: datetime) -> None:
    """Tell the board that the heat is off now."""
    if (stop := _still(deadline)) is not None:
        events.began(stop, actor=Actor.timer(deadline), now=now)


@command
def stop_overruns(deadline: Deadline, now: datetime) -> None:
    """Tell the board that the end callers were told has passed; one that was moved is not late."""
    if (stop := _still(deadline, ends_at=deadline.due_at)) is not None:
        events.overrun(stop, actor=Actor.timer(deadline), now=now)


@command
def stop_update_overdue(deadline: Deadline, now: datetime) -> None:
    """Tell the board that callers were promised word and there was none."""
    if (stop := _still(deadline, next_update_at=deadline.due_at)) is not None:
        events.update_overdue(stop, actor=Actor.timer(deadline), now=now)


def _still(deadline: Deadline, **as_armed: Any) -> PlannedStop | None:
    """Read the truth again: the stop, locked, if it is open and what the clock waited for is still so."""
    stop_id = int(deadline.subject.partition(":")[2])
    open_ones = PlannedStop.objects.filter(ended_at__isnull=True, cancelled_at__isnull=True)
    return open_ones.select_for_update(of=("self",), nowait=True).filter(pk=stop_id, **as_armed).first()
