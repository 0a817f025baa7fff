"""Cold waves: what makes a level, which is in force, who declared one, and what stands by then."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class ColdWaveLevel(models.TextChoices):
    """The signals of a cold wave, mildest first."""

    BLUE = "blue", pgettext_lazy("cold wave", "Blue")
    YELLOW = "yellow", pgettext_lazy("cold wave", "Yellow")
    ORANGE = "orange", pgettext_lazy("cold wave", "Orange")
    RED = "red", pgettext_lazy("cold wave", "Red")


class ColdWaveRule(models.Model):
    """When a level is reached: the lowest temperature of a day falls by ``fall_c`` °C within some hours."""

    level = models.CharField(_("level"), max_length=6, choices=ColdWaveLevel.choices, unique=True)
    fall_c = models.PositiveSmallIntegerField(_("fall of the daily minimum, °C"), validators=[MinValueValidator(1)])
    within_hours = models.PositiveSmallIntegerField(
        _("within, hours"), validators=[MinValueValidator(12), MaxValueValidator(72)]
    )
    low_at_most_c = models.SmallIntegerField(_("minimum at most, °C"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("cold-wave level")
        verbose_name_plural = _("cold-wave levels")

    def __str__(self) -> str:
        return f"{self.get_level_display()}: −{self.fall_c} °C / {self.within_hours} h"


class ColdWave(models.Model):
    """A cold-wave level while it is in force; a change of level ends one and begins the next."""

    level = models.CharField(_("level"), max_length=6, choices=ColdWaveLevel.choices)
    declared = models.BooleanField(_("declared by hand"), default=False)
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    # The fall of the daily minimum it was computed from; empty when declared by hand.
    fall_c = models.FloatField(_("fall, °C"), null=True, blank=True)
    low_c = models.FloatField(_("down to, °C"), null=True, blank=True)

    class Meta:
        verbose_name = _("cold wave")
        verbose_name_plural = _("cold waves")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(ended_at__isnull=True), name="cold_wave_one_level_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.began_at}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"cold_wave:{self.pk}"


class ColdWaveDeclaration(models.Model):
    """A level somebody set by hand, for a reason and until a moment; the computed level counts where it is stricter."""

    level = models.CharField(_("level"), max_length=6, choices=ColdWaveLevel.choices)
    reason = models.CharField(_("reason"), max_length=300)
    declared_at = models.DateTimeField(_("declared at"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(_("until"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("declared cold wave")
        verbose_name_plural = _("declared cold waves")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(withdrawn_at__isnull=True), name="cold_wave_one_declaration"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("declared_at")), name="cold_wave_declared_for_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.until}"


class PostureItem(models.Model):
    """One line of what stands by at a level; the group office says of each that it is done."""

    level = models.CharField(_("level"), max_length=6, choices=ColdWaveLevel.choices)
    place = models.PositiveSmallIntegerField(_("place in the list"))
    words_zh_hans = models.CharField(_("Chinese"), max_length=200)
    words_en = models.CharField(_("English"), max_length=200)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("stand-by item")
        verbose_name_plural = _("stand-by items")
        ordering = ["level", "place"]
        constraints = [models.UniqueConstraint(fields=["level", "place"], name="posture_item_one_in_its_place")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.place}"

    @property
    def words(self) -> str:
        """The line in the reader's language."""
        return self.words_en if get_language() == "en" else self.words_zh_hans


class PostureDone(models.Model):
    """A line of the stand-by list is done in one cold wave."""

    wave = models.ForeignKey(ColdWave, on_delete=models.CASCADE, related_name="posture")
    item = models.ForeignKey(PostureItem, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("stand-by done")
        verbose_name_plural = _("stand-by done")
        constraints = [models.UniqueConstraint(fields=["wave", "item"], name="posture_done_once")]

    def __str__(self) -> str:
        return f"{self.wave}: {self.item}"
