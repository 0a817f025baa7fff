"""One small typed function per thing that can happen to an incident."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import Incident, IncidentNote, Phase

# What happens ten thousand times in a night: counted, never listed.
CALLER_JOINED: Final = "incident.report_joined"


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


def declared(incident: Incident, *, work_order: int | None, loops: int, actor: Actor, now: datetime) -> None:
    """The incident was declared, by hand or from an order."""
    data = {
        "kind": incident.kind,
        "level": incident.level,
        "work_order": work_order,
        "loops": loops,
        "households": incident.households,
    }
    _happened("declared", incident, actor=actor, now=now, data=data)


def order_gathered(incident: Incident, *, work_order: int, actor: Actor, now: datetime) -> None:
    """An order came under the incident."""
    _happened("order_gathered", incident, actor=actor, now=now, data={"work_order": work_order})


def order_released(incident: Incident, *, work_order: int, reason: str, actor: Actor, now: datetime) -> None:
    """An order that was gathered by mistake was taken out."""
    _happened("order_released", incident, actor=actor, now=now, reason=reason, data={"work_order": work_order})


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


def reach_changed(
    incident: Incident,
    *,
    old_boards: Sequence[str],
    before: int,
    loops: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """The reach was drawn anew; the incident may have come to another branch's board."""
    left = [slug for slug in old_boards if slug not in incident.board_slugs]
    if left:
        record(Fact("incident.moved_away", incident.subject, left, actor, now, leaves=True))
    data = {"loops": loops, "before": before, "households": incident.households}
    _happened("reach_changed", incident, actor=actor, now=now, reason=reason, data=data)


def command_taken(incident: Incident, *, before: int | None, actor: Actor, now: datetime) -> None:
    """A person took command."""
    data = {"before": before, "after": incident.commander_id}
    _happened("command_taken", incident, actor=actor, now=now, data=data)


def update_promised(incident: Incident, *, actor: Actor, now: datetime) -> None:
    """Callers are told when they hear more; the words themselves stay with the incident."""
    data = {"next_update_at": incident.next_update_at}
    _happened("update_promised", incident, actor=actor, now=now, data=data)


def update_overdue(incident: Incident, *, actor: Actor, now: datetime) -> None:
    """The promised time passed without word."""
    data = {"next_update_at": incident.next_update_at}
    _happened("update_overdue", incident, actor=actor, now=now, data=data)


def noted(incident: Incident, note: IncidentNote, *, actor: Actor, now: datetime) -> None:
    """A person wrote a line into the log."""
    _happened("noted", incident, actor=actor, now=now, data={"note": note.pk})
