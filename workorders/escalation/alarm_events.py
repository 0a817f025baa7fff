"""What happens to an alarm of a community: one function for each, on its branch's board."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record

from .models import CommunityAlarm


def _happened(
    kind: str, alarm: CommunityAlarm, *, actor: Actor, now: datetime, data: Mapping[str, Any] | None = None
) -> None:
    record(Fact(f"community_alarm.{kind}", alarm.subject, [alarm.board_slug], actor, now, "", data or {}))


def raised(alarm: CommunityAlarm, *, actor: Actor, now: datetime) -> None:
    """So many reports of one kind came from one place in so short a time."""
    data = {"kind": alarm.kind, "where": alarm.where, "reports": alarm.reports, "minutes": alarm.minutes}
    _happened("raised", alarm, actor=actor, now=now, data=data)


def told(alarm: CommunityAlarm, *, level: str, people: Sequence[int], actor: Actor, now: datetime) -> None:
    """Everybody on duty at a level was told; ``to`` is who answers for it there."""
    data = {"level": level, "to": f"user:{people[0]}", "told": len(people)}
    _happened("told", alarm, actor=actor, now=now, data=data)


def nobody_on_duty(alarm: CommunityAlarm, *, level: str, actor: Actor, now: datetime) -> None:
    """Nobody was on duty at the level that should have been told."""
    _happened("nobody_on_duty", alarm, actor=actor, now=now, data={"level": level})


def acknowledged(alarm: CommunityAlarm, *, actor: Actor, now: datetime) -> None:
    """Somebody says that they have it."""
    _happened("acknowledged", alarm, actor=actor, now=now)


def ended(alarm: CommunityAlarm, *, actor: Actor, now: datetime) -> None:
    """No report came for as long as the rule counts."""
    _happened("ended", alarm, actor=actor, now=now)
