"""Sending: claim a message with a lease, commit, send, mark. A sender that dies is followed by another.

Between the claim and the mark no transaction is open: a receiver that hangs holds no row.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from .models import Message, MessageState

log = logging.getLogger(__name__)

Send = Callable[[Message], None]
_channels: dict[str, Send] = {}
# Longer than any attempt takes: a channel has to give up before its lease does.
_LEASE_SECONDS: Final = 60
_FIRST_PAUSE_SECONDS: Final = 2
_LONGEST_PAUSE_SECONDS: Final = 300

_CLAIM: Final = """
UPDATE notify_message SET lease_until = statement_timestamp() + %s * interval '1 second', attempts = attempts + 1
WHERE id = (
    SELECT m.id FROM notify_message m
    WHERE m.state = 'waiting' AND m.next_try_at <= statement_timestamp()
        AND (m.lease_until IS NULL OR m.lease_until < statement_timestamp())
        AND (m.stream = '' OR NOT EXISTS (
            SELECT FROM notify_message e WHERE e.stream = m.stream AND e.state = 'waiting' AND e.id < m.id))
    ORDER BY m.next_try_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
)
RETURNING id, statement_timestamp()"""


class Refused(Exception):
    """The receiver understood and does not want the message: no further attempt would change that."""


class Unreachable(Exception):
    """The receiver is not there: its other messages need not find that out one by one."""


def register(kind: str, send: Send) -> None:
    """Say how messages of a kind are sent; called in ``AppConfig.ready()``.

    The function returns when the receiver has the message, and raises otherwise.
    """
    _channels[kind] = send


def send_due(limit: int = 50) -> int:
    """Send what is due, one message after the other.

    :returns: how many were tried
    """
    tried = 0
    while tried < limit and _send_one():
        tried += 1
    return tried


def _send_one() -> bool:
    claimed = _claim()
    if claimed is None:
        return False
    message, now = claimed
    try:
        _channels[message.kind](message)
    except Refused as refused:
        _give_up(message, refused)
    except Exception as error:  # noqa: BLE001 - one message that fails must not stop the others
        _put_off(message, error, now=now)
    else:
        _mark(message, state=MessageState.SENT, sent_at=now, last_error="")
    return True


def _claim() -> tuple[Message, datetime] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [_LEASE_SECONDS])
        row = cursor.fetchone()
    return (Message.objects.get(pk=row[0]), row[1]) if row else None


def _put_off(message: Message, error: Exception, *, now: datetime) -> None:
    """Try again with growing pauses, until a day has passed without success."""
    if now - message.queued_at > timedelta(hours=settings.NOTIFY_GIVE_UP_HOURS):
        _give_up(message, error)
        return
    pause = min(_FIRST_PAUSE_SECONDS ** min(message.attempts, 16), _LONGEST_PAUSE_SECONDS)
    again = now + timedelta(seconds=pause)
    log.warning("message %s to %s failed, again in %s s: %s", message.key, message.to, pause, error)
    _mark(message, next_try_at=again, last_error=_words(error))
    if isinstance(error, Unreachable):
        others = Message.objects.filter(to=message.to, state=MessageState.WAITING, next_try_at__lt=again)
        others.exclude(pk=message.pk).update(next_try_at=Greatest(F("next_try_at"), again))


def _give_up(message: Message, error: Exception) -> None:
    log.error("message %s to %s was given up: %s", message.key, message.to, error)
    _mark(message, state=MessageState.GIVEN_UP, last_error=_words(error))


def _mark(message: Message, **changes: object) -> None:
    """Write how it went, unless the lease ran out and another sender has the message."""
    mine = Message.objects.filter(pk=message.pk, lease_until=message.lease_until, state=MessageState.WAITING)
    mine.update(lease_until=None, **changes)


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:500]
