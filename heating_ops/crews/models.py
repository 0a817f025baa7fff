"""Who goes: crews, their people, their hours, and who is on duty above them."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from heating_ops.network.models import Branch

from .duty.models import (
    DutyPhone,
    DutyPost,
    Leave,
    LeaveKind,
    LeaveState,
    Level,
    Origin,
    Pattern,
    PatternTurn,
    Post,
    RosterRule,
    Swap,
    SwapState,
)

__all__ = [
    "Crew",
    "CrewShift",
    "DutyPhone",
    "DutyPost",
    "Leave",
    "LeaveKind",
    "LeaveState",
    "Level",
    "Member",
    "Origin",
    "Pattern",
    "PatternTurn",
    "Post",
    "RosterRule",
    "Skill",
    "Swap",
    "SwapState",
]


class Skill(models.TextChoices):
    """What a crew can be sent for."""

    HEATING = "heating", _("Heating, in the flat")
    PIPE = "pipe", _("Pipe repair")
    WELDING = "welding", _("Welding")
    CHAMBER = "chamber", _("Chambers and ducts")
    ELECTRICAL = "electrical", _("Station electrics")


class Crew(models.Model):
    """A repair crew (抢修班组) of a branch, with one vehicle."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="crews")
    name = models.CharField(_("name"), max_length=40)
    skills = ArrayField(models.CharField(max_length=16, choices=Skill.choices), default=list, blank=True)
    vehicle = models.CharField(_("vehicle"), max_length=20, blank=True)
    latitude = models.FloatField(_("last latitude"), null=True, blank=True)
    longitude = models.FloatField(_("last longitude"), null=True, blank=True)
    position_at = models.DateTimeField(_("position reported at"), null=True, blank=True)
    # There only when read through ``queries.crews_on_duty``.
    people: int
    leader: str
    until: datetime

    class Meta:
        verbose_name = _("crew")
        verbose_name_plural = _("crews")
        ordering = ["branch_id", "id"]
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="crew_unique_in_branch")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person of a crew; one crew at a time."""

    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="members")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="crew_member")
    is_leader = models.BooleanField(_("crew leader"), default=False)

    class Meta:
        verbose_name = _("crew member")
        verbose_name_plural = _("crew members")


class CrewShift(models.Model):
    """Hours a crew is on duty; the database refuses two at once for one crew.

    ``pattern`` and ``day`` say what drew it: a day of a pattern is drawn once.
    """

    crew = models.ForeignKey(Crew, on_delete=models.CASCADE, related_name="shifts")
    hours = DateTimeRangeField(_("hours"))
    pattern = models.ForeignKey(Pattern, on_delete=models.SET_NULL, null=True, blank=True, related_name="shifts")
    day = models.DateField(_("day of the pattern"), null=True, blank=True)

    class Meta:
        verbose_name = _("crew shift")
        verbose_name_plural = _("crew shifts")
        constraints = [
            ExclusionConstraint(
                name="crew_shift_no_overlap",
                expressions=[("crew", RangeOperators.EQUAL), ("hours", RangeOperators.OVERLAPS)],
            ),
            models.UniqueConstraint(fields=["pattern", "day"], name="crew_shift_once_per_pattern_day"),
        ]
