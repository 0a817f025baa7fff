"""Reads about messages under way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Min, Q
from django.db.models.query import QuerySet

from ..models import OPEN_STATES, Channel, Message, MessageState, Notice

AT_ONCE: Final = 50
PENDING: Final = "pending"
FAILING: Final = "failing"
GIVEN_UP: Final = "given_up"
WITHHELD: Final = "withheld"
ALL: Final = "all"
_FAILING: Final = Q(state=MessageState.FAILED) | Q(state__in=OPEN_STATES, last_error__gt="")


@dataclass(frozen=True, slots=True)
class Row:
    """One channel (or kind of message without one): what waits, fails, was given up, and since when."""

    code: str
    name: str
    enabled: bool
    waiting: int
    failing: int
    given_up: int
    oldest: datetime | None


def by_channel() -> list[Row]:
    """Every channel with what does not get through, and other systems' messages by kind; one query and the channels."""
    unsent = Message.objects.filter(state__in=(*OPEN_STATES, MessageState.GIVEN_UP)).order_by()
    found = unsent.values("channel", "kind").annotate(
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
        failing=Count("pk", filter=_FAILING),
        given_up=Count("pk", filter=Q(state=MessageState.GIVEN_UP)),
        oldest=Min("queued_at", filter=Q(state__in=OPEN_STATES)),
    )
    channels = {channel.pk: channel for channel in Channel.objects.all()}
    rows = {pk: Row(one.code, one.name, one.enabled, 0, 0, 0, None) for pk, one in channels.items()}
    others = []
    for each in found:
        figures = (each["waiting"], each["failing"], each["given_up"], each["oldest"])
        if each["channel"] is None:
            others.append(Row(each["kind"], each["kind"], True, *figures))
        else:
            base = rows[each["channel"]]
            older = [moment for moment in (base.oldest, figures[3]) if moment]
            rows[each["channel"]] = Row(
                base.code,
                base.name,
                base.enabled,
                base.waiting + figures[0],
                base.failing + figures[1],
                base.given_up + figures[2],
                min(older, default=None),
            )
    return [row for row in rows.values() if row.enabled or row.waiting or row.given_up] + others


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
    """How many messages fail or were given up: one figure for a board's attention."""
    return Message.objects.filter(Q(state=MessageState.GIVEN_UP) | _FAILING).count()
