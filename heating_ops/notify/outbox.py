"""Queueing in the transaction of what is told, and the counts that show whether messages get through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from heating_ops.inserting import insert

from .models import Message, MessageState


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
    unsent = Message.objects.exclude(state=MessageState.SENT)
    if kind is not None:
        unsent = unsent.filter(kind=kind)
    waiting = Q(state=MessageState.WAITING)
    counts = unsent.aggregate(
        waiting=Count("pk", filter=waiting),
        failing=Count("pk", filter=waiting & Q(attempts__gt=0, last_error__gt="")),
        given_up=Count("pk", filter=Q(state=MessageState.GIVEN_UP)),
    )
    return Delivery(**counts)


def try_again(ids: list[int], *, now: datetime) -> int:
    """Send messages that were given up, or wait for their next try, as soon as may be."""
    unsent = Message.objects.filter(pk__in=ids).exclude(state=MessageState.SENT)
    return unsent.update(state=MessageState.WAITING, next_try_at=now, queued_at=now, attempts=0)
