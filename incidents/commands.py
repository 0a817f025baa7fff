"""Every write on incidents, one function each."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Refusal
from heating_ops.network.models import Building, Loop
from workorders.commands import gather as write_incident_on_order
from workorders.models import WorkOrder

from . import events
from .models import ALLOWED_PHASES, Incident, IncidentNote, IncidentWorkOrder, Phase


class NoSuchIncident(Refusal):
    code = "no_such_incident"
    sentence = _("There is no such incident.")
    status = 404


class IllegalPhase(Refusal):
    code = "illegal_phase"
    sentence = _("%(number)s is “%(phase)s”; that phase does not follow from there.")


class IncidentStale(Refusal):
    code = "stale_version"
    sentence = _("%(number)s was changed meanwhile. Look at it again before you act.")


class IncidentClosed(Refusal):
    code = "incident_closed"
    sentence = _("%(number)s is closed.")


class AlreadyGathered(Refusal):
    code = "already_gathered"
    sentence = _("%(number)s already belongs to incident %(incident)s.")


_PHASE_TIMES = {
    Phase.CONTAINED: "contained_at",
    Phase.RESTORED: "restored_at",
    Phase.CLOSED: "closed_at",
}


def _locked(incident_id: int, version: int | None = None) -> Incident:
    incident = Incident.objects.select_for_update(of=("self",)).filter(pk=incident_id).first()
    if incident is None:
        raise NoSuchIncident
    if version is not None and incident.version != version:
        raise IncidentStale(number=incident.number)
    return incident


def _change(incident: Incident, **changes: object) -> None:
    for name, value in changes.items():
        setattr(incident, name, value)
    incident.version += 1
    incident.save(update_fields=[*changes, "version"])


@command
def declare(
    *,
    kind: str,
    title: str,
    level: str,
    building: Building | None = None,
    place_text: str = "",
    loop_ids: Sequence[int] = (),
    work_order_id: int | None = None,
    commander_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> Incident:
    """Declare an incident, by hand or from an order (升级 转应急).

    How far it reaches starts as the loop of its building, or the loops named; the
    number of households is counted from the network.

    :raises AlreadyGathered: the order belongs to another incident
    """
    order: WorkOrder | None = None
    if work_order_id is not None:
        order = WorkOrder.objects.select_related("building__loop__station").filter(pk=work_order_id).first()
        if order is None:
            raise NoSuchIncident
        building = building or order.building
        place_text = place_text or order.place_text
    loops = list(Loop.objects.filter(pk__in=loop_ids)) or ([building.loop] if building else [])
    branch_id = building.loop.station.branch_id if building else None
    if branch_id is None and loops:
        branch_id = loops[0].station.branch_id
    households = Building.objects.filter(loop__in=loops).aggregate(total=Sum("flats"))["total"] or 0
    incident = Incident.objects.create(
        kind=kind,
        title=title,
        level=level,
        branch_id=branch_id,
        building=building,
        place_text=place_text or (str(building) if building else title),
        households=households,
        commander_id=commander_id,
        declared_at=now,
    )
    incident.loops.set(loops)
    events.declared(incident, work_order=work_order_id, actor=actor, now=now)
    if order is not None:
        gather(incident_id=incident.pk, work_order_id=order.pk, actor=actor, now=now)
    return incident


@command
def gather(*, incident_id: int, work_order_id: int, actor: Actor, now: datetime) -> Incident:
    """Bring an order under an incident.

    :raises AlreadyGathered: it belongs to another incident
    :raises IncidentClosed: the incident is over
    """
    incident = _locked(incident_id)
    if incident.phase == Phase.CLOSED:
        raise IncidentClosed(number=incident.number)
    link, made = IncidentWorkOrder.objects.select_related("incident", "work_order").get_or_create(
        work_order_id=work_order_id, defaults={"incident": incident}
    )
    if not made:
        raise AlreadyGathered(number=link.work_order.number, incident=link.incident.number)
    _change(incident)
    write_incident_on_order(work_order_id=work_order_id, incident=incident.number, actor=actor, now=now)
    events.order_gathered(incident, work_order=work_order_id, actor=actor, now=now)
    return incident


@command
def add_report(*, incident_id: int, actor: Actor, now: datetime) -> Incident:
    """Count one more caller under the incident; the caller's own record stays with the call."""
    incident = _locked(incident_id)
    _change(incident, report_count=incident.report_count + 1)
    events.report_joined(incident, actor=actor, now=now)
    return incident


@command
def move_to_phase(
    *, incident_id: int, version: int | None, phase: Phase, reason: str = "", actor: Actor, now: datetime
) -> Incident:
    """Move the incident to another phase, with its time to the second.

    :raises IllegalPhase: the phase does not follow
    """
    incident = _locked(incident_id, version)
    before = Phase(incident.phase)
    if phase not in ALLOWED_PHASES[before]:
        raise IllegalPhase(number=incident.number, phase=incident.get_phase_display())
    times = {_PHASE_TIMES[phase]: now} if phase in _PHASE_TIMES else {}
    _change(incident, phase=phase, **times)
    events.phase_changed(incident, before=before, reason=reason, actor=actor, now=now)
    return incident


@command
def set_level(
    *, incident_id: int, version: int | None, level: str, reason: str, actor: Actor, now: datetime
) -> Incident:
    """Grade the incident anew; a person's decision, with the reason."""
    incident = _locked(incident_id, version)
    before = incident.level
    _change(incident, level=level)
    events.level_changed(incident, before=before, reason=reason, actor=actor, now=now)
    return incident


@command
def note(*, incident_id: int, text: str, author_id: int | None, actor: Actor, now: datetime) -> IncidentNote:
    """Write a line into the incident's log."""
    incident = _locked(incident_id)
    line = IncidentNote.objects.create(incident=incident, at=now, author_id=author_id, text=text)
    events.noted(incident, line, actor=actor, now=now)
    return line
