"""Who is told when a cold wave begins, changes or ends: who is on duty for the group and in every branch."""

from datetime import datetime

from ..models import ColdWave


def tell_of(wave: ColdWave, *, before: str, now: datetime) -> None:
    """Tell the people on duty."""
