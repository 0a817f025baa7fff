"""The numbers telling goes by, read from their table; what ships is a migration's business."""

from typing import Final

from .channels.models import NotifyStandard

QUIET_FROM: Final = "quiet_from_hour"
QUIET_UNTIL: Final = "quiet_until_hour"
BUNDLE_AFTER: Final = "bundle_after"
BUNDLE_WITHIN: Final = "bundle_within_s"
SHIPPED: Final = {
    QUIET_FROM: (22, "P: what is not urgent waits for the morning"),
    QUIET_UNTIL: (7, "P: what is not urgent waits for the morning"),
    BUNDLE_AFTER: (5, "P: ten telephones ringing at once are read by nobody"),
    BUNDLE_WITHIN: (60, "P: a minute in which more messages become one"),
}


def standards() -> dict[str, int]:
    """Read them all, in one query; a row that was deleted counts as shipped."""
    shipped = {code: value for code, (value, _source) in SHIPPED.items()}
    return shipped | dict(NotifyStandard.objects.filter(code__in=SHIPPED).values_list("code", "value"))
