"""Texts to customers: sent once or not at all, by a channel of their own, and their numbers are forgotten.

A customer who is told twice of one thing calls to ask what the second one means; so nothing of
which nobody knows whether it was sent is sent again by itself.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from heating_ops.inserting import insert

from . import topics
from .channels.models import Audience, Channel, Policy
from .channels.outward import Outward
from .delivering import through
from .models import OPEN_STATES, Message, Reason
from .outcomes import NotNeeded

CUSTOMER: Final = "customer"


def channel_in_use() -> Channel | None:
    """The channel that reaches customers, if one is switched on."""
    return Channel.objects.filter(audience=Audience.CUSTOMERS, enabled=True).order_by("id").first()


def tell_customer(
    channel: Channel, *, phone: str, topic: str, params: Mapping[str, Any], key: str, now: datetime
) -> bool:
    """Queue a text to a customer, in the running transaction; the same key a second time does nothing.

    :param phone: stays in the outbox alone, and is wiped there after ``NOTIFY_CUSTOMER_NUMBERS_DAYS``
    :param topic: whose words it is (``topics.register``), said in the house's language
    :returns: whether it was new
    :raises UnknownTopic: nobody registered the topic
    """
    topics.words(topic, params)
    message = Message(
        kind=CUSTOMER,
        channel=channel,
        to=phone,
        payload={"topic": topic, "params": dict(params)},
        key=f"{CUSTOMER}:{key}",
        policy=Policy.AT_MOST_ONCE,
        queued_at=now,
        next_try_at=now,
    )
    return insert(message, unless_taken=True)


def deliver(message: Message) -> str | None:
    """Send a text to its customer.

    :returns: the gateway's number of it, if it gives one
    :raises NotNeeded: the channel was switched off meanwhile
    """
    channel = message.channel
    if channel is None or not channel.enabled:
        raise NotNeeded(Reason.CHANNEL_OFF)
    said = topics.words(message.payload["topic"], message.payload["params"], language=settings.LANGUAGE_CODE)
    return through(channel, Outward(address=message.to, title=said.title, body=said.body, link="", key=message.key))


def forget_numbers(*, now: datetime) -> int:
    """Wipe numbers and particulars of texts that are over and old; answers of how many."""
    before = now - timedelta(days=settings.NOTIFY_CUSTOMER_NUMBERS_DAYS)
    old = Message.objects.filter(kind=CUSTOMER, queued_at__lt=before).exclude(to="").exclude(state__in=OPEN_STATES)
    return old.update(to="", payload={})
