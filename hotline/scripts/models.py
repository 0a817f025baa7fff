"""Scripts in versions that are never edited, and the words each caller was told."""

from typing import Final

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 600


class Situation(models.TextChoices):
    """When a script is read out."""

    INCIDENT_DECLARED = "incident_declared", pgettext_lazy("script", "Incident: heat is off")
    INCIDENT_CONTAINED = "incident_contained", pgettext_lazy("script", "Incident: leak is stopped")
    INCIDENT_RESTORED = "incident_restored", pgettext_lazy("script", "Incident: heat is back")
    UPDATE_LATE = "update_late", pgettext_lazy("script", "The promised update is late")
    STOP_RUNNING = "stop_running", pgettext_lazy("script", "Planned stop: heat is off")
    STOP_OVERRUN = "stop_overrun", pgettext_lazy("script", "Planned stop: takes longer")
    STOP_COMING = "stop_coming", pgettext_lazy("script", "Planned stop: coming")
    OPEN_ORDER = "open_order", pgettext_lazy("script", "A work order is open")
    NOT_OURS = "not_ours", pgettext_lazy("script", "Not our customer")


class Script(models.Model):
    """One version of what is read out in a situation. The words of a version never change.

    Places in braces are filled when it is shown: ``{place}``, ``{since}``, ``{until}``,
    ``{next_update}``, ``{note}``. A part in square brackets is said only when every place
    in it is known.
    """

    situation = models.CharField(_("situation"), max_length=20, choices=Situation.choices)
    version = models.PositiveIntegerField(_("version"))
    words_zh_hans = models.CharField(_("words, Chinese"), max_length=LONGEST)
    words_en = models.CharField(_("words, English"), max_length=LONGEST)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)
    active = models.BooleanField(_("read out now"), default=False)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.CharField(_("written by"), max_length=60)

    class Meta:
        verbose_name = _("script")
        verbose_name_plural = _("scripts")
        constraints = [
            models.UniqueConstraint(fields=["situation", "version"], name="script_version_of_situation"),
            models.UniqueConstraint(
                fields=["situation"], condition=models.Q(active=True), name="script_one_active_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_situation_display()} {self.version}"

    @property
    def subject(self) -> str:
        """How the journal names this version."""
        return f"script:{self.pk}"

    def words(self, language: str | None = None) -> str:
        """The words in a language, the reader's when none is named."""
        return self.words_en if (language or get_language() or "en").startswith("en") else self.words_zh_hans


class CallerTold(models.Model):
    """What a caller was told: the version, the words as they were filled, and the promise in them."""

    call = models.ForeignKey("hotline.Call", on_delete=models.CASCADE, related_name="told")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="told", db_index=False)
    words = models.TextField(_("words"))
    language = models.CharField(_("language"), max_length=10)
    next_update_at = models.DateTimeField(_("next update at"), null=True, blank=True)
    at = models.DateTimeField(_("at"))
    by = models.CharField(_("by"), max_length=60)

    class Meta:
        verbose_name = _("told to a caller")
        verbose_name_plural = _("told to callers")

    def __str__(self) -> str:
        return self.words
