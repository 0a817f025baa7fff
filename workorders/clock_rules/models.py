"""Profiles of clocks: how long each step may take, when people are warned, and what a suspension stops."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..catalogue import Priority, SuspendReason


class Step(models.TextChoices):
    """The steps a clock runs for."""

    GUIDANCE = "guidance", _("Guidance by telephone")
    DISPATCH = "dispatch", _("Dispatch")
    ACCEPT = "accept", _("Accept")
    CONTACT = "contact", _("First contact")
    ON_SITE = "on_site", _("On site")
    RESTORED = "restored", _("Restored")
    CALL_BACK = "call_back", _("Call-back")
    EXTERNAL = "external", _("Deadline of the source")


class ClockProfile(models.Model):
    """One set of numbers, whole: the house runs on exactly one of them at a time."""

    name = models.SlugField(_("profile"), max_length=40, unique=True)
    title_en = models.CharField(_("title in English"), max_length=80)
    title_zh_hans = models.CharField(_("title in Chinese"), max_length=80)
    source = models.CharField(_("source"), max_length=300)
    active = models.BooleanField(_("in force"), default=False)

    class Meta:
        verbose_name = _("clock profile")
        verbose_name_plural = _("clock profiles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["active"], condition=Q(active=True), name="clock_profile_one_in_force")
        ]

    def __str__(self) -> str:
        return self.title_zh_hans if (get_language() or "").startswith("zh") else self.title_en


class _Number(models.Model):
    """What every number shares: whose it is, where it comes from, and whether the utility stands by it."""

    profile = models.ForeignKey(ClockProfile, on_delete=models.PROTECT)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        abstract = True


class ClockRule(_Number):
    """Minutes allowed for a step at a priority; 0 is no clock.

    A rule with days of the season counts on those days (1 is the first day of heating)
    in place of the one without.
    """

    class Anchor(models.TextChoices):
        LOGGED = "logged", _("from registration")
        DISPATCHED = "dispatched", _("from dispatch")
        DONE = "done", _("from completion")

    step = models.CharField(_("step"), max_length=12, choices=Step.choices)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices)
    anchor = models.CharField(_("counted"), max_length=12, choices=Anchor.choices)
    season_day_from = models.PositiveSmallIntegerField(_("from day of the season"), null=True, blank=True)
    season_day_to = models.PositiveSmallIntegerField(_("to day of the season"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("clock rule")
        verbose_name_plural = _("clock rules")
        ordering = ["profile", "step", "priority", "season_day_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "step", "priority", "season_day_from"],
                nulls_distinct=False,
                name="clock_rule_unique",
            ),
            models.CheckConstraint(
                condition=Q(season_day_from__isnull=True, season_day_to__isnull=True)
                | Q(season_day_from__gte=1, season_day_to__gte=models.F("season_day_from")),
                name="clock_rule_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.priority}: {self.minutes} min"

    def holds_on(self, season_day: int | None) -> bool:
        """Answer whether this rule is for that day of the season; one without days is for all."""
        if self.season_day_from is None or self.season_day_to is None:
            return True
        return season_day is not None and self.season_day_from <= season_day <= self.season_day_to


class WarnShare(_Number):
    """A share of a clock's time that is recorded when it is used up; ``tells``: who has the ball is told then."""

    percent = models.PositiveSmallIntegerField(_("percent of the time"))
    tells = models.BooleanField(_("tells who has the order"), default=False)

    class Meta:
        verbose_name = _("warning before a deadline")
        verbose_name_plural = _("warnings before a deadline")
        ordering = ["profile", "percent"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "percent"], name="warn_share_unique"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=99), name="warn_share_before_the_end"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class SuspensionRule(_Number):
    """Which clocks stand still while an order is suspended for a reason, and how long that may last."""

    reason = models.CharField(_("suspended because"), max_length=20, choices=SuspendReason.choices)
    stops_contact = models.BooleanField(_("first contact stands still"), default=False)
    stops_on_site = models.BooleanField(_("on site stands still"), default=False)
    stops_restored = models.BooleanField(_("restored stands still"), default=False)
    stops_external = models.BooleanField(_("the source's deadline stands still"), default=False)
    stops_escalation = models.BooleanField(_("escalation stands still"), default=False)
    longest_minutes = models.PositiveIntegerField(
        _("longest, minutes"), help_text=_("Then the dispatcher is told; 0 is no limit.")
    )

    class Meta:
        verbose_name = _("suspension rule")
        verbose_name_plural = _("suspension rules")
        ordering = ["profile", "reason"]
        constraints = [models.UniqueConstraint(fields=["profile", "reason"], name="suspension_rule_unique")]

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def stops(self) -> list[str]:
        """The names of the clocks that stand still, as ``timers`` kinds have them after the dot."""
        return [name for name, column in STOPPABLE.items() if getattr(self, column)]


STOPPABLE: Final = {
    "contact": "stops_contact",
    "on_site": "stops_on_site",
    "restored": "stops_restored",
    "external": "stops_external",
    "escalate": "stops_escalation",
}


class Suspension(models.Model):
    """One time an order waited, for one reason, and which of its clocks stood still."""

    work_order = models.ForeignKey("workorders.WorkOrder", on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(_("suspended because"), max_length=20, choices=SuspendReason.choices)
    began_at = models.DateTimeField(pgettext_lazy("suspension", "from"))
    ended_at = models.DateTimeField(pgettext_lazy("suspension", "until"), null=True, blank=True)
    stops = models.JSONField(_("clocks that stood still"), default=list)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["work_order", "began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work_order"], condition=Q(ended_at__isnull=True), name="suspension_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
