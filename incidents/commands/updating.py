"""What callers are promised: when they hear more, and the words until then."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from .. import events
from ..models import Incident, Phase
from .changing import decide, locked

NEXT_UPDATE: Final = "incident.next_update"
# A promise further away than this is a slip of the keyboard.
_FURTHEST: Final = timedelta(days=7)


@command
def promise_update(
    *,
    incident_id: int,
    version: int | None,
    next_update_at: datetime,
    public_note: str = "",
    actor: Actor,
    now: datetime,
) -> Incident:
    """Say when callers hear more about the incident, and what they are told until then.

    The promise before it is kept by this one. When the time passes without another
    promise, the board is told (``incident.update_overdue``).

    :param public_note: words every operator may read out; no names and no numbers
    :raises InvalidInput: the time lies in the past, or too far away
    :raises IncidentStale: somebody decided something about it since
    :raises IncidentClosed: it is over
    """
    checked_promise(next_update_at, now=now)
    incident = locked(incident_id, version=version, open_only=True)
    decide(incident, next_update_at=next_update_at, public_note=public_note.strip())
    clock.settle(incident.subject, [NEXT_UPDATE], now=now)
    clock.arm(incident.subject, [clock.Due(NEXT_UPDATE, now, next_update_at)], generation=incident.version)
    events.update_promised(incident, actor=actor, now=now)
    return incident


def checked_promise(next_update_at: datetime, *, now: datetime, field: str = "next_update_at") -> None:
    """Check a promised time.

    :raises InvalidInput: it lies in the past, or too far away
    """
    if next_update_at <= now:
        raise InvalidInput(field, _("This time has passed already."))
    if next_update_at > now + _FURTHEST:
        raise InvalidInput(field, _("That is more than seven days away."))


def promise_ends(incident: Incident, *, now: datetime) -> None:
    """Take the clock of the promise off: the heat is back, nobody waits for word of it."""
    clock.settle(incident.subject, [NEXT_UPDATE], now=now)


@command
def update_overdue(deadline: Deadline, now: datetime) -> None:
    """Tell the board that callers were promised word and there was none; what was promised anew is not late."""
    incident_id = int(deadline.subject.partition(":")[2])
    open_ones = Incident.objects.exclude(phase=Phase.CLOSED).select_for_update(of=("self",), nowait=True)
    incident = open_ones.filter(pk=incident_id, next_update_at=deadline.due_at).first()
    if incident is not None:
        events.update_overdue(incident, actor=Actor.timer(deadline), now=now)
