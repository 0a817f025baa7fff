"""What callers are told on the demonstration day: the incident's next update, a stop that runs and one of tomorrow."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from heating_ops.access.models import Role, User
from heating_ops.journal.actor import Actor
from incidents import commands as incident_commands
from incidents.models import StopReason
from incidents.planned_stops import commands as stop_commands
from incidents.reach import Scope, loops_within

from .stage import Home, Stage

_MORNING: Final = 8
_NOTE: Final = "抢修人员已在现场，正在开挖更换管道。"


def leader_of(stage: Stage) -> Actor:
    """Whoever answers for what callers are told: a duty leader, else the dispatcher."""
    leader = User.objects.filter(role=Role.DUTY_LEADER).order_by("id").first()
    return Actor.user(leader) if leader else stage.dispatcher


def promise(stage: Stage, incident_id: int) -> Callable[[datetime], None]:
    """Tell callers when they hear more of the incident: soon after the day ends."""

    def act(moment: datetime) -> None:
        incident_commands.promise_update(
            incident_id=incident_id,
            version=None,
            next_update_at=stage.ends + timedelta(minutes=40),
            public_note=_NOTE,
            actor=leader_of(stage),
            now=moment,
        )

    return act


def plan_stops(stage: Stage, begins: datetime) -> None:
    """Announce a stop that runs now and one of tomorrow, away from the burst and from each other."""
    burst = stage.homes[0].building.loop_id
    others = {home.building.loop.station_id: home for home in stage.homes[1:] if home.building.loop_id != burst}
    homes = list(others.values())[-2:]
    tomorrow = timezone.localtime(stage.ends) + timedelta(days=1)
    morning = tomorrow.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    times = [(begins, stage.ends + timedelta(hours=2)), (morning, morning + timedelta(hours=6))]
    reasons = [
        (StopReason.REPAIR, Scope.LOOP, "更换环路阀门。"),
        (StopReason.PIPE_REPLACED, Scope.STATION, "更换站内老旧管道。"),
    ]
    for home, (start, end), (reason, scope, note) in zip(homes, times, reasons, strict=False):
        stage.at(begins, _stop(stage, home, start, end, reason, scope, note))


def _stop(
    stage: Stage, home: Home, start: datetime, end: datetime, reason: StopReason, scope: Scope, note: str
) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        stop_commands.plan_stop(
            reason=reason,
            loop_ids=loops_within(scope, home.building),
            begins_at=start,
            ends_at=end,
            building=home.building,
            public_note=note,
            actor=leader_of(stage),
            now=moment,
        )

    return act
