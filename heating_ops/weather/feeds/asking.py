"""Asking the feeds that are due, in every worker: claimed with a lease, asked without a transaction, then written down.

A feed that fails several times in a row is left alone for a while (the breaker is open); then it is
tried once (half open). Each further failure doubles the while, one success closes the breaker.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Refusal
from heating_ops.notify.outgoing import ForbiddenAddress
from heating_ops.notify.sending import Unreachable

from .. import events
from ..commands import take_values
from ..default_rules import BREAKER_FAILURES, BREAKER_LONGEST_PAUSE, BREAKER_PAUSE
from ..models import Feed, FeedHealth, Source
from ..queries import standards
from ..values import Value
from .fetching import NoAnswer, fetch
from .models import Breaker
from .reading import Unusable, values_of

log = logging.getLogger(__name__)

# Longer than an answer may take.
_LEASE_SECONDS: Final = 60
_FIRST_PAUSE: Final = timedelta(minutes=1)
_DOUBLED_AT_MOST: Final = 10

# A feed that was just described has no state yet.
_MISSING: Final = """
INSERT INTO weather_feedhealth (feed_id, state, failures, last_error, last_count)
SELECT id, 'closed', 0, '', 0 FROM weather_feed f
WHERE NOT EXISTS (SELECT FROM weather_feedhealth h WHERE h.feed_id = f.id) ON CONFLICT DO NOTHING"""
_CLAIM: Final = """
UPDATE weather_feedhealth SET lease_until = statement_timestamp() + %s * interval '1 second',
    last_try_at = statement_timestamp(), state = CASE state WHEN 'open' THEN 'half_open' ELSE state END
WHERE id = (
    SELECT h.id FROM weather_feedhealth h JOIN weather_feed f ON f.id = h.feed_id
    WHERE f.enabled AND (h.next_try_at IS NULL OR h.next_try_at <= statement_timestamp())
        AND (h.lease_until IS NULL OR h.lease_until < statement_timestamp())
    ORDER BY h.next_try_at NULLS FIRST LIMIT 1 FOR UPDATE OF h SKIP LOCKED
)
RETURNING feed_id, statement_timestamp()"""


def ask_due() -> int:
    """Ask one feed that is due.

    :returns: how many were asked
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MISSING)
        cursor.execute(_CLAIM, [_LEASE_SECONDS])
        row = cursor.fetchone()
    if row is None:
        return 0
    ask(Feed.objects.get(pk=row[0]), now=row[1])
    return 1


def ask(feed: Feed, *, now: datetime, fetch_from: Callable[..., Any] = fetch) -> None:
    """Ask a feed and write down what came of it; no transaction is open while it answers."""
    try:
        answer = fetch_from(feed.url, feed.headers)
        values = values_of(answer, feed, fetched_at=now, zone=ZoneInfo(settings.TIME_ZONE))
        succeeded(feed, values, now=now)
    except (NoAnswer, Unusable, Unreachable, ForbiddenAddress, Refusal) as error:
        log.warning("the feed %s failed: %s", feed.name, error)
        failed(feed, str(error) or type(error).__name__, now=now)


@command
def succeeded(feed: Feed, values: list[Value], *, now: datetime) -> None:
    """Take the values and close the breaker.

    :raises InvalidInput: a value cannot be; then none is taken
    """
    health = _locked(feed)
    actor = Actor.system(f"feed-{feed.pk}")
    take_values(values, source=Source.FEED, actor=actor, now=now)
    if health.state != Breaker.CLOSED:
        events.feed_works_again(feed.pk, actor=actor, now=now)
    health.state, health.failures, health.opened_at, health.last_error = Breaker.CLOSED, 0, None, ""
    health.last_success_at, health.last_count = now, len(values)
    health.next_try_at = now + timedelta(minutes=feed.every_minutes)
    _write(health)


@command
def failed(feed: Feed, why: str, *, now: datetime) -> None:
    """Count the failure; the last of several in a row opens the breaker."""
    health = _locked(feed)
    numbers = standards()
    health.failures += 1
    health.last_error = why[:300]
    beyond = health.failures - numbers[BREAKER_FAILURES]
    if health.state == Breaker.CLOSED and beyond < 0:
        health.next_try_at = now + min(_FIRST_PAUSE * 2**health.failures, timedelta(minutes=feed.every_minutes))
    else:
        pause = timedelta(minutes=numbers[BREAKER_PAUSE]) * 2 ** min(max(beyond, 0), _DOUBLED_AT_MOST)
        health.next_try_at = now + min(pause, timedelta(minutes=numbers[BREAKER_LONGEST_PAUSE]))
        if health.state == Breaker.CLOSED:
            health.opened_at = now
            events.feed_left_alone(feed.pk, actor=Actor.system(f"feed-{feed.pk}"), now=now)
        health.state = Breaker.OPEN
    _write(health)


def _locked(feed: Feed) -> FeedHealth:
    health, _made = FeedHealth.objects.select_for_update(of=("self",)).get_or_create(feed=feed)
    return health


def _write(health: FeedHealth) -> None:
    health.lease_until = None
    health.save(
        update_fields=[
            *("state", "failures", "opened_at", "last_error", "last_success_at", "last_count"),
            *("next_try_at", "lease_until"),
        ]
    )
