"""When is called again, and when is it too late to call: rows, read here; what ships is the migration's business."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from .models import CallBackRule

RETRY_FIRST: Final = "retry_first_minutes"
RETRY_SECOND: Final = "retry_second_minutes"
RETRY_THEN_AT: Final = "retry_then_at_minute"
QUIET_FROM: Final = "quiet_from_minute"
QUIET_UNTIL: Final = "quiet_until_minute"
ATTEMPTS: Final = "attempts"
RESTORED_WITHIN: Final = "restored_within_minutes"
WORK_WITHIN: Final = "work_within_minutes"
GUIDANCE_WITHIN: Final = "guidance_within_minutes"
ANSWERED_WITHIN: Final = "answered_within_minutes"
RESPONSE: Final = "response_percent"
RESOLVED: Final = "resolved_percent"
SATISFIED: Final = "satisfied_percent"
SHIPPED: Final[dict[str, tuple[int, str]]] = {
    RETRY_FIRST: (30, "Minutes after the first call nobody answered; to be confirmed locally."),
    RETRY_SECOND: (120, "Minutes after the second one; to be confirmed locally."),
    RETRY_THEN_AT: (540, "Minute of the next day (9:00) after every later one; to be confirmed locally."),
    QUIET_FROM: (1260, "Minute of the day (21:00) from which nobody is called; to be confirmed locally."),
    QUIET_UNTIL: (480, "Minute of the day (8:00) until which nobody is called; to be confirmed locally."),
    ATTEMPTS: (3, "Calls without an answer before a supervisor decides; to be confirmed locally."),
    RESTORED_WITHIN: (1440, "Call-back within 24 h of the heat being back; to be confirmed locally."),
    WORK_WITHIN: (1440, "Call-back within 24 h where no clock rule says otherwise; to be confirmed locally."),
    GUIDANCE_WITHIN: (1440, "P: call-back within 24 h of what the telephone solved; to be confirmed locally."),
    ANSWERED_WITHIN: (1440, "Answer to a city line ticket within 24 h: draft Beijing standard; confirm locally."),
    RESPONSE: (98, "Target of the response rate: 98 %, as published for the service rates."),
    RESOLVED: (98, "Target of the resolved rate: 98 %, as published for the service rates."),
    SATISFIED: (98, "Target of the satisfied rate: 98 %, as published for the service rates."),
}
_DAY: Final = timedelta(days=1)


def rule(code: str) -> int:
    """Read one; a row that was deleted counts as shipped."""
    value = CallBackRule.objects.filter(code=code).values_list("value", flat=True).first()
    return SHIPPED[code][0] if value is None else value


def all_rules() -> dict[str, int]:
    """Read all of them at once."""
    shipped = {code: value for code, (value, _source) in SHIPPED.items()}
    return shipped | dict(CallBackRule.objects.values_list("code", "value"))


def next_try(*, attempts: int, now: datetime) -> datetime:
    """When to try again after so many calls nobody answered, never in the quiet hours.

    :param attempts: with the one just made
    """
    rules = all_rules()
    if attempts == 1:
        wanted = now + timedelta(minutes=rules[RETRY_FIRST])
    elif attempts == 2:
        wanted = now + timedelta(minutes=rules[RETRY_SECOND])
    else:
        wanted = _minute_of(now + _DAY, rules[RETRY_THEN_AT])
    return _after_the_night(wanted, quiet_from=rules[QUIET_FROM], quiet_until=rules[QUIET_UNTIL])


def _after_the_night(wanted: datetime, *, quiet_from: int, quiet_until: int) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in; the same minute twice means there are none."""
    local = timezone.localtime(wanted)
    minute = local.hour * 60 + local.minute
    overnight = quiet_from > quiet_until
    quiet = (minute >= quiet_from or minute < quiet_until) if overnight else quiet_from <= minute < quiet_until
    if not quiet:
        return wanted
    day = wanted + _DAY if overnight and minute >= quiet_from else wanted
    return _minute_of(day, quiet_until)


def _minute_of(day: datetime, minute: int) -> datetime:
    """A minute of the day a moment lies in, where the utility is."""
    midnight = timezone.localtime(day).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.replace(hour=min(minute, 1439) // 60, minute=min(minute, 1439) % 60)
