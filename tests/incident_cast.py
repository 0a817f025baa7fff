"""What the tests of incidents say often: a leak is reported, an incident declared and moved on."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from town import MORNING, body

from incidents import commands
from incidents.models import Incident, Phase
from workorders.models import WorkOrder


def leak(api: Any, **changes: Any) -> WorkOrder:
    """A leak order at Sunshine Garden 1, opened through the API."""
    said = body(category="leak", text="立管漏水") | changes
    told = api("olga").post("/api/calls/", said, format="json").json()
    return WorkOrder.objects.get(pk=told["work_order"]["id"])


def declare(town: SimpleNamespace, **changes: Any) -> Incident:
    """Declare a secondary leak at Sunshine Garden 1 by the commander, unless changed."""
    said: dict[str, Any] = {
        "kind": "secondary_leak",
        "title": "阳光花园二次管漏水",
        "level": "IV",
        "building": town.house_1,
        "actor": town.actor("kurt"),
        "now": MORNING,
    }
    return commands.declare(**(said | changes))


def move(town: SimpleNamespace, incident: Incident, phase: Phase, minutes: int = 0, **changes: Any) -> Incident:
    """Move an incident to another phase, so many minutes after the morning began."""
    said: dict[str, Any] = {
        "incident_id": incident.pk,
        "version": None,
        "phase": phase,
        "actor": town.actor("kurt"),
        "now": MORNING + timedelta(minutes=minutes),
    }
    return commands.move_to_phase(**(said | changes))
