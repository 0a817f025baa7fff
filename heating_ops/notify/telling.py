"""Telling people: a row in everybody's inbox and messages to the ways outside, with what they tell of.

All of it is rows, written in the running transaction: what is told commits or vanishes with its cause,
and no command waits for a network.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from heating_ops.access.models import User

from . import presence, topics
from .inbox.models import Notice, Withheld
from .models import Channel, Message
from .plans import Step, steps_for, steps_through
from .quiet import ends_of_quiet
from .standards import BUNDLE_AFTER, BUNDLE_WITHIN, standards

NOTICE: Final = "notice"
_WRITE: Final = """
INSERT INTO notify_notice (user_id, topic, subject, link, params, urgent, key, told_at, withheld, bundle)
SELECT n.user_id, %s, %s, %s, %s::jsonb, %s, %s, %s, n.withheld, ''
FROM unnest(%s, %s::text[]) AS n(user_id, withheld)
ON CONFLICT (user_id, key) DO NOTHING RETURNING id, user_id, withheld"""


@dataclass(frozen=True, slots=True)
class Told:
    """How many were told now, and how many were not, being off duty. Who was told before is in neither."""

    told: int
    off_duty: int


def tell(
    *,
    users: Sequence[User | int],
    topic: str,
    subject: str,
    link: str,
    params: Mapping[str, Any],
    urgent: bool,
    key: str,
    now: datetime,
    chained: bool = True,
    only: Channel | None = None,
) -> Told:
    """Tell people something, in the running transaction.

    Everybody gets a row in the inbox; who is off duty gets none that shows, only the record why not. The
    first way outside is tried at once, the next ones after the times of the plan unless the notice was
    read; what is not urgent waits for the end of quiet hours; many messages in a minute become one.

    :param users: who; the same person twice is told once
    :param topic: whose words they are (``topics.register``)
    :param subject: what it is about, ``type:id``
    :param link: the page to open, from ``/``
    :param params: what the words need; JSON, codes and moments as the topic declares them
    :param urgent: goes through quiet hours and sounds
    :param key: names this telling; the same key tells nobody twice
    :param chained: try the ways outside too, not the inbox alone
    :param only: this way outside and no other: a test of it
    :raises UnknownTopic: nobody registered the topic
    """
    topics.words(topic, params)  # a place that cannot be filled is found here, not by a sender at night
    ids = list(dict.fromkeys(user.pk if isinstance(user, User) else user for user in users))
    if not ids:
        return Told(0, 0)
    away = set() if topics.named(topic).even_off_duty else presence.off_duty(ids, now)
    withheld = [Withheld.OFF_DUTY.value if user in away else "" for user in ids]
    said = DjangoJSONEncoder().encode(dict(params))
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [topic, subject, link, said, urgent, key, now, ids, withheld])
        rows = cursor.fetchall()
    fresh = {user: notice for notice, user, why in rows if not why}
    if chained and fresh:
        _send_outside(fresh, topic=topic, urgent=urgent, only=only, now=now)
    return Told(told=len(fresh), off_duty=len(rows) - len(fresh))


def _send_outside(fresh: Mapping[int, int], *, topic: str, urgent: bool, only: Channel | None, now: datetime) -> None:
    """Queue the steps of everybody's plan: all at once, each with its time; reading makes the rest needless."""
    plans = steps_for(fresh, topic=topic, urgent=urgent) if only is None else steps_through(only, fresh)
    if not plans:
        return
    house = standards()
    quiet = {} if urgent else ends_of_quiet(plans, house=house, now=now)
    window = timedelta(seconds=house[BUNDLE_WITHIN])
    # This telling is among them already. A test is never bundled: it is there to be seen arriving.
    lately = Notice.objects.filter(user__in=plans, told_at__gt=now - window, told_at__lte=now, withheld="")
    recent = Counter(lately.values_list("user", flat=True))
    crowded = {user for user in plans if only is None and recent[user] > house[BUNDLE_AFTER]}
    messages = []
    for user, steps in plans.items():
        if user not in crowded:
            messages += [_message(fresh[user], place, step, quiet.get(user), now) for place, step in enumerate(steps)]
    bundled = [_bundled(user, fresh[user], plans[user][0], window, quiet.get(user), now) for user in sorted(crowded)]
    Message.objects.bulk_create(messages + bundled, ignore_conflicts=True)


def _message(notice: int, place: int, step: Step, quiet: datetime | None, now: datetime) -> Message:
    begin = quiet if quiet is not None and step.channel.keeps_quiet_hours else now
    return Message(
        kind=NOTICE,
        channel=step.channel,
        notice_id=notice,
        place=place,
        until=step.until,
        to=step.address,
        payload={},
        key=f"notice:{notice}:{place}",
        policy=step.channel.policy,
        queued_at=begin,
        next_try_at=begin + timedelta(seconds=step.after_s),
    )


def _bundled(user: int, notice: int, step: Step, window: timedelta, quiet: datetime | None, now: datetime) -> Message:
    """One message for all of a person's notices of this stretch of time, sent when it is over."""
    number = int(now.timestamp() // max(window.total_seconds(), 1))
    name = f"bundle:{user}:{number}"
    Notice.objects.filter(pk=notice).update(bundle=name)
    message = _message(notice, 0, step, quiet, now)
    message.key, message.payload = name, {"bundle": name}
    message.next_try_at = max(message.next_try_at, now + window)
    return message
