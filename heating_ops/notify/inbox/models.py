"""What people were told inside the system, and how each wants to be told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Withheld(models.TextChoices):
    """Why somebody was not told after all."""

    OFF_DUTY = "off_duty", pgettext_lazy("withheld", "Off duty")


class Notice(models.Model):
    """One thing one person was told.

    The row is the message in the inbox: it is there from the commit of what it tells of. Its words are
    made of ``topic`` and ``params`` in the reader's language. ``read_at`` acknowledges it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(_("topic"), max_length=40)
    subject = models.CharField(_("subject"), max_length=60, blank=True)
    link = models.CharField(_("link"), max_length=200, blank=True)
    params = models.JSONField(_("particulars"), default=dict)
    urgent = models.BooleanField(_("urgent"))
    key = models.CharField(_("key"), max_length=100)
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    withheld = models.CharField(_("not told because"), max_length=12, choices=Withheld.choices, blank=True)
    bundle = models.CharField(_("told together as"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_of_user"),
            models.Index(
                fields=["user", "urgent"], condition=models.Q(read_at__isnull=True, withheld=""), name="notice_unread"
            ),
            models.Index(fields=["user", "told_at"], name="notice_recent"),
            models.Index(fields=["bundle"], condition=~models.Q(bundle=""), name="notice_bundle"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_told_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Wish(models.Model):
    """How a person wants to be told: language of messages outside, quiet hours of their own, sound."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notify_wish")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish about messages")
        verbose_name_plural = _("wishes about messages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="wish_quiet_hours_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
