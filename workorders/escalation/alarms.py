"""What becomes of a community alarm: somebody has it, nobody answers, or it grows quiet."""

from datetime import datetime, timedelta

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from . import alarm_events as events
from .community import QUIET, UNANSWERED, tell
from .current import name_of
from .models import CommunityAlarm, CommunityTally
from .refusals import AlarmOver, AlarmTaken, NoSuchAlarm


@command
def acknowledge_alarm(*, alarm_id: int, actor: Actor, now: datetime) -> CommunityAlarm:
    """Say "I have it": no level above is told.

    :raises NoSuchAlarm: the id is unknown
    :raises AlarmOver: it grew quiet
    :raises AlarmTaken: somebody else has it already
    """
    alarm = CommunityAlarm.objects.select_for_update(of=("self",)).filter(pk=alarm_id).first()
    if alarm is None:
        raise NoSuchAlarm
    if alarm.ended_at is not None:
        raise AlarmOver(name=alarm.name)
    if alarm.acknowledged_at is not None:
        raise AlarmTaken(place=alarm.name, name=name_of(alarm.acknowledged_by_id))
    alarm.acknowledged_at, alarm.acknowledged_by_id = now, actor.user_id
    alarm.version += 1
    alarm.save(update_fields=["acknowledged_at", "acknowledged_by", "version"])
    clock.settle(alarm.subject, [UNANSWERED], now=now)
    events.acknowledged(alarm, actor=actor, now=now)
    return alarm


@command
def alarm_unanswered(deadline: Deadline, now: datetime) -> None:
    """Tell the level above of an alarm nobody has."""
    alarm = _open(deadline)
    if alarm is None or alarm.acknowledged_at is not None:
        return
    clock.settle(alarm.subject, [UNANSWERED], now=now)
    alarm.version += 1
    alarm.save(update_fields=["version"])
    tell(alarm, above=alarm.rank, actor=Actor.timer(deadline), now=now)


@command
def alarm_quiet(deadline: Deadline, now: datetime) -> None:
    """End an alarm when no report came for as long as its rule counts; else wait on."""
    alarm = _open(deadline)
    if alarm is None:
        return
    tally = CommunityTally.objects.filter(place=alarm.place, kind=alarm.kind).first()
    last = max(tally.recent) if tally is not None and tally.recent else alarm.raised_at
    quiet_at = last + timedelta(minutes=alarm.minutes)
    if quiet_at > now:
        clock.arm(alarm.subject, [clock.Due(QUIET, last, quiet_at)], generation=alarm.version)
        return
    alarm.ended_at = now
    alarm.version += 1
    alarm.save(update_fields=["ended_at", "version"])
    clock.settle(alarm.subject, now=now)
    events.ended(alarm, actor=Actor.timer(deadline), now=now)


def _open(deadline: Deadline) -> CommunityAlarm | None:
    """Read the truth again: the alarm, locked, if it lasts."""
    alarm_id = int(deadline.subject.partition(":")[2])
    alarms = CommunityAlarm.objects.select_for_update(of=("self",), nowait=True)
    return alarms.filter(pk=alarm_id, ended_at__isnull=True).first()
