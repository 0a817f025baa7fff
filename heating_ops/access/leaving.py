"""What else ends when somebody signs out; the apps above say so here."""

import logging
from collections.abc import Callable
from datetime import datetime

from heating_ops.journal.refusal import Refusal

from .models import User

log = logging.getLogger(__name__)
Act = Callable[[User, datetime], None]
_acts: list[Act] = []


def register(act: Act) -> None:
    """Name what is done when a person signs out; called in ``AppConfig.ready()``."""
    _acts.append(act)


def leave(user: User, *, now: datetime) -> None:
    """Do all of it; what is refused is noted and keeps nobody from signing out."""
    for act in _acts:
        try:
            act(user, now)
        except Refusal as refused:
            log.warning("signing out went on without %s: %s", act.__qualname__, refused.code)
