"""A notice on its way out: is it still wanted, in which words, and through which channel."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from . import presence, topics
from .channels import apprise_way, http_template
from .channels.models import Channel, ChannelKind, ContactPoint, Until
from .channels.outward import Outward
from .inbox.models import Notice, Wish
from .models import Message, MessageState, Reason
from .outcomes import NotNeeded
from .ways.queries import TEST


def deliver(message: Message) -> str | None:
    """Send a notice to one way of one person.

    :returns: the gateway's number of it, if it gives one
    :raises NotNeeded: read or delivered meanwhile, off duty, signed out, or the channel is switched off
    """
    notice, channel = message.notice, message.channel
    if notice is None or channel is None:
        raise RuntimeError(f"{message.key} has neither notice nor channel")
    _check_wanted(message, notice, channel)
    title, body = _words(message, notice)
    link = f"{settings.SITE_URL.rstrip('/')}{reverse('inbox:notice', args=[notice.pk])}" if settings.SITE_URL else ""
    return through(channel, Outward(address=message.to, title=title, body=body, link=link, key=message.key))


def through(channel: Channel, outward: Outward) -> str | None:
    """Hand something to a channel, as its kind speaks."""
    ways = {ChannelKind.APPRISE.value: apprise_way.send, ChannelKind.HTTP_TEMPLATE.value: http_template.send}
    return ways[channel.kind](channel, outward)


def _check_wanted(message: Message, notice: Notice, channel: Channel) -> None:
    """Between queueing and sending much may have happened: the truth is read again."""
    if not channel.enabled:
        raise NotNeeded(Reason.CHANNEL_OFF)
    point = ContactPoint.objects.filter(user=notice.user_id, channel=channel).first()
    if point is None or point.signed_out_at is not None:
        raise NotNeeded(Reason.SIGNED_OUT)
    message.to = point.address
    if notice.read_at is not None and not message.payload.get("bundle") and notice.topic != TEST:
        raise NotNeeded(Reason.READ)
    if message.until == Until.DELIVERED and _delivered_before(message):
        raise NotNeeded(Reason.DELIVERED)
    moment = message.lease_until
    if moment and not topics.named(notice.topic).even_off_duty and presence.off_duty([notice.user_id], moment):
        raise NotNeeded(Reason.OFF_DUTY)


def _delivered_before(message: Message) -> bool:
    earlier = Message.objects.filter(notice=message.notice_id, place__lt=message.place)
    return earlier.filter(state=MessageState.DELIVERED).exists()


def _words(message: Message, notice: Notice) -> tuple[str, str]:
    wish = Wish.objects.filter(user=notice.user_id).values_list("language", flat=True).first()
    language = wish or settings.LANGUAGE_CODE
    bundle = message.payload.get("bundle")
    if bundle:
        unread = Notice.objects.filter(bundle=bundle, read_at__isnull=True).count()
        if not unread:
            raise NotNeeded(Reason.READ)
        if unread > 1:
            with override(language):
                title = ngettext("%(count)s more message", "%(count)s more messages", unread) % {"count": unread}
                return title, gettext("Many things happened within a minute. All of them are in your inbox.")
    words = topics.words(notice.topic, notice.params, language=language)
    return words.title, words.body
