"""From what was asked to a planned stop: the place resolved, and whether this person may plan there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.journal.actor import Actor

from ..intake import building_for
from ..reach import loops_within
from . import commands
from .models import PlannedStop, StopReason


def plan_from(said: Mapping[str, Any], *, user: User, now: datetime) -> PlannedStop:
    """Plan a stop as a checked ``PlanShape`` says.

    :raises InvalidInput: the building does not exist or belongs to another branch, or the times make no sense
    """
    building = building_for(user, said["building"], action=Action.STOP_PLAN)
    return commands.plan_stop(
        reason=StopReason(said["reason"]),
        loop_ids=loops_within(said["reach"], building) if building else [],
        begins_at=said["begins_at"],
        ends_at=said["ends_at"],
        building=building,
        public_note=said.get("public_note", ""),
        actor=Actor.user(user),
        now=now,
    )
