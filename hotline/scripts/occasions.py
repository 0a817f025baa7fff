"""What a script is filled from: the incident, the stop or the order a caller is told about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import get_language

from incidents.models import HEAT_AWAY, Incident, Phase, PlannedStop, StopState

from .filling import filled, moment_in_words
from .models import Script, Situation

_OF_PHASE = {
    Phase.DECLARED: Situation.INCIDENT_DECLARED,
    Phase.CONTAINED: Situation.INCIDENT_CONTAINED,
    Phase.RESTORED: Situation.INCIDENT_RESTORED,
}
_OF_STATE = {
    StopState.COMING: Situation.STOP_COMING,
    StopState.RUNNING: Situation.STOP_RUNNING,
    StopState.OVERRUN: Situation.STOP_OVERRUN,
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why something is read out, and what is known of it."""

    situation: Situation
    place: str = ""
    since: datetime | None = None
    until: datetime | None = None
    next_update_at: datetime | None = None
    note: str = ""

    def say(self, script: Script, *, now: datetime, language: str | None = None) -> str:
        """The script's words, filled."""
        chosen = language or get_language() or "en"
        moments = {"since": self.since, "until": self.until, "next_update": self.next_update_at}
        known = {name: moment_in_words(moment, now=now, language=chosen) for name, moment in moments.items()}
        return filled(script.words(chosen), known | {"place": self.place, "note": self.note})

    def promised(self, next_update_at: datetime | None) -> "Occasion":
        """The same with the next update that was read out, whatever is promised by now."""
        return self if next_update_at is None else replace(self, next_update_at=next_update_at)


def of_incident(incident: Incident, *, place: str, now: datetime) -> Occasion:
    """What is said of an incident: since when the heat is off, or back."""
    late = incident.phase in HEAT_AWAY and incident.is_update_late(now)
    return Occasion(
        Situation.UPDATE_LATE if late else _OF_PHASE[Phase(incident.phase)],
        place=place,
        since=incident.restored_at if incident.phase == Phase.RESTORED else incident.declared_at,
        next_update_at=incident.next_update_at,
        note=incident.public_note,
    )


def of_stop(stop: PlannedStop, *, place: str, now: datetime) -> Occasion:
    """What is said of a stop that is coming or runs."""
    state = stop.state(now)
    late = state != StopState.COMING and stop.is_update_late(now)
    return Occasion(
        Situation.UPDATE_LATE if late else _OF_STATE[state],
        place=place,
        since=stop.begins_at,
        until=stop.ends_at,
        next_update_at=stop.next_update_at,
        note=stop.public_note,
    )


def scripts_for(situations: Sequence[Situation]) -> dict[str, Script]:
    """Read the versions that are read out now, by situation."""
    found = Script.objects.filter(situation__in=situations, active=True) if situations else []
    return {script.situation: script for script in found}
