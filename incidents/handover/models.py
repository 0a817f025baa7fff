"""What is kept of a hand-over: the note as it was written, who signed it, and the lines that are carried on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.network.models import Branch


class NoteState(models.TextChoices):
    """Where a hand-over stands."""

    WAITING = "waiting", pgettext_lazy("hand-over", "To be signed")
    SIGNED = "signed", pgettext_lazy("hand-over", "Signed")
    REPLACED = "replaced", pgettext_lazy("hand-over", "Written anew")
    MISSING = "missing", pgettext_lazy("hand-over", "Nobody wrote one")


class HandoverNote(models.Model):
    """A hand-over of a branch (``branch`` empty: the group) at one change of shift.

    ``snapshot`` is what was open when it was written, as ``assembling.assemble`` found it: nobody
    can leave out what the system knows. It is never changed; what is open now is read anew.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="handovers")
    state = models.CharField(_("state"), max_length=10, choices=NoteState.choices, default=NoteState.WAITING)
    change_at = models.DateTimeField(_("change of shift at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"))
    snapshot = models.JSONField(default=dict)
    remarks = models.TextField(_("remarks"), blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    late_at = models.DateTimeField(_("found unsigned at"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over note")
        verbose_name_plural = _("hand-over notes")
        constraints = [
            models.UniqueConstraint(
                fields=["branch"],
                condition=Q(state=NoteState.WAITING),
                nulls_distinct=False,
                name="handover_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["branch", "change_at"],
                condition=Q(state=NoteState.MISSING),
                nulls_distinct=False,
                name="handover_missed_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoteState.SIGNED) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="handover_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("written_by")), name="handover_signed_by_another"
            ),
        ]
        indexes = [models.Index(fields=["branch", "-written_at"], name="handover_newest")]

    def __str__(self) -> str:
        return f"{self.branch or _('Group')} {self.change_at:%Y-%m-%d %H:%M}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"handover:{self.pk}"

    @property
    def board_slugs(self) -> list[str]:
        """The board of its branch, or the group's."""
        return [f"branch-{self.branch_id}" if self.branch_id else "group"]


class WatchItem(models.Model):
    """A line to keep an eye on (关注事项); carried from hand-over to hand-over until it is struck off."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="watch_items")
    text = models.CharField(_("text"), max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_at = models.DateTimeField(_("struck off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("watch item")
        verbose_name_plural = _("watch items")
        indexes = [models.Index(fields=["branch"], condition=Q(struck_at__isnull=True), name="watch_item_open")]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"watch_item:{self.pk}"

    @property
    def board_slugs(self) -> list[str]:
        """The board of its branch, or the group's."""
        return [f"branch-{self.branch_id}" if self.branch_id else "group"]
