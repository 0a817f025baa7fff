"""Runs over the open orders, and what they propose to a person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..catalogue import Priority


class RegradeRun(models.Model):
    """One pass over the open orders; at most one for each change of weather, and one every hour.

    A run is worked in parts. ``reached`` is the last order looked at, ``left`` are orders somebody was working
    on, tried once more at the end. While ``lease_until`` lies ahead a worker is at it; a lease that ran out
    belongs to one that died, and another goes on from where it was.
    """

    change = models.BigIntegerField(_("change of weather"), null=True, blank=True, unique=True)
    hour = models.DateTimeField(_("hour"), null=True, blank=True, unique=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    reached = models.BigIntegerField(default=0)
    left = ArrayField(models.BigIntegerField(), default=list, blank=True)
    looked_at = models.PositiveIntegerField(_("orders looked at"), default=0)
    raised = models.PositiveIntegerField(_("raised"), default=0)
    proposed = models.PositiveIntegerField(_("proposed to lower"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        constraints = [
            models.CheckConstraint(
                condition=Q(change__isnull=True) ^ Q(hour__isnull=True), name="regrade_run_has_one_cause"
            )
        ]
        indexes = [models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="regrade_run_unfinished")]

    def __str__(self) -> str:
        return f"{self.started_at}"


class ProposalEnd(models.TextChoices):
    """What became of a proposal."""

    ACCEPTED = "accepted", _("Accepted")
    LEFT = "left", _("Left as it is")
    OVERTAKEN = "overtaken", _("Overtaken")


class RegradeProposal(models.Model):
    """An order that would be less urgent in today's weather; only a person lowers it."""

    order = models.ForeignKey("workorders.WorkOrder", on_delete=models.CASCADE, related_name="+")
    before = models.CharField(_("priority"), max_length=2, choices=Priority.choices)
    after = models.CharField(_("proposed priority"), max_length=2, choices=Priority.choices)
    decision = models.JSONField(_("triage decision"))
    made_at = models.DateTimeField(_("made at"))
    ended = models.CharField(_("what became of it"), max_length=10, choices=ProposalEnd.choices, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        verbose_name = _("proposal to lower a priority")
        verbose_name_plural = _("proposals to lower priorities")
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(ended=""), name="regrade_one_open_proposal"),
            models.CheckConstraint(condition=Q(ended="") ^ Q(ended_at__isnull=False), name="regrade_proposal_end_time"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.before} → {self.after}"
