"""A person's ways, in the order of the house's channels, and how the last tests went."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch

from heating_ops.access.models import User

from ..inbox.models import Notice, Wish
from ..models import Audience, Channel, ContactPoint, Message

TEST: Final = "test"
_TESTS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of the house, and this person's address in it, if there is one."""

    channel: Channel
    point: ContactPoint | None


def ways_of(user: User) -> list[Way]:
    """Every channel that is in use or in which the person has an address."""
    points = {point.channel_id: point for point in ContactPoint.objects.filter(user=user)}
    channels = Channel.objects.filter(audience=Audience.STAFF)
    return [Way(channel, points.get(channel.pk)) for channel in channels if channel.enabled or channel.pk in points]


def wish_of(user: User) -> Wish:
    """How the person wants to be told; unsaved when they never said."""
    return Wish.objects.filter(user=user).first() or Wish(user=user)


def tests_of(user: User) -> list[Notice]:
    """The last tests, newest first, each with its message and tries."""
    sent = Prefetch("messages", Message.objects.select_related("channel").prefetch_related("tries"))
    tests = Notice.objects.filter(user=user, topic=TEST).order_by("-id")
    return list(tests.prefetch_related(sent)[:_TESTS_SHOWN])
