"""A planned stop: which loops have no heat from when to when, and what callers are told."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.network.models import Branch, Building, Loop


class StopReason(models.TextChoices):
    """Why heat is stopped on purpose."""

    REPAIR = "repair", pgettext_lazy("planned stop", "Repair")
    PIPE_REPLACED = "pipe_replaced", pgettext_lazy("planned stop", "Pipe replaced")
    CONNECTION = "connection", pgettext_lazy("planned stop", "New connection")
    PRESSURE_TEST = "pressure_test", pgettext_lazy("planned stop", "Pressure test or flushing")
    SUPPLY = "supply", pgettext_lazy("planned stop", "No power or water at the station")
    OTHER = "other", pgettext_lazy("planned stop", "Other work")


class StopState(models.TextChoices):
    """Where a planned stop stands at a moment; it follows from its times."""

    COMING = "coming", pgettext_lazy("planned stop", "Coming")
    RUNNING = "running", pgettext_lazy("planned stop", "Heat is off")
    OVERRUN = "overrun", pgettext_lazy("planned stop", "Takes longer than said")
    ENDED = "ended", pgettext_lazy("planned stop", "Ended")
    CANCELLED = "cancelled", pgettext_lazy("planned stop", "Called off")


class PlannedStop(models.Model):
    """Heat stopped on purpose, on a set of loops, for a time that was said beforehand.

    It runs from ``begins_at`` until somebody ends it; ``ends_at`` is what callers are
    told. ``version`` counts what people decide about it.
    """

    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=20, choices=StopReason.choices)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True)
    place_text = models.CharField(_("place"), max_length=300)
    loops = models.ManyToManyField(Loop, related_name="planned_stops", verbose_name=_("loops affected"))
    households = models.PositiveIntegerField(_("households affected"), default=0)
    public_note = models.CharField(_("words for the public"), max_length=300, blank=True)
    planned_at = models.DateTimeField(_("announced at"))
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("expected to end at"))
    next_update_at = models.DateTimeField(_("next update at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("called off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("planned stop")
        verbose_name_plural = _("planned stops")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="planned_stop_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="planned_stop_ended_or_called_off",
            ),
        ]
        indexes = [
            models.Index(
                fields=["begins_at"],
                condition=Q(ended_at__isnull=True, cancelled_at__isnull=True),
                name="planned_stop_open",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number people read out."""
        return f"PS-{self.pk:06d}"

    @property
    def subject(self) -> str:
        """How the journal names this stop."""
        return f"planned_stop:{self.pk}"

    @property
    def board_slugs(self) -> list[str]:
        """The board of its branch, the group's when it has none."""
        return [f"branch-{self.branch_id}" if self.branch_id else "group"]

    @property
    def is_open(self) -> bool:
        """Whether it is still to come or runs."""
        return self.ended_at is None and self.cancelled_at is None

    def state(self, now: datetime) -> StopState:
        """Where it stands."""
        if self.cancelled_at is not None:
            return StopState.CANCELLED
        if self.ended_at is not None:
            return StopState.ENDED
        if now < self.begins_at:
            return StopState.COMING
        return StopState.RUNNING if now < self.ends_at else StopState.OVERRUN

    def has_begun(self, now: datetime) -> bool:
        """Whether the heat is off because of it, or was."""
        return self.cancelled_at is None and self.begins_at <= now

    def is_update_late(self, now: datetime) -> bool:
        """Whether callers were promised word by now and had none."""
        return self.is_open and self.next_update_at is not None and self.next_update_at <= now
