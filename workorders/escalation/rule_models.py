"""The numbers of escalation: who is told when, how long silence lasts, how many reports are many. Data with sources."""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heating_ops.crews.models import Level

from ..catalogue import Priority

LEVELS: Final = list(Level.values)


def rank_of(level: str) -> int:
    """Count a level from below: 1 is the station head."""
    return LEVELS.index(level) + 1


class EscalationRule(models.Model):
    """How many minutes after a missed deadline which level is told, by priority."""

    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices)
    minutes = models.PositiveIntegerField(_("minutes after the breach"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("escalation rule")
        verbose_name_plural = _("escalation rules")
        ordering = ["priority", "minutes"]
        constraints = [models.UniqueConstraint(fields=["level", "priority"], name="escalation_rule_unique")]

    def __str__(self) -> str:
        return f"{self.priority} +{self.minutes} min: {self.level}"


class PatienceRule(models.Model):
    """How long an escalated order may stay silent, and how often it may come back: data with a source."""

    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices, unique=True)
    silence_minutes = models.PositiveIntegerField(_("minutes of silence"))
    repeats = models.PositiveSmallIntegerField(_("times it comes back at the most"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("silence rule")
        verbose_name_plural = _("silence rules")
        ordering = ["priority"]
        constraints = [models.CheckConstraint(condition=Q(silence_minutes__gte=1), name="patience_has_time")]

    def __str__(self) -> str:
        return f"{self.priority}: {self.silence_minutes} min × {self.repeats}"


class AlarmKind(models.TextChoices):
    """What is counted in a community."""

    NO_HEAT = "no_heat", _("No heat")
    LEAK = "leak", _("Leak")


class CommunityRule(models.Model):
    """How many reports in how many minutes of one community wake whom: data with a source."""

    class Where(models.TextChoices):
        ANYWHERE = "anywhere", _("anywhere")
        KEY_SITE = "key_site", _("at a key site")
        CONTROLLED = "controlled", _("in a controlled area")

    kind = models.CharField(_("kind"), max_length=12, choices=AlarmKind.choices)
    where = models.CharField(_("where"), max_length=12, choices=Where.choices)
    season_days_to = models.PositiveSmallIntegerField(
        _("until this day of the season"), null=True, blank=True, help_text=_("Empty: all season.")
    )
    reports = models.PositiveSmallIntegerField(_("reports"))
    minutes = models.PositiveIntegerField(_("within minutes"))
    level = models.CharField(_("level told"), max_length=20, choices=Level.choices)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("community rule")
        verbose_name_plural = _("community rules")
        ordering = ["kind", "where", F("season_days_to").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "where", "season_days_to"], name="community_rule_unique", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(reports__gte=1, minutes__gte=1), name="community_rule_can_be_met"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.where}: {self.reports} / {self.minutes} min"
