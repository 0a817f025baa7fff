"""The door upward: who must know, in the same transaction, that an incident moved to another phase."""

from collections.abc import Callable
from datetime import datetime

from heating_ops.journal.actor import Actor

from .models import Incident, Phase

Listener = Callable[[Incident, Phase, Actor, datetime], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Say who hears of a change: the locked incident as it is, and the phase before; in ``AppConfig.ready()``."""
    _listeners.append(listener)


def tell(incident: Incident, before: Phase, *, actor: Actor, now: datetime) -> None:
    """Tell a change of phase, in the running command."""
    for listener in _listeners:
        listener(incident, before, actor, now)
