"""What crews are chosen by, as rows: points and limits, and the skills each kind of work needs."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.crews.models import Skill

from .. import catalogue
from . import default_rules as shipped


class Doing(models.TextChoices):
    """What a crew is on at the moment."""

    FREE = "free", pgettext_lazy("crew", "Free")
    SENT = "sent", pgettext_lazy("crew", "Sent for")
    EN_ROUTE = "en_route", pgettext_lazy("crew", "En route")
    ON_SITE = "on_site", pgettext_lazy("crew", "On site")
    OFF = "off", pgettext_lazy("crew", "Off duty")


class CrewChoiceStandard(models.Model):
    """One number crews are chosen by: points taken away, or the limit from which they are."""

    class Code(models.TextChoices):
        SKILL_MISSING = shipped.SKILL_MISSING, _("Points for each missing skill")
        OTHER_BRANCH = shipped.OTHER_BRANCH, _("Points for another branch")
        PER_KM = shipped.PER_KM, _("Points for each kilometre")
        PER_KM_URGENT = shipped.PER_KM_URGENT, _("Points for each kilometre, urgent order")
        DISTANCE_MOST = shipped.DISTANCE_MOST, _("Points for distance, at most")
        POSITION_MISSING = shipped.POSITION_MISSING, _("Points for an unknown position")
        POSITION_OLD = shipped.POSITION_OLD, _("Points for an old position")
        POSITION_BELIEVED = shipped.POSITION_BELIEVED, _("A position is believed for, minutes")
        IN_HAND = shipped.IN_HAND, _("Points for each order in hand")
        EN_ROUTE = shipped.EN_ROUTE, _("Points while under way to another order")
        ON_SITE = shipped.ON_SITE, _("Points while at work on another order")
        SHIFT_ENDING = shipped.SHIFT_ENDING, _("Points when the shift is about to end")
        SHIFT_LEFT = shipped.SHIFT_LEFT, _("A shift is about to end, minutes before")
        LONG_ON_DUTY = shipped.LONG_ON_DUTY, _("Points when long on duty")
        ON_DUTY_HOURS = shipped.ON_DUTY_HOURS, _("Long on duty is, hours")
        SHORT_REST = shipped.SHORT_REST, _("Points for a short rest before the shift")
        REST_HOURS = shipped.REST_HOURS, _("Rest before a shift is short under, hours")
        NO_VEHICLE = shipped.NO_VEHICLE, _("Points without a vehicle")

    code = models.CharField(_("measure"), max_length=32, choices=Code.choices, unique=True)
    value = models.PositiveSmallIntegerField(_("value"), validators=[MaxValueValidator(1000)])
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("standard for choosing crews")
        verbose_name_plural = _("standards for choosing crews")

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.value}"


class SkillNeeded(models.Model):
    """A skill that a kind of work needs; ``category`` empty means whatever was reported."""

    order_type = models.CharField(_("type"), max_length=16, choices=catalogue.OrderType.choices)
    category = models.CharField(_("category"), max_length=20, choices=catalogue.Category.choices, blank=True)
    skill = models.CharField(_("skill"), max_length=16, choices=Skill.choices)
    needed = models.BooleanField(_("needed"), default=True)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("skill needed")
        verbose_name_plural = _("skills needed")
        ordering = ["order_type", "category", "skill"]
        constraints = [
            models.UniqueConstraint(fields=["order_type", "category", "skill"], name="skill_needed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_order_type_display()} {self.get_category_display()}: {self.get_skill_display()}"
