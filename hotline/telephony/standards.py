"""The desk's own numbers, read from their table; what ships is the migration's business."""

from datetime import timedelta
from typing import Final

from .models import DeskStandard

TAKE_FREELY: Final = "take_freely"
ANSWER_GOOD: Final = "answer_good"
ANSWER_LATE: Final = "answer_late"
FORGOTTEN_RING: Final = "forgotten_ring"
SEAT_SILENT: Final = "seat_silent"
SEAT_FORGOTTEN: Final = "seat_forgotten"
FINISHED_RECENTLY: Final = "finished_recently"
STOP_SHOWN_BEFORE: Final = "stop_shown_before"
STOP_BELIEVED: Final = "stop_believed"
DRAFT_KEPT: Final = "draft_kept"
REPEAT_CALL: Final = "repeat_call"
REPEAT_WEEK: Final = "repeat_week"
REPEAT_SEASON: Final = "repeat_season"
SHIPPED: Final = {
    TAKE_FREELY: (20, "The first seconds of a call, when two operators reach for it."),
    ANSWER_GOOD: (15, "NENA-STA-020, emergency call centres: 90 % of calls within 15 s; to be confirmed locally."),
    ANSWER_LATE: (20, "NENA-STA-020, emergency call centres: 95 % of calls within 20 s; to be confirmed locally."),
    FINISHED_RECENTLY: (172_800, "So long what is finished is shown as a possible duplicate; to be confirmed locally."),
    STOP_SHOWN_BEFORE: (259_200, "Three days: callers of these days are told beforehand; to be confirmed locally."),
    STOP_BELIEVED: (7_200, "How long after its expected end a stop still answers calls; to be confirmed locally."),
    REPEAT_CALL: (86_400, "A second call within a day counts as repeated; to be confirmed locally."),
    REPEAT_WEEK: (604_800, "Seven days."),
    REPEAT_SEASON: (10_454_400, "15 November to 15 March, 121 days; to be confirmed locally."),
    FORGOTTEN_RING: (600, "Longer than any caller waits; to be confirmed locally."),
    DRAFT_KEPT: (
        86_400,
        "Until the same shift comes again, for it holds personal data; to be confirmed locally.",
    ),
    SEAT_SILENT: (45, "Our proposal: four times the ten seconds in which every browser is heard of, and a little."),
    SEAT_FORGOTTEN: (1800, "Our proposal: longer than a machine restarts; to be confirmed locally."),
}


def standards(*codes: str) -> list[timedelta]:
    """Read several at once, in the order asked."""
    known = dict(DeskStandard.objects.filter(code__in=codes).values_list("code", "seconds"))
    return [timedelta(seconds=known.get(code, SHIPPED[code][0])) for code in codes]


def standard(code: str) -> timedelta:
    """Read one; a row that was deleted counts as shipped."""
    seconds = DeskStandard.objects.filter(code=code).values_list("seconds", flat=True).first()
    return timedelta(seconds=SHIPPED[code][0] if seconds is None else seconds)
