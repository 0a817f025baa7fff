"""One small function per thing that happens to the weather; the words people read are in ``sentences.py``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.recording import Fact, record

from .models import ColdWave, SeasonPeriod

_WEATHER = "weather:1"
_GROUP = [GROUP_BOARD]


def values_taken(counts: Mapping[str, int], *, source: str, actor: Actor, now: datetime) -> None:
    """Hourly values that were not known before came in."""
    record(Fact("weather.values_taken", _WEATHER, _GROUP, actor, now, data={"source": source, **counts}))


def feed_left_alone(feed_id: int, *, actor: Actor, now: datetime) -> None:
    """A feed failed several times in a row and is asked again only after a while."""
    record(Fact("weather.feed_left_alone", _WEATHER, _GROUP, actor, now, data={"feed": feed_id}))


def feed_works_again(feed_id: int, *, actor: Actor, now: datetime) -> None:
    """A feed that was left alone gives values again."""
    record(Fact("weather.feed_works_again", _WEATHER, _GROUP, actor, now, data={"feed": feed_id}))


def cold_wave_began(wave: ColdWave, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """A level is in force where none was."""
    record(Fact("cold_wave.began", wave.subject, _GROUP, actor, now, reason, _which(wave)))


def cold_wave_changed(wave: ColdWave, *, before: str, actor: Actor, now: datetime, reason: str = "") -> None:
    """Another level is in force."""
    record(Fact("cold_wave.changed", wave.subject, _GROUP, actor, now, reason, _which(wave) | {"before": before}))


def cold_wave_ended(wave: ColdWave, *, actor: Actor, now: datetime, reason: str = "") -> None:
    """No level is in force any more."""
    record(Fact("cold_wave.ended", wave.subject, _GROUP, actor, now, reason, {"level": wave.level}))


def cold_wave_declared(level: str, until: datetime, *, reason: str, actor: Actor, now: datetime) -> None:
    """Somebody set a level by hand, whatever the numbers say."""
    record(Fact("cold_wave.declared", _WEATHER, _GROUP, actor, now, reason, {"level": level, "until": until}))


def cold_wave_withdrawn(level: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """A level that was set by hand counts no more."""
    record(Fact("cold_wave.withdrawn", _WEATHER, _GROUP, actor, now, reason, {"level": level}))


def posture_taken(wave: ColdWave, *, item: int, actor: Actor, now: datetime) -> None:
    """One line of the stand-by list is done."""
    data = {"level": wave.level, "item": item}
    record(Fact("cold_wave.posture_taken", wave.subject, _GROUP, actor, now, data=data))


def season_set(period: SeasonPeriod, *, reason: str, actor: Actor, now: datetime) -> None:
    """Days of heating were added, moved or ended."""
    days = {"mode": period.mode, "first_day": period.first_day, "last_day": period.last_day}
    record(Fact("season.set", f"season:{period.pk}", _GROUP, actor, now, reason, days))


def _which(wave: ColdWave) -> dict[str, Any]:
    return {"level": wave.level, "declared": wave.declared, "fall_c": wave.fall_c, "low_c": wave.low_c}
