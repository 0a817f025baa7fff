"""The desk's own numbers, read from their table; what ships is the migration's business."""

from datetime import timedelta
from typing import Final

from .models import DeskStandard

TAKE_FREELY: Final = "take_freely"
ANSWER_GOOD: Final = "answer_good"
ANSWER_LATE: Final = "answer_late"
FORGOTTEN_RING: Final = "forgotten_ring"
FINISHED_RECENTLY: Final = "finished_recently"
SHIPPED: Final = {
    TAKE_FREELY: (20, "The first seconds of a call, when two operators reach for it."),
    ANSWER_GOOD: (15, "Common promise of municipal service lines; to be confirmed locally."),
    ANSWER_LATE: (20, "80 % within 20 s, the common service level of call centres."),
    FINISHED_RECENTLY: (172_800, "So long what is finished is shown as a possible duplicate; to be confirmed locally."),
    FORGOTTEN_RING: (600, "Longer than any caller waits; to be confirmed locally."),
}


def standard(code: str) -> timedelta:
    """Read one; a row that was deleted counts as shipped."""
    seconds = DeskStandard.objects.filter(code=code).values_list("seconds", flat=True).first()
    return timedelta(seconds=SHIPPED[code][0] if seconds is None else seconds)
