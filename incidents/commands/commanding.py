"""What a commander decides: the phase, the level, who commands; and what anybody writes into the log."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput

from .. import events, turns
from ..models import ALLOWED_PHASES, Incident, IncidentNote, Phase
from .changing import decide, explained, locked
from .refusals import CallersGathered, IllegalPhase, NothingChanges
from .updating import promise_ends

_PHASE_TIMES: Final = {
    Phase.CONTAINED: "contained_at",
    Phase.RESTORED: "restored_at",
    Phase.CLOSED: "closed_at",
}


@command
def move_to_phase(
    *, incident_id: int, version: int | None, phase: Phase, reason: str = "", actor: Actor, now: datetime
) -> Incident:
    """Move the incident to another phase, with its time to the second.

    Back to declared takes the times of the later phases off: they did not hold. Closing
    what was only declared says that it was none (误报). With the heat back, a promised
    update is owed no more.

    :raises IllegalPhase: the phase does not follow
    :raises IncidentStale: somebody decided something about it since
    :raises ReasonMissing: a step back, and a false alarm, are explained
    :raises CallersGathered: a false alarm that callers were told about
    """
    incident = locked(incident_id, version=version)
    before = Phase(incident.phase)
    if phase not in ALLOWED_PHASES[before]:
        raise IllegalPhase(number=incident.number, phase=incident.get_phase_display())
    false_alarm = before == Phase.DECLARED and phase == Phase.CLOSED
    if false_alarm and incident.report_count:
        raise CallersGathered(number=incident.number, count=incident.report_count)
    if false_alarm or phase == Phase.DECLARED:
        reason = explained(reason)
    times: dict[str, datetime | None] = {"phase_at": now}
    if phase == Phase.DECLARED:
        times |= {"contained_at": None, "restored_at": None}
    else:
        times[_PHASE_TIMES[phase]] = now
    if phase in (Phase.RESTORED, Phase.CLOSED):
        times["next_update_at"] = None
        promise_ends(incident, now=now)
    decide(incident, phase=phase, **times)
    events.phase_changed(incident, before=before, reason=reason.strip(), actor=actor, now=now)
    turns.tell(incident, before, actor=actor, now=now)
    return incident


@command
def set_level(
    *, incident_id: int, version: int | None, level: str, reason: str, actor: Actor, now: datetime
) -> Incident:
    """Grade the incident anew; a person's decision, with the reason.

    :raises ReasonMissing: nobody would know why
    :raises IncidentStale: somebody decided something about it since
    :raises IncidentClosed: it is over
    :raises NothingChanges: it has this level
    """
    reason = explained(reason)
    incident = locked(incident_id, version=version, open_only=True)
    before = incident.level
    if level == before:
        raise NothingChanges(number=incident.number)
    decide(incident, level=level)
    events.level_changed(incident, before=before, reason=reason, actor=actor, now=now)
    return incident


@command
def take_command(*, incident_id: int, version: int | None, commander_id: int, actor: Actor, now: datetime) -> Incident:
    """Put a person at the head of the incident; everybody sees who from then on.

    :raises IncidentStale: somebody decided something about it since
    :raises IncidentClosed: it is over
    :raises NothingChanges: that person commands it
    """
    incident = locked(incident_id, version=version, open_only=True)
    before = incident.commander_id
    if before == commander_id:
        raise NothingChanges(number=incident.number)
    decide(incident, commander_id=commander_id)
    events.command_taken(incident, before=before, actor=actor, now=now)
    return incident


@command
def note(*, incident_id: int, text: str, author_id: int | None, actor: Actor, now: datetime) -> IncidentNote:
    """Write a line into the incident's log; also after it is closed, for the review.

    :raises InvalidInput: the line is empty
    """
    if not text.strip():
        raise InvalidInput("text", _("Write what happened."))
    incident = locked(incident_id)
    line = IncidentNote.objects.create(incident=incident, at=now, author_id=author_id, text=text.strip())
    events.noted(incident, line, actor=actor, now=now)
    return line
