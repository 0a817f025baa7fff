"""What happens to the roster by itself, once an hour: it is drawn further, and every gap ahead is told."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from . import telling
from .drawing import extend_roster
from .presence import Gap, gaps_ahead

ROSTER: Actor = Actor.system("roster")


def watch(*, now: datetime) -> list[Gap]:
    """Draw the roster further and tell who answers for it of every gap ahead; each gap is told once.

    :returns: the gaps ahead
    """
    extend_roster(actor=ROSTER, now=now)
    return tell_gaps(now=now)


@command
def tell_gaps(*, now: datetime) -> list[Gap]:
    """Tell every gap ahead to who answers for it; once when it is seen, and once more when it is a day away."""
    gaps = gaps_ahead(now)
    for gap in gaps:
        telling.gap_found(gap, now=now)
    return gaps
