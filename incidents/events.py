"""One small typed function per thing that can happen to an incident."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import Incident, IncidentNote, Phase


def _happened(
    kind: str,
    incident: Incident,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    record(Fact(f"incident.{kind}", incident.subject, incident.board_slugs, actor, now, reason, data or {}))


def declared(incident: Incident, *, work_order: int | None, actor: Actor, now: datetime) -> None:
    """The incident was declared, by hand or from an order."""
    data = {"kind": incident.kind, "level": incident.level, "work_order": work_order, "households": incident.households}
    _happened("declared", incident, actor=actor, now=now, data=data)


def order_gathered(incident: Incident, *, work_order: int, actor: Actor, now: datetime) -> None:
    """An order came under the incident."""
    _happened("order_gathered", incident, actor=actor, now=now, data={"work_order": work_order})


def report_joined(incident: Incident, *, actor: Actor, now: datetime) -> None:
    """One more caller was gathered."""
    _happened("report_joined", incident, actor=actor, now=now, data={"reports": incident.report_count})


def phase_changed(incident: Incident, *, before: Phase, actor: Actor, now: datetime, reason: str) -> None:
    """The incident moved to another phase."""
    data = {"before": before, "after": incident.phase}
    _happened("phase_changed", incident, actor=actor, now=now, reason=reason, data=data)


def level_changed(incident: Incident, *, before: str, actor: Actor, now: datetime, reason: str) -> None:
    """A person graded the incident anew."""
    data = {"before": before, "after": incident.level}
    _happened("level_changed", incident, actor=actor, now=now, reason=reason, data=data)


def noted(incident: Incident, note: IncidentNote, *, actor: Actor, now: datetime) -> None:
    """A person wrote a line into the log."""
    _happened("noted", incident, actor=actor, now=now, data={"note": note.pk})
