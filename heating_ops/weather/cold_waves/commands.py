"""What people do about cold waves: declare a level, withdraw it, and say what stands by."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import events
from ..changes import alone
from ..models import ColdWave, ColdWaveDeclaration, ColdWaveLevel, PostureDone, PostureItem
from .looking import look

# Longer than any cold wave lasts: one that goes on is declared anew, by somebody who looked.
_LONGEST: Final = timedelta(days=7)


class NothingDeclared(Refusal):
    """No level is set by hand."""

    code = "nothing_declared"
    sentence = _("No cold wave is declared by hand.")


class NotThisLevel(Refusal):
    """The line belongs to a level that is not in force, or not any more."""

    code = "cold_wave_changed"
    sentence = _("Another level is in force by now. Look at its list.")


@command
def declare_cold_wave(*, level: str, until: datetime, reason: str, user: User, now: datetime) -> None:
    """Set a level by hand, in place of one declared before; a stricter computed one goes on counting.

    :raises InvalidInput: no such level, no reason, or an end that has passed or is far away
    """
    if level not in ColdWaveLevel.values:
        raise InvalidInput("level", _("There is no such level."))
    if not reason.strip():
        raise InvalidInput("reason", _("Say why."))
    if not now < until <= now + _LONGEST:
        raise InvalidInput("until", _("The end must lie within the next seven days."))
    alone()
    _withdraw(now)
    ColdWaveDeclaration.objects.create(
        level=level, reason=reason.strip(), declared_at=now, declared_by=user, until=until
    )
    actor = Actor.user(user)
    events.cold_wave_declared(level, until, reason=reason.strip(), actor=actor, now=now)
    look(actor=actor, now=now, reason=reason.strip())


@command
def withdraw_cold_wave(*, reason: str, user: User, now: datetime) -> None:
    """End the declaration; what the temperatures make counts alone.

    :raises InvalidInput: no reason
    :raises NothingDeclared: there is none
    """
    if not reason.strip():
        raise InvalidInput("reason", _("Say why."))
    alone()
    declaration = _withdraw(now)
    if declaration is None:
        raise NothingDeclared
    actor = Actor.user(user)
    events.cold_wave_withdrawn(declaration.level, reason=reason.strip(), actor=actor, now=now)
    look(actor=actor, now=now, reason=reason.strip())


@command
def take_posture(*, wave_id: int, item_id: int, user: User, now: datetime) -> None:
    """Say that one line of the stand-by list is done; a second press changes nothing.

    :raises NotThisLevel: the level is not in force any more, or the line is of another
    """
    wave = ColdWave.objects.select_for_update().filter(pk=wave_id, ended_at__isnull=True).first()
    item = PostureItem.objects.filter(pk=item_id).first()
    if wave is None or item is None or item.level != wave.level:
        raise NotThisLevel
    if insert(PostureDone(wave=wave, item=item, at=now, by=user), unless_taken=True):
        events.posture_taken(wave, item=item.place, actor=Actor.user(user), now=now)


def _withdraw(now: datetime) -> ColdWaveDeclaration | None:
    declaration = ColdWaveDeclaration.objects.select_for_update().filter(withdrawn_at__isnull=True).first()
    if declaration is not None:
        declaration.withdrawn_at = now
        declaration.save(update_fields=["withdrawn_at"])
    return declaration
