"""What is kept of an escalation: who was told and who took it, alarms of a community, supervision and chasing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.crews.models import Level
from heating_ops.network.models import Branch, Building, Community

from .rule_models import AlarmKind, CommunityRule


class Stage(models.TextChoices):
    """Where the open escalation of an order stands."""

    TOLD = "told", pgettext_lazy("escalation", "Nobody has it yet")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("escalation", "Somebody has it")
    CAPPED = "capped", pgettext_lazy("escalation", "Told as often as it may be")


class Cause(models.TextChoices):
    """Why an order was escalated."""

    BREACH = "breach", _("A deadline was missed")
    ASKED = "asked", _("Somebody asked for it")
    CHASE = "chase", _("A chase was not answered")
    SUPERVISION = "supervision", _("A supervision ran out")


class Because(models.TextChoices):
    """Why one level was told."""

    CHAIN = "chain", _("its time in the chain came")
    RESTART = "restart", _("another deadline was missed")
    SILENCE = "silence", _("nothing moved")
    ASKED = "asked", _("somebody asked for it")
    CHASE = "chase", _("a chase was not answered")
    SUPERVISION = "supervision", _("a supervision ran out")
    COMMUNITY = "community", _("many reports of one community")
    CAP = "cap", _("told as often as it may be")


class Ended(models.TextChoices):
    """Why an escalation is over."""

    CAUGHT_UP = "caught_up", _("Nothing is missed any more")
    MOVED = "moved", _("The order moved on")
    OVER = "over", _("The order is over")


class Escalation(models.Model):
    """One time that an order went upward, from the first level told until it caught up; one open per order.

    ``rank`` is the highest level told, counted from below. ``repeats`` counts how often
    it came back after silence.
    """

    work_order = models.ForeignKey(
        "workorders.WorkOrder", on_delete=models.CASCADE, related_name="escalations", db_index=False
    )
    cause = models.CharField(_("cause"), max_length=12, choices=Cause.choices)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices, default=Stage.TOLD)
    rank = models.PositiveSmallIntegerField(_("highest level told"))
    repeats = models.PositiveSmallIntegerField(_("came back"), default=0)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    breach_at = models.DateTimeField(_("counted from"))
    started_at = models.DateTimeField(_("started at"))
    told_at = models.DateTimeField(_("last told at"))
    last_move_at = models.DateTimeField(_("order last moved at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    capped_at = models.DateTimeField(_("capped at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_because = models.CharField(_("ended because"), max_length=12, choices=Ended.choices, blank=True)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"], condition=Q(ended_at__isnull=True), name="escalation_one_open_per_order"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.ACKNOWLEDGED) | Q(acknowledged_at__isnull=False),
                name="escalation_acknowledged_has_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ ~Q(ended_because=""), name="escalation_ended_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["work_order", "-id"], name="escalation_by_order"),
            models.Index(fields=["started_at"], name="escalation_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class CommunityTally(models.Model):
    """When a place last reported a kind of trouble. One row each: its lock makes the counting exact.

    ``place`` is ``community:5``, or ``building:7`` for a key site.
    """

    place = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=AlarmKind.choices)
    recent = ArrayField(models.DateTimeField())

    class Meta:
        verbose_name = _("reports of a community")
        verbose_name_plural = _("reports of communities")
        constraints = [models.UniqueConstraint(fields=["place", "kind"], name="community_tally_unique")]

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"


class CommunityAlarm(models.Model):
    """Many reports of one kind from one community, or one from a key site; one open per place and kind.

    ``place`` names what was counted, as :class:`CommunityTally` does.
    """

    version = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=40)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, blank=True, related_name="alarms")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True, related_name="alarms")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="alarms")
    kind = models.CharField(_("kind"), max_length=12, choices=AlarmKind.choices)
    where = models.CharField(_("where"), max_length=12, choices=CommunityRule.Where.choices)
    reports = models.PositiveIntegerField(_("reports"))
    minutes = models.PositiveIntegerField(_("within minutes"))
    rank = models.PositiveSmallIntegerField(_("highest level told"))
    raised_at = models.DateTimeField(_("raised at"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("community alarm")
        verbose_name_plural = _("community alarms")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind"], condition=Q(ended_at__isnull=True), name="community_alarm_one_open"
            ),
            models.CheckConstraint(
                condition=Q(community__isnull=False) ^ Q(building__isnull=False), name="community_alarm_has_one_place"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the journal and the timers name this alarm."""
        return f"community_alarm:{self.pk}"

    @property
    def board_slug(self) -> str:
        """The board of its branch, the group's when it has none."""
        return f"branch-{self.branch_id}" if self.branch_id else "group"

    @property
    def name(self) -> str:
        """The community, or the key site's address."""
        return self.community.name if self.community else str(self.building)


class Telling(models.Model):
    """One person told at one level, or nobody; of an order's escalation or a community's alarm."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, null=True, blank=True, related_name="tellings")
    alarm = models.ForeignKey(CommunityAlarm, on_delete=models.CASCADE, null=True, blank=True, related_name="tellings")
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    because = models.CharField(_("because"), max_length=12, choices=Because.choices)
    at = models.DateTimeField(_("at"))
    message_key = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = [
            models.CheckConstraint(
                condition=Q(escalation__isnull=False) ^ Q(alarm__isnull=False), name="telling_is_about_one_thing"
            )
        ]


class Supervision(models.Model):
    """A leader keeps an eye on an order until a time (督办); one open per order."""

    class Ended(models.TextChoices):
        DONE = "done", _("The work was done")
        LEADER = "leader", _("The leader ended it")
        OVER = "over", _("The order was taken off")

    work_order = models.ForeignKey(
        "workorders.WorkOrder", on_delete=models.CASCADE, related_name="supervisions", db_index=False
    )
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    passed_at = models.DateTimeField(_("ran out at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_because = models.CharField(_("ended because"), max_length=8, choices=Ended.choices, blank=True)

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervisions")
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"], condition=Q(ended_at__isnull=True), name="supervision_one_open_per_order"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("started_at")), name="supervision_is_due_after_it_starts"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ ~Q(ended_because=""), name="supervision_ended_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["started_at"], name="supervision_by_start")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def in_time(self) -> bool:
        """Whether it ended before it ran out."""
        return self.ended_at is not None and self.ended_at <= self.due_at


class Chase(models.Model):
    """Whoever has an order is asked what becomes of it, to be answered by a time (催办); one open per order."""

    work_order = models.ForeignKey(
        "workorders.WorkOrder", on_delete=models.CASCADE, related_name="chases", db_index=False
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(_("what is asked"), max_length=500)
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("answer due at"))
    passed_at = models.DateTimeField(_("unanswered at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("chase")
        verbose_name_plural = _("chases")
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"], condition=Q(ended_at__isnull=True), name="chase_one_open_per_order"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("asked_at")), name="chase_is_due_after_it_is_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
