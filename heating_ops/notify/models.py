"""Messages to people and systems outside, written with what they tell of, sent afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageState(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENT = "sent", pgettext_lazy("message", "Sent")
    GIVEN_UP = "given_up", pgettext_lazy("message", "Given up")


class Message(models.Model):
    """One message to one receiver.

    Messages of one ``stream`` go in the order of their ids. ``key`` is the receiver's means to take a
    message once: the same at every attempt. While ``lease_until`` lies ahead a sender is at it; a lease
    that ran out belongs to a sender that died, and the message is tried again.
    """

    kind = models.CharField(_("kind"), max_length=40)
    to = models.CharField(_("to"), max_length=300)
    payload = models.JSONField(_("content"))
    key = models.CharField(_("key"), max_length=120, unique=True)
    stream = models.CharField(_("stream"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    queued_at = models.DateTimeField(_("queued at"))
    next_try_at = models.DateTimeField(_("next try"))
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=models.Q(state="waiting"), name="message_waiting"),
            models.Index(fields=["stream", "id"], condition=models.Q(state="waiting"), name="message_stream_waiting"),
            models.Index(fields=["id"], condition=models.Q(state="given_up"), name="message_given_up"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="message_sent_has_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
