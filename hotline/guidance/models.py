"""What the desk keeps of a guidance: who has it, how often it was tried, what was said."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotline.catalogue.models import ProblemItem
from workorders.catalogue import GuidanceOutcome
from workorders.models import WorkOrder


class Guidance(models.Model):
    """The guidance of one order, made when somebody first takes it or files what it came to.

    Until when it may wait and how that ended stands on the order; here is the desk's side.
    ``said`` keeps the steps as they were said, each in both languages: the catalogue
    changes, and the crew reads what this customer was told.
    """

    work_order = models.OneToOneField(WorkOrder, on_delete=models.PROTECT, related_name="guidance")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True)
    item = models.ForeignKey(ProblemItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said = models.JSONField(_("steps said"), default=list, blank=True)
    outcome = models.CharField(_("came to"), max_length=16, choices=GuidanceOutcome.choices, blank=True)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    filed_by = models.CharField(max_length=60, blank=True)
    in_call = models.BooleanField(_("during the call"), default=False)

    class Meta:
        verbose_name = _("guidance by telephone")
        verbose_name_plural = _("guidances by telephone")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", filed_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(filed_at__isnull=False)),
                name="guidance_filed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | models.Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="guidance_claimed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.work_order.number

    @property
    def words(self) -> list[str]:
        """The steps that were said, in the reader's language."""
        language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
        return [step[language] for step in self.said]
