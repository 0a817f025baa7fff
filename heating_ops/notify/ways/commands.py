"""Changing one's ways, and trying one out."""

import unicodedata
from datetime import datetime, time
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from ..inbox.models import Notice, Wish
from ..models import Audience, Channel, ContactPoint
from ..telling import tell
from .queries import TEST

_LONGEST: Final = 200


class NoSuchWay(Refusal):
    """No channel of that number is in use, or the person has no address in it."""

    code = "no_such_way"
    sentence = _("There is no such way to reach you.")
    status = 404


@command
def set_address(*, user: User, channel_id: int, address: str) -> ContactPoint | None:
    """Enter one's address in a channel; an empty one takes the way away. A new address is to be confirmed anew.

    :raises NoSuchWay: the channel is not in use
    :raises InvalidInput: the address is too long, or has spaces or signs nobody sees
    """
    channel = _channel(channel_id)
    text = address.strip()
    if not text:
        ContactPoint.objects.filter(user=user, channel=channel).delete()
        return None
    if len(text) > _LONGEST or any(unicodedata.category(sign)[0] in "CZ" for sign in text):
        raise InvalidInput("address", _("An address has at most 200 signs and no spaces."))
    point = ContactPoint.objects.select_for_update().filter(user=user, channel=channel).first()
    if point is None:
        return ContactPoint.objects.create(user=user, channel=channel, address=text)
    if point.address != text:
        point.address, point.verified_at = text, None
        point.save(update_fields=["address", "verified_at"])
    return point


@command
def sign_out_of(*, user: User, channel_id: int, now: datetime) -> ContactPoint:
    """Be sent nothing more in a channel, not even what is queued already.

    :raises NoSuchWay: the person has no address there
    """
    point = _own(user, channel_id)
    if point.signed_out_at is None:
        point.signed_out_at = now
        point.save(update_fields=["signed_out_at"])
    return point


@command
def sign_into(*, user: User, channel_id: int) -> ContactPoint:
    """Be told in a channel again.

    :raises NoSuchWay: the person has no address there
    """
    point = _own(user, channel_id)
    point.signed_out_at = None
    point.save(update_fields=["signed_out_at"])
    return point


@command
def confirm(*, user: User, channel_id: int, now: datetime) -> ContactPoint:
    """Say that the test arrived.

    :raises NoSuchWay: the person has no address there
    """
    point = _own(user, channel_id)
    point.verified_at = now
    point.save(update_fields=["verified_at"])
    return point


@command
def wish(*, user: User, language: str, quiet_from: time | None, quiet_until: time | None) -> Wish:
    """Say in which language and outside of which hours to be told; without hours the house's hold.

    :raises InvalidInput: a language we do not speak, or half of the hours
    """
    if language and language not in dict(settings.LANGUAGES):
        raise InvalidInput("language", _("We do not speak this language."))
    if (quiet_from is None) != (quiet_until is None):
        raise InvalidInput("quiet_until", _("Quiet hours have a beginning and an end."))
    said = {"language": language, "quiet_from": quiet_from, "quiet_until": quiet_until}
    kept, _new = Wish.objects.update_or_create(user=user, defaults=said)
    return kept


@command
def test(*, user: User, channel_id: int, now: datetime) -> Notice:
    """Send oneself a message through one channel: by outbox, worker and gateway, exactly as a real one goes.

    :raises NoSuchWay: the person has no address there, signed out of it, or the channel is not in use
    """
    point = _own(user, channel_id)
    if point.signed_out_at is not None or not point.channel.enabled:
        raise NoSuchWay
    key = f"{TEST}:{channel_id}:{now.timestamp():.6f}"
    params = {"channel": point.channel.name, "at": now.isoformat()}
    tell(
        users=[user],
        topic=TEST,
        subject=f"user:{user.pk}",
        link=reverse("inbox:ways"),
        params=params,
        urgent=True,
        key=key,
        now=now,
        only=point.channel,
    )
    return Notice.objects.get(user=user, key=key)


def _channel(channel_id: int) -> Channel:
    channel = Channel.objects.filter(pk=channel_id, audience=Audience.STAFF, enabled=True).first()
    if channel is None:
        raise NoSuchWay
    return channel


def _own(user: User, channel_id: int) -> ContactPoint:
    own = ContactPoint.objects.select_for_update(of=("self",)).select_related("channel")
    point = own.filter(user=user, channel=channel_id, channel__audience=Audience.STAFF).first()
    if point is None:
        raise NoSuchWay
    return point
