"""Rings: one row per call of the telephone exchange, from its first ring to the last call-back."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HOTLINE_BOARD: Final = "hotline-1"


class RingState(models.TextChoices):
    """Where a ring stands."""

    RINGING = "ringing", pgettext_lazy("telephone call", "Ringing")
    ANSWERED = "answered", pgettext_lazy("telephone call", "Answered")
    ENDED = "ended", pgettext_lazy("telephone call", "Ended")
    MISSED = "missed", pgettext_lazy("telephone call", "Missed")


class Owed(models.TextChoices):
    """Whether a missed caller is still owed a call."""

    NOTHING = "", pgettext_lazy("missed call", "Nothing owed")
    WAITING = "waiting", pgettext_lazy("missed call", "To call back")
    CALLED_BACK = "called_back", pgettext_lazy("missed call", "Called back")
    JOINED = "joined", pgettext_lazy("missed call", "Caller rang again")
    NO_NUMBER = "no_number", pgettext_lazy("missed call", "No number to call")


class ExchangeKind(models.TextChoices):
    """What the exchange tells of a call."""

    RINGING = "ringing", pgettext_lazy("telephone call", "Ringing")
    ANSWERED = "answered", pgettext_lazy("telephone call", "Answered")
    ENDED = "ended", pgettext_lazy("telephone call", "Ended")
    MISSED = "missed", pgettext_lazy("telephone call", "Missed")


class Ring(models.Model):
    """One call as the exchange knows it.

    The number lives here and can be erased; the journal and the cards hold none.
    ``answered_at`` is the earliest word that somebody has the call: the operator's key
    or the exchange; ``connected`` says that the exchange itself confirmed it.
    """

    exchange_id = models.CharField(_("call id of the exchange"), max_length=64, unique=True)
    number = models.CharField(_("telephone"), max_length=20, blank=True)
    line = models.CharField(_("line"), max_length=20, blank=True)
    rang_at = models.DateTimeField(_("rang at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    connected = models.BooleanField(default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    take_reason = models.CharField(_("reason"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    missed_at = models.DateTimeField(_("missed at"), null=True, blank=True)
    call = models.ForeignKey("hotline.Call", on_delete=models.PROTECT, null=True, blank=True, related_name="rings")
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    owed = models.CharField(_("call-back"), max_length=12, choices=Owed.choices, default=Owed.NOTHING, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_by_since = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ring")
        verbose_name_plural = _("rings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(missed_at__isnull=True),
                name="ring_answered_or_missed",
            ),
            models.CheckConstraint(
                condition=models.Q(missed_at__isnull=True, owed="")
                | models.Q(missed_at__isnull=False, owed__in=["waiting", "called_back", "joined", "no_number"]),
                name="ring_missed_is_owed_until_settled",
            ),
            models.CheckConstraint(
                condition=models.Q(call__isnull=True, filed_at__isnull=True)
                | models.Q(call__isnull=False, filed_at__isnull=False),
                name="ring_filed_with_its_call",
            ),
        ]
        indexes = [
            models.Index(fields=["rang_at"], name="ring_by_time"),
            models.Index(
                fields=["rang_at"],
                condition=models.Q(owed="waiting")
                | models.Q(missed_at__isnull=True, ended_at__isnull=True, call__isnull=True),
                name="ring_open",
            ),
            models.Index(fields=["number"], condition=models.Q(owed="waiting"), name="ring_owed_by_number"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the journal names this ring."""
        return f"ring:{self.pk}"

    @property
    def state(self) -> RingState:
        """Where it stands: what is known last, whatever came in which order."""
        if self.missed_at is not None:
            return RingState.MISSED
        if self.ended_at is not None:
            return RingState.ENDED
        return RingState.RINGING if self.answered_at is None else RingState.ANSWERED

    @property
    def is_open(self) -> bool:
        """Whether the desk still has something to do with it."""
        if self.missed_at is not None:
            return self.owed == Owed.WAITING
        return self.ended_at is None and self.call_id is None

    @property
    def held_by_id(self) -> int | None:
        """Whose call it is: who took it over, else who answered."""
        return self.taken_by_id or self.answered_by_id

    @property
    def held_since(self) -> datetime | None:
        """Since when it is theirs."""
        return self.taken_at or self.answered_at

    @property
    def seconds_to_answer(self) -> float | None:
        """How long the caller waited; two clocks may differ, nobody waits less than nothing."""
        return None if self.answered_at is None else max((self.answered_at - self.rang_at).total_seconds(), 0.0)

    @property
    def seconds_handled(self) -> float | None:
        """From the answer until the call was both ended and filed, as far as these happened."""
        done = [moment for moment in (self.ended_at, self.filed_at) if moment is not None]
        if self.answered_at is None or not done:
            return None
        return max((max(done) - self.answered_at).total_seconds(), 0.0)


class ExchangeEvent(models.Model):
    """An event of the exchange that was taken: its id is taken once."""

    event_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=ExchangeKind.choices)
    ring = models.ForeignKey(Ring, on_delete=models.PROTECT, related_name="heard")
    at = models.DateTimeField()
    heard_at = models.DateTimeField()

    class Meta:
        verbose_name = _("event of the exchange")
        verbose_name_plural = _("events of the exchange")

    def __str__(self) -> str:
        return self.event_id


class DeskStandard(models.Model):
    """A number of the desk, with where it comes from: never a number in the code."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    seconds = models.PositiveIntegerField(_("seconds"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("standard of the desk")
        verbose_name_plural = _("standards of the desk")

    def __str__(self) -> str:
        return self.code
