"""Seats: who sat where from when to when, in what state; and what share of calls the desk wants to answer in time."""

from typing import Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_LABEL: Final = 12


class SeatState(models.TextChoices):
    """Whether somebody at a seat takes calls."""

    ON = "on", pgettext_lazy("seat", "On")
    BREAK = "break", pgettext_lazy("seat", "Break")


class BreakReason(models.TextChoices):
    """What a break is for."""

    MEAL = "meal", pgettext_lazy("break", "Meal")
    TRAINING = "training", pgettext_lazy("break", "Training")
    AFTER_CALL = "after_call", pgettext_lazy("break", "After-call work")


_BREAK_HAS_ITS_REASON: Final = Q(state="on", reason="") | Q(state="break", reason__in=BreakReason.values)


class SeatSession(models.Model):
    """Somebody at a seat, from signing on to signing off: one seat for a person, one person for a seat.

    ``seen_at`` is when the person's browser was last heard of, the latest wins and
    the journal does not hold it; who was not heard of for a while counts as silent.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("operator"), on_delete=models.PROTECT, related_name="+"
    )
    seat = models.CharField(_("seat"), max_length=LONGEST_LABEL)
    state = models.CharField(_("state"), max_length=5, choices=SeatState.choices, default=SeatState.ON)
    reason = models.CharField(_("reason"), max_length=10, choices=BreakReason.choices, blank=True)
    began_at = models.DateTimeField(_("began at"))
    state_since = models.DateTimeField(_("state since"))
    seen_at = models.DateTimeField(_("last seen"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("seat session")
        verbose_name_plural = _("seat sessions")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="seat_one_per_person"),
            models.UniqueConstraint(fields=["seat"], condition=Q(ended_at__isnull=True), name="seat_one_person_each"),
            models.CheckConstraint(condition=_BREAK_HAS_ITS_REASON, name="seat_break_has_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="seat_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["began_at"], name="seat_by_time")]

    def __str__(self) -> str:
        return f"{self.seat} {self.user}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"seat:{self.pk}"


class SeatStretch(models.Model):
    """One state of a session from when to when; the last one is open as long as the session is."""

    session = models.ForeignKey(SeatSession, on_delete=models.CASCADE, related_name="stretches")
    state = models.CharField(_("state"), max_length=5, choices=SeatState.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=BreakReason.choices, blank=True)
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("stretch of a seat session")
        verbose_name_plural = _("stretches of seat sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at__isnull=True), name="seat_stretch_one_open"
            ),
            models.CheckConstraint(condition=_BREAK_HAS_ITS_REASON, name="seat_stretch_has_its_reason"),
        ]
        indexes = [models.Index(fields=["ended_at", "began_at"], name="seat_stretch_by_time")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.state}"


class DeskTarget(models.Model):
    """What share of calls the desk wants answered within a standard of the same code, and who says so."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    percent = models.PositiveSmallIntegerField(_("percent"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("target of the desk")
        verbose_name_plural = _("targets of the desk")
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="desk_target_is_a_share")
        ]

    def __str__(self) -> str:
        return self.code
