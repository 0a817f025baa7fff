"""Lock, check, change: the beats every command on an incident shares."""

from ..models import Incident, Phase
from .refusals import IncidentClosed, IncidentStale, NoSuchIncident, ReasonMissing


def locked(incident_id: int, *, version: int | None = None, open_only: bool = False) -> Incident:
    """Lock an incident for change and check that the decision was made on what it is now.

    :param version: the version the person saw; ``None`` skips the check
    :raises NoSuchIncident: the id is unknown
    :raises IncidentStale: somebody decided something about it since
    :raises IncidentClosed: it is over, and only an open one will do
    """
    incident = Incident.objects.select_for_update(of=("self",)).filter(pk=incident_id).first()
    if incident is None:
        raise NoSuchIncident
    if version is not None and incident.version != version:
        raise IncidentStale(number=incident.number)
    if open_only and incident.phase == Phase.CLOSED:
        raise IncidentClosed(number=incident.number)
    return incident


def decide(incident: Incident, **changes: object) -> None:
    """Write what a person decided about a locked incident, and count its version up."""
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.version += 1
    incident.save(update_fields=[*changes, "version"])


def explained(reason: str) -> str:
    """The reason without the space around it.

    :raises ReasonMissing: there is none
    """
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
