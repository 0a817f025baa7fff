"""Looking whether another level is in force: after new values, after a declaration, and as time passes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events
from ..changes import alone, changed
from ..default_rules import DAY_KNOWN, FORECAST_BELIEVED
from ..models import ColdWave, ColdWaveDeclaration, ColdWaveRule, WeatherChange
from ..queries import foretold, observed, standards
from .computing import Found, level_in, strictness
from .telling import tell_of

# Two days before the longest rule's fall, a day each to be compared.
_BACK: Final = timedelta(hours=72 + 24)
_AHEAD: Final = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class _Level:
    """The level that ought to be in force, and what it rests on."""

    name: str = ""
    declared: bool = False
    fall_c: float | None = None
    low_c: float | None = None


@command
def look(*, actor: Actor, now: datetime, reason: str = "") -> ColdWave | None:
    """Put the level in force that temperatures and declarations make now; tell people when it is another.

    :returns: the level in force, if any
    """
    alone()
    wave = ColdWave.objects.filter(ended_at__isnull=True).first()
    level = _stricter(computed(now), _declared(now))
    if wave is None and not level.name:
        return None
    if wave is not None and (wave.level, wave.declared) == (level.name, level.declared):
        return _up_to_date(wave, level)
    if wave is not None:
        wave.ended_at = now
        wave.save(update_fields=["ended_at"])
    changed(WeatherChange.Cause.COLD_WAVE, actor=actor, now=now)
    if not level.name:
        assert wave is not None  # noqa: S101 - there was a level or there is one
        events.cold_wave_ended(wave, actor=actor, now=now, reason=reason)
        tell_of(wave, now=now)
        return None
    begun = ColdWave.objects.create(
        level=level.name, declared=level.declared, began_at=now, fall_c=level.fall_c, low_c=level.low_c
    )
    if wave is None:
        events.cold_wave_began(begun, actor=actor, now=now, reason=reason)
    else:
        events.cold_wave_changed(begun, before=wave.level, actor=actor, now=now, reason=reason)
    tell_of(begun, now=now)
    return begun


def computed(now: datetime) -> Found | None:
    """The level the temperatures make now."""
    numbers = standards()
    temperatures = foretold(now=now, until=now + _AHEAD, believed_hours=numbers[FORECAST_BELIEVED])
    temperatures |= observed(since=now - _BACK, until=now)
    rules = list(ColdWaveRule.objects.all())
    return level_in(temperatures, rules, now=now, day_known_hours=numbers[DAY_KNOWN])


def _declared(now: datetime) -> ColdWaveDeclaration | None:
    """The declaration that counts; one whose time is over is withdrawn by it."""
    declaration = ColdWaveDeclaration.objects.select_for_update().filter(withdrawn_at__isnull=True).first()
    if declaration is None or declaration.until > now:
        return declaration
    declaration.withdrawn_at = declaration.until
    declaration.save(update_fields=["withdrawn_at"])
    return None


def _stricter(found: Found | None, declaration: ColdWaveDeclaration | None) -> _Level:
    if found is not None and (declaration is None or strictness(found.level) >= strictness(declaration.level)):
        return _Level(found.level, False, found.fall_c, found.low_c)
    return _Level(declaration.level, True) if declaration is not None else _Level()


def _up_to_date(wave: ColdWave, level: _Level) -> ColdWave:
    """The same level by newer temperatures: the figures shown are today's."""
    if (wave.fall_c, wave.low_c) != (level.fall_c, level.low_c):
        wave.fall_c, wave.low_c = level.fall_c, level.low_c
        wave.save(update_fields=["fall_c", "low_c"])
    return wave
