"""Messages to people and systems outside, written with what they tell of, sent afterwards."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .channels.models import Audience, Channel, ChannelKind, ContactPoint, NotifyStandard, PlanStep, Policy, Until
from .inbox.models import Notice, Wish, Withheld

__all__ = [
    "Attempt",
    "Audience",
    "Channel",
    "ChannelKind",
    "ContactPoint",
    "Message",
    "MessageState",
    "Notice",
    "NotifyStandard",
    "PlanStep",
    "Policy",
    "Reason",
    "Until",
    "Wish",
    "Withheld",
]


class MessageState(models.TextChoices):
    """How far a message is."""

    QUEUED = "queued", pgettext_lazy("message", "Queued")
    SENDING = "sending", pgettext_lazy("message", "Being sent")
    SENT = "sent", pgettext_lazy("message", "Sent")
    DELIVERED = "delivered", pgettext_lazy("message", "Delivered")
    FAILED = "failed", pgettext_lazy("message", "Failed, is tried again")
    GIVEN_UP = "given_up", pgettext_lazy("message", "Given up")
    SKIPPED = "skipped", pgettext_lazy("message", "Not needed")


# Those a sender may still take up.
OPEN_STATES: Final = (MessageState.QUEUED, MessageState.SENDING, MessageState.FAILED)


class Reason(models.TextChoices):
    """Why a message was not sent, or is not sent again."""

    READ = "read", pgettext_lazy("message", "It was read in the inbox before")
    DELIVERED = "delivered", pgettext_lazy("message", "It was delivered another way before")
    OFF_DUTY = "off_duty", pgettext_lazy("message", "The person is off duty")
    SIGNED_OUT = "signed_out", pgettext_lazy("message", "The person signed out of this channel")
    CHANNEL_OFF = "channel_off", pgettext_lazy("message", "The channel is switched off")
    UNKNOWN = "unknown", pgettext_lazy("message", "Nobody knows whether it was sent; this channel sends nothing twice")
    REFUSED = "refused", pgettext_lazy("message", "The receiver refused it")
    TOO_LATE = "too_late", pgettext_lazy("message", "It failed for too long")
    UNDELIVERED = "undelivered", pgettext_lazy("message", "The gateway says that it did not arrive")


class Message(models.Model):
    """One message to one receiver.

    Messages of one ``stream`` go in the order of their ids. ``key`` is the receiver's means to take a
    message once: the same at every attempt. While it is being sent ``next_try_at`` is the end of the
    sender's lease: a lease that ran out belongs to a sender that died, and the message is tried again,
    unless its ``policy`` forbids to send what may have been sent.
    """

    kind = models.CharField(_("kind"), max_length=40)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("channel"))
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    until = models.CharField(_("unless"), max_length=10, choices=Until.choices, blank=True)
    to = models.CharField(_("to"), max_length=300)
    payload = models.JSONField(_("content"))
    key = models.CharField(_("key"), max_length=120, unique=True)
    stream = models.CharField(_("stream"), max_length=80, blank=True)
    policy = models.CharField(_("if in doubt"), max_length=16, choices=Policy.choices, default=Policy.AT_LEAST_ONCE)
    state = models.CharField(_("state"), max_length=9, choices=MessageState.choices, default=MessageState.QUEUED)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    queued_at = models.DateTimeField(_("queued at"))
    next_try_at = models.DateTimeField(_("next try"))
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    provider_id = models.CharField(_("number at the gateway"), max_length=120, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=models.Q(state__in=OPEN_STATES), name="message_open"),
            models.Index(
                fields=["stream", "id"],
                condition=models.Q(state__in=OPEN_STATES) & ~models.Q(stream=""),
                name="message_stream_open",
            ),
            models.Index(fields=["id"], condition=models.Q(state="given_up"), name="message_given_up"),
            models.Index(
                fields=["channel", "provider_id"], condition=~models.Q(provider_id=""), name="message_at_gateway"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=("sent", "delivered")) | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Attempt(models.Model):
    """One try to send a message: when, how long, and what went wrong; without an end when its sender died.

    No addresses and no secrets in it.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(_("at"))
    took_ms = models.PositiveIntegerField(_("milliseconds"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.at}"
