"""What share of calls the desk wants answered in time, read from its table; what ships is the migration's business."""

from dataclasses import dataclass
from typing import Final

from hotline.telephony.models import DeskStandard
from hotline.telephony.standards import ANSWER_GOOD, ANSWER_LATE, SEAT_SILENT
from hotline.telephony.standards import SHIPPED as SECONDS

from .models import DeskTarget

SHIPPED: Final = {
    ANSWER_GOOD: (90, "NENA-STA-020, emergency call centres: 90 % of calls within 15 s."),
    ANSWER_LATE: (95, "NENA-STA-020, emergency call centres: 95 % of calls within 20 s."),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """So many percent of the calls within so many seconds."""

    seconds: int
    percent: int


@dataclass(frozen=True, slots=True)
class Promises:
    """What the desk is measured by, and after how many seconds a browser counts as silent."""

    good: Promise
    late: Promise
    silent_seconds: int


def promises() -> Promises:
    """Read all of them; a row that was deleted counts as shipped."""
    codes = (ANSWER_GOOD, ANSWER_LATE, SEAT_SILENT)
    seconds = {code: SECONDS[code][0] for code in codes}
    seconds |= dict(DeskStandard.objects.filter(code__in=codes).values_list("code", "seconds"))
    percent = {code: share for code, (share, _source) in SHIPPED.items()}
    percent |= dict(DeskTarget.objects.filter(code__in=percent).values_list("code", "percent"))
    good, late = (Promise(seconds[code], percent[code]) for code in (ANSWER_GOOD, ANSWER_LATE))
    return Promises(good, late, seconds[SEAT_SILENT])
