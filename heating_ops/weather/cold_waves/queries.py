"""The level in force, why, and how far its stand-by is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import ColdWave, ColdWaveDeclaration, PostureDone, PostureItem


@dataclass(frozen=True, slots=True)
class PostureLine:
    """A line of the stand-by list, and by whom it was done, if it was."""

    item: PostureItem
    done: PostureDone | None


def in_force() -> ColdWave | None:
    """The level in force."""
    return ColdWave.objects.filter(ended_at__isnull=True).first()


def declaration(now: datetime) -> ColdWaveDeclaration | None:
    """The declaration that counts now."""
    open_ones = ColdWaveDeclaration.objects.filter(withdrawn_at__isnull=True, until__gt=now)
    return open_ones.select_related("declared_by").first()


def posture_of(wave: ColdWave) -> Sequence[PostureLine]:
    """The stand-by list of a level, in its order."""
    done = {each.item_id: each for each in wave.posture.select_related("by")}
    return [PostureLine(item, done.get(item.pk)) for item in PostureItem.objects.filter(level=wave.level)]


def lately(limit: int = 5) -> list[ColdWave]:
    """The levels that were in force, newest first."""
    return list(ColdWave.objects.filter(ended_at__isnull=False).order_by("-began_at")[:limit])
