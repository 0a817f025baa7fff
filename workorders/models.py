"""Work orders: fields, constraints, and the one table of allowed moves."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heating_ops.crews.models import Crew, Level
from heating_ops.network.models import Branch, Building

from .board_views.models import BoardView as BoardView
from .catalogue import (
    IN_THE_FIELD,
    OPEN_STATUSES,
    WITH_CREW,
    Category,
    Cause,
    GuidanceEnd,
    Handling,
    OrderType,
    Priority,
    Responsibility,
    Status,
    SuspendReason,
    Urgency,
)
from .clock_rules.models import ClockProfile as ClockProfile
from .clock_rules.models import ClockRule as ClockRule
from .clock_rules.models import Step as Step
from .clock_rules.models import Suspension as Suspension
from .clock_rules.models import SuspensionRule as SuspensionRule
from .clock_rules.models import WarnShare as WarnShare
from .crew_choice.models import CrewChoiceStandard as CrewChoiceStandard
from .crew_choice.models import SkillNeeded as SkillNeeded
from .escalation.models import Chase as Chase
from .escalation.models import CommunityAlarm as CommunityAlarm
from .escalation.models import CommunityTally as CommunityTally
from .escalation.models import Escalation as Escalation
from .escalation.models import Stage as Stage
from .escalation.models import Supervision as Supervision
from .escalation.models import Telling as Telling
from .escalation.rule_models import CommunityRule as CommunityRule
from .escalation.rule_models import EscalationRule as EscalationRule
from .escalation.rule_models import PatienceRule as PatienceRule
from .regrading.models import RegradeProposal as RegradeProposal
from .regrading.models import RegradeRun as RegradeRun

# Where an order may go from where it stands. ``commands.move_to`` is the only writer.
ALLOWED_MOVES: Final[dict[Status, frozenset[Status]]] = {
    # To done only by telephone: nobody was sent (docs/adr/0016).
    Status.TRIAGED: frozenset({Status.DISPATCHED, Status.DONE, Status.MERGED, Status.CANCELLED}),
    Status.DISPATCHED: frozenset({Status.ACCEPTED, Status.DISPATCHED, Status.TRIAGED, Status.MERGED, Status.CANCELLED}),
    Status.ACCEPTED: frozenset(
        {Status.EN_ROUTE, Status.SUSPENDED, Status.DISPATCHED, Status.TRIAGED, Status.MERGED, Status.CANCELLED}
    ),
    Status.EN_ROUTE: frozenset(
        {Status.ON_SITE, Status.SUSPENDED, Status.DISPATCHED, Status.TRIAGED, Status.MERGED, Status.CANCELLED}
    ),
    Status.ON_SITE: frozenset(
        {Status.WORKING, Status.SUSPENDED, Status.DISPATCHED, Status.TRIAGED, Status.MERGED, Status.CANCELLED}
    ),
    Status.WORKING: frozenset({Status.DONE, Status.SUSPENDED, Status.MERGED}),
    Status.SUSPENDED: frozenset(
        {Status.EN_ROUTE, Status.WORKING, Status.DISPATCHED, Status.TRIAGED, Status.MERGED, Status.CANCELLED}
    ),
    Status.DONE: frozenset({Status.CLOSED, Status.TRIAGED}),
    Status.CLOSED: frozenset({Status.TRIAGED}),
    Status.MERGED: frozenset(),
    Status.CANCELLED: frozenset({Status.TRIAGED}),
}


class WorkOrder(models.Model):
    """One piece of field work, from triage to the call-back that closes it.

    ``version`` counts every change; a move decided on an older version is refused.
    ``join_key`` names the trouble (place and kind): the database lets only one open
    order hold it, so two calls about it at once make one order.
    """

    version = models.PositiveIntegerField(default=1)
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.TRIAGED)
    urgency = models.CharField(_("urgency"), max_length=12, choices=Urgency.choices)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices)
    order_type = models.CharField(_("type"), max_length=16, choices=OrderType.choices)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    handling = models.CharField(_("handling"), max_length=20, choices=Handling.choices)
    triage = models.JSONField(_("triage decision"))
    # Null is no trouble to join: the unique index must not take two such orders for one.
    join_key = models.CharField(max_length=80, null=True, blank=True)  # noqa: DJ001

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True)
    flat = models.CharField(_("flat"), max_length=32, blank=True)
    place_text = models.CharField(_("place as said"), max_length=300, blank=True)
    place_certain = models.BooleanField(_("place is certain"), default=True)
    key_site_name = models.CharField(_("key site"), max_length=80, blank=True)

    crew = models.ForeignKey(Crew, on_delete=models.PROTECT, null=True, blank=True, related_name="work_orders")
    report_count = models.PositiveIntegerField(_("reports"), default=1)
    external_source = models.CharField(_("external source"), max_length=20, blank=True)
    external_due_at = models.DateTimeField(_("external deadline"), null=True, blank=True)
    return_count = models.PositiveSmallIntegerField(_("returns"), default=0)
    escalation_level = models.PositiveSmallIntegerField(_("escalation level"), default=0)
    escalated_to = models.CharField(max_length=20, choices=Level.choices, blank=True)
    escalation_stage = models.CharField(_("escalation"), max_length=12, choices=Stage.choices, blank=True)
    supervision_due_at = models.DateTimeField(_("supervised until"), null=True, blank=True)
    chase_count = models.PositiveSmallIntegerField(_("times chased"), default=0)
    suspend_reason = models.CharField(_("suspended because"), max_length=20, choices=SuspendReason.choices, blank=True)
    # How long the clock of the restoration stood still, all suspensions together.
    stood_seconds = models.PositiveIntegerField(_("stood still, seconds"), default=0)
    guidance_until = models.DateTimeField(_("guided by telephone until"), null=True, blank=True)
    guidance_outcome = models.CharField(
        _("guidance by telephone"), max_length=16, choices=GuidanceEnd.choices, blank=True
    )
    incident_number = models.CharField(_("incident"), max_length=20, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_here")

    reported_at = models.DateTimeField(_("reported at"))
    logged_at = models.DateTimeField(_("logged at"))
    stage_at = models.DateTimeField(_("in this stage since"))
    dispatched_at = models.DateTimeField(_("dispatched at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("contacted at"), null=True, blank=True)
    departed_at = models.DateTimeField(_("departed at"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    called_back_at = models.DateTimeField(_("called back at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("work order")
        verbose_name_plural = _("work orders")
        constraints = [
            models.UniqueConstraint(
                fields=["join_key"],
                condition=Q(join_key__isnull=False, status__in=OPEN_STATUSES),
                name="work_order_one_open_per_trouble",
            ),
            models.UniqueConstraint(
                fields=["crew"], condition=Q(status__in=IN_THE_FIELD), name="work_order_one_in_the_field_per_crew"
            ),
            models.CheckConstraint(
                condition=Q(status__in=WITH_CREW, crew__isnull=False) | ~Q(status__in=WITH_CREW),
                name="work_order_sent_has_crew",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ACCEPTED, *IN_THE_FIELD]) | Q(accepted_at__isnull=False),
                name="work_order_accepted_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SUSPENDED) ^ Q(suspend_reason=""), name="work_order_suspended_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into__isnull=True)),
                name="work_order_merged_has_target",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="work_order_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(guidance_until__isnull=True) | Q(status=Status.TRIAGED, guidance_outcome=""),
                name="work_order_guided_before_anybody_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_at__isnull=False), name="work_order_closed_has_time"
            ),
        ]
        indexes = [
            models.Index(fields=["branch"], condition=Q(status__in=OPEN_STATUSES), name="work_order_open_by_branch"),
            models.Index(fields=["crew"], condition=Q(status__in=OPEN_STATUSES), name="work_order_open_by_crew"),
            models.Index(
                fields=["building"], condition=Q(status__in=OPEN_STATUSES), name="work_order_open_by_building"
            ),
            models.Index(fields=["building", "-id"], name="work_order_by_building"),
            models.Index(
                fields=["guidance_until"], condition=Q(guidance_until__isnull=False), name="work_order_to_guide"
            ),
            models.Index(fields=["reported_at"], name="work_order_by_report_time"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number people read out on the radio."""
        return order_number(self.pk)

    @property
    def subject(self) -> str:
        """How the journal and the timers name this order."""
        return f"work_order:{self.pk}"

    @property
    def board_slug(self) -> str:
        """The board this order lives on; the group's when no branch is known yet."""
        return f"branch-{self.branch_id}" if self.branch_id else "group"


def order_number(pk: int) -> str:
    """Write an order's id as its number."""
    return f"WO-{pk:06d}"


class Finding(models.Model):
    """What a crew found and did; one row per completion, the newest counts."""

    work_order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="findings")
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    responsibility = models.CharField(_("responsibility"), max_length=16, choices=Responsibility.choices)
    work_done = models.TextField(_("what was done"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")


class TemperatureReading(models.Model):
    """A room temperature in °C: said by the caller, measured by the crew, or told at the call-back."""

    class Source(models.TextChoices):
        CALLER = "caller", _("Caller")
        CREW = "crew", _("Crew")
        CALL_BACK = "call_back", _("Call-back")

    work_order = models.ForeignKey(WorkOrder, on_delete=models.CASCADE, related_name="readings")
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    room = models.CharField(_("room"), max_length=40, blank=True)
    temperature_c = models.DecimalField(_("temperature, °C"), max_digits=4, decimal_places=1)
    instrument = models.CharField(_("instrument"), max_length=40, blank=True)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("temperature reading")
        verbose_name_plural = _("temperature readings")
        constraints = [
            models.CheckConstraint(
                condition=Q(temperature_c__gte=-40, temperature_c__lte=60), name="reading_within_instrument"
            )
        ]


class TriageRules(models.Model):
    """A version of the triage rules; the newest active one decides, every decision names its version."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    active = models.BooleanField(_("active"), default=True)
    rules = models.JSONField(_("rules"))
    # A draft is edited until it first decides; after that a version is never changed again.
    draft = models.BooleanField(_("draft"), default=False)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.CharField(_("based on"), max_length=20, blank=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    made_by = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("triage rules")
        verbose_name_plural = _("triage rules")

    def __str__(self) -> str:
        return self.version


class TriageActivation(models.Model):
    """A version that was put in force: when, by whom, why. The newest row is the one in force."""

    rules = models.ForeignKey(TriageRules, on_delete=models.PROTECT, related_name="activations")
    at = models.DateTimeField(_("at"))
    by = models.CharField(max_length=60)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("triage rules put in force")
        verbose_name_plural = _("triage rules put in force")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.rules} {self.at:%Y-%m-%d %H:%M}"
