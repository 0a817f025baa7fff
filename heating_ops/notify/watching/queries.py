"""Reads about messages under way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django.db.models.query import QuerySet

from ..models import OPEN_STATES, Channel, Message, MessageState, Notice

AT_ONCE: Final = 50
PENDING: Final = "pending"
FAILING: Final = "failing"
GIVEN_UP: Final = "given_up"
WITHHELD: Final = "withheld"
ALL: Final = "all"
_FAILING: Final = Q(state=MessageState.FAILED) | Q(state__in=OPEN_STATES, last_error__gt="")


@dataclass(slots=True)
class Row:
    """One channel (or kind of message without one): what waits, fails, was given up, and since when."""

    code: str
    name: str
    enabled: bool
    waiting: int = 0
    failing: int = 0
    given_up: int = 0
    oldest: datetime | None = None


def by_channel() -> list[Row]:
    """Every channel with what does not get through, and other systems' messages by kind; one query and the channels."""
    unsent = Message.objects.filter(state__in=(*OPEN_STATES, MessageState.GIVEN_UP)).order_by()
    found = unsent.values("channel", "kind").annotate(
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
        failing=Count("pk", filter=_FAILING),
        given_up=Count("pk", filter=Q(state=MessageState.GIVEN_UP)),
        oldest=Min("queued_at", filter=Q(state__in=OPEN_STATES)),
    )
    rows: dict[int | str, Row] = {
        channel.pk: Row(channel.code, channel.name, channel.enabled) for channel in Channel.objects.all()
    }
    for each in found:
        row = rows.setdefault(each["channel"] or each["kind"], Row(each["kind"], each["kind"], True))
        row.waiting += each["waiting"]
        row.failing += each["failing"]
        row.given_up += each["given_up"]
        row.oldest = min((moment for moment in (row.oldest, each["oldest"]) if moment), default=None)
    return [row for row in rows.values() if row.enabled or row.waiting or row.given_up]


def messages(which: str, *, channel: str = "", before: int | None = None) -> QuerySet[Message]:
    """Messages of one sort, newest first, a page of them.

    :param which: pending, failing, given_up, or all
    :param channel: a channel's code; messages without a channel go by their kind
    """
    found = Message.objects.select_related("channel", "notice__user").prefetch_related("tries").order_by("-id")
    if which == PENDING:
        found = found.filter(state__in=OPEN_STATES)
    elif which == FAILING:
        found = found.filter(_FAILING)
    elif which == GIVEN_UP:
        found = found.filter(state=MessageState.GIVEN_UP)
    if channel:
        found = found.filter(Q(channel__code=channel) | Q(channel__isnull=True, kind=channel))
    if before is not None:
        found = found.filter(pk__lt=before)
    return found[:AT_ONCE]


def withheld(*, before: int | None = None) -> QuerySet[Notice]:
    """What people were not told, being off duty, newest first."""
    found = Notice.objects.exclude(withheld="").select_related("user").order_by("-id")
    return (found.filter(pk__lt=before) if before is not None else found)[:AT_ONCE]


def not_getting_through() -> int:
    """How many messages fail now, or were given up within a day: one figure for a board's attention."""
    lately = Q(state=MessageState.GIVEN_UP, queued_at__gt=Now() - timedelta(days=1))
    return Message.objects.filter(lately | _FAILING).count()
