"""Queueing in the transaction of what is told, and the counts that show whether messages get through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q

from heating_ops.inserting import insert

from .models import OPEN_STATES, Message, MessageState

_TRIED_AGAIN: Final = (MessageState.QUEUED, MessageState.FAILED, MessageState.GIVEN_UP)


def queue(*, kind: str, to: str, payload: Mapping[str, Any], key: str, stream: str = "", now: datetime) -> bool:
    """Put a message into the outbox, in the running transaction; the same key a second time does nothing.

    :param kind: names the channel that sends it (``sending.register``)
    :param key: the receiver sees it, so that a message that is sent twice is taken once
    :param stream: messages of one stream are sent in the order they were queued
    :returns: whether it was new
    """
    message = Message(kind=kind, to=to, payload=dict(payload), key=key, stream=stream, queued_at=now, next_try_at=now)
    return insert(message, unless_taken=True)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many messages wait, how many of those failed already, and how many were given up."""

    waiting: int
    failing: int
    given_up: int


def delivery(*, kind: str | None = None) -> Delivery:
    """Count the messages that did not get through yet."""
    unsent = Message.objects.filter(state__in=(*OPEN_STATES, MessageState.GIVEN_UP))
    if kind is not None:
        unsent = unsent.filter(kind=kind)
    counts = unsent.aggregate(
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
        failing=Count("pk", filter=Q(state__in=OPEN_STATES, last_error__gt="")),
        given_up=Count("pk", filter=Q(state=MessageState.GIVEN_UP)),
    )
    return Delivery(**counts)


def try_again(ids: list[int], *, now: datetime) -> int:
    """Send messages that were given up, or wait for their next try, as soon as may be.

    One that a sender has in hand is left to it. Somebody decides here: even what may be sent only once goes again.
    """
    unsent = Message.objects.filter(pk__in=ids, state__in=_TRIED_AGAIN)
    return unsent.update(state=MessageState.QUEUED, reason="", next_try_at=now, queued_at=now, attempts=0)
