"""Sending: claim a message with a lease, commit, send, mark. A sender that dies is followed by another.

Between the claim and the mark no transaction is open: a receiver that hangs holds no row.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from .models import OPEN_STATES, Attempt, Message, MessageState, Policy, Reason
from .outcomes import NotNeeded, NotSent, Refused, Unreachable

__all__ = ["LEASE_SECONDS", "NotSent", "Refused", "Unreachable", "register", "send_due"]

log = logging.getLogger(__name__)

Send = Callable[[Message], str | None]
_channels: dict[str, Send] = {}
# Longer than any attempt takes (a channel gives up before its lease does), and short enough that the
# message of a sender that was killed goes again within half a minute.
LEASE_SECONDS: Final = 20
_FIRST_PAUSE_SECONDS: Final = 2
_LONGEST_PAUSE_SECONDS: Final = 300
# Somebody waits for a page; a ticket's state may come later.
_LONGEST_PAUSE_OF_A_CHANNEL: Final = 60

_CLAIM: Final = """
WITH moment AS (SELECT coalesce(%(now)s::timestamptz, statement_timestamp()) AS now),
due AS (
    SELECT m.id, m.state FROM notify_message m
    WHERE m.state IN ('queued', 'sending', 'failed') AND m.next_try_at <= (SELECT now FROM moment)
        AND (m.stream = '' OR NOT EXISTS (
            SELECT FROM notify_message e
            WHERE e.stream = m.stream AND e.stream <> '' AND e.id < m.id AND e.state IN ('queued', 'sending', 'failed')
        ))
    ORDER BY m.next_try_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
)
UPDATE notify_message m SET state = 'sending', attempts = attempts + 1,
    lease_until = now + %(lease)s * interval '1 second', next_try_at = now + %(lease)s * interval '1 second'
FROM due, moment WHERE m.id = due.id
RETURNING m.id, due.state, now"""


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A message in our hands: since when, by which attempt, and whether somebody dropped it."""

    message: Message
    attempt: Attempt
    now: datetime
    dropped: bool


def register(kind: str, send: Send) -> None:
    """Say how messages of a kind are sent; called in ``AppConfig.ready()``.

    The function returns when the receiver has the message, and may answer the receiver's own number
    for it; it raises otherwise.
    """
    _channels[kind] = send


def send_due(limit: int = 50, *, now: datetime | None = None) -> int:
    """Send what is due, one message after the other.

    :param now: the moment to send for; the database's clock if not given
    :returns: how many were tried
    """
    tried = 0
    while tried < limit and _send_one(now):
        tried += 1
    return tried


def _send_one(moment: datetime | None) -> bool:
    claimed = _claim(moment)
    if claimed is None:
        return False
    message = claimed.message
    if claimed.dropped and message.policy == Policy.AT_MOST_ONCE:
        _give_up(claimed, Reason.UNKNOWN, "")
        return True
    began = time.monotonic()
    words = ""
    try:
        given = _channels[message.kind](message)
    except NotNeeded as needless:
        _mark(claimed, state=MessageState.SKIPPED, reason=needless.reason, last_error="")
    except Refused as refused:
        words = _words(refused)
        _give_up(claimed, Reason.REFUSED, words)
    except Exception as error:  # noqa: BLE001 - one message that fails must not stop the others
        words = _words(error)
        _put_off(claimed, error, words)
    else:
        _sent(claimed, given or "")
    took = round((time.monotonic() - began) * 1000)
    Attempt.objects.filter(pk=claimed.attempt.pk).update(took_ms=took, error=words)
    return True


def _claim(moment: datetime | None) -> _Claimed | None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, {"lease": LEASE_SECONDS, "now": moment})
            row = cursor.fetchone()
        if row is None:
            return None
        key, was, now = row
        attempt = Attempt.objects.create(message_id=key, at=now)
    message = Message.objects.select_related("channel", "notice__user").get(pk=key)
    return _Claimed(message, attempt, now, was == MessageState.SENDING)


def _sent(claimed: _Claimed, provider_id: str) -> None:
    """It is out: true whoever else has the message by now. A receipt may have come before us."""
    Message.objects.filter(pk=claimed.message.pk).exclude(state=MessageState.DELIVERED).update(
        state=MessageState.SENT,
        reason="",
        sent_at=claimed.now,
        provider_id=provider_id[:120],
        lease_until=None,
        last_error="",
    )


def _put_off(claimed: _Claimed, error: Exception, words: str) -> None:
    """Try again with growing pauses, until its time is over."""
    message, now = claimed.message, claimed.now
    if message.policy == Policy.AT_MOST_ONCE and not isinstance(error, NotSent):
        _give_up(claimed, Reason.UNKNOWN, words)
        return
    if now - message.queued_at > _patience(message):
        _give_up(claimed, Reason.TOO_LATE, words)
        return
    longest = _LONGEST_PAUSE_OF_A_CHANNEL if message.channel_id else _LONGEST_PAUSE_SECONDS
    pause = min(_FIRST_PAUSE_SECONDS ** min(message.attempts, 16), longest)
    again = now + timedelta(seconds=pause)
    log.warning("message %s failed, again in %s s: %s", message.key, pause, words)
    _mark(claimed, state=MessageState.FAILED, next_try_at=again, last_error=words)
    if isinstance(error, Unreachable):
        same = {"channel": message.channel_id} if message.channel_id else {"to": message.to}
        others = Message.objects.filter(state__in=OPEN_STATES, next_try_at__lt=again, **same)
        others = others.exclude(pk=message.pk).exclude(state=MessageState.SENDING)
        others.update(next_try_at=Greatest(F("next_try_at"), again))


def _patience(message: Message) -> timedelta:
    if message.channel is not None:
        return timedelta(seconds=message.channel.give_up_after_s)
    return timedelta(hours=settings.NOTIFY_GIVE_UP_HOURS)


def _give_up(claimed: _Claimed, reason: Reason, words: str) -> None:
    """Send it no more, and let the next way to the person be tried now."""
    message = claimed.message
    log.error("message %s was given up (%s): %s", message.key, reason.value, words)
    if _mark(claimed, state=MessageState.GIVEN_UP, reason=reason, last_error=words):
        next_way_now(message, now=claimed.now)


def next_way_now(message: Message, *, now: datetime) -> None:
    """The next step of a person's plan need not wait for a message that will never arrive."""
    if message.notice_id is None:
        return
    later = Message.objects.filter(notice=message.notice_id, place__gt=message.place, state=MessageState.QUEUED)
    following = later.order_by("place").values_list("pk", flat=True).first()
    if following is not None:
        Message.objects.filter(pk=following, state=MessageState.QUEUED, next_try_at__gt=now).update(next_try_at=now)


def _mark(claimed: _Claimed, **changes: object) -> bool:
    """Write how it went, unless the lease ran out and another sender has the message."""
    lease = claimed.message.lease_until
    mine = Message.objects.filter(pk=claimed.message.pk, lease_until=lease, state=MessageState.SENDING)
    return bool(mine.update(lease_until=None, **changes))


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:500]
