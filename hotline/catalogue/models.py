"""The items of the catalogue: rows the utility edits."""

import re
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Category, Danger, GuidanceOutcome

CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
LANGUAGES: Final = ("en", "zh-hans")
MOST_STEPS: Final = 8
LONGEST_STEP: Final = 300


class ProblemItem(models.Model):
    """One thing callers bring, under its category, with what the operator says and asks.

    ``steps`` are said one after the other, each in both languages; ``dangers`` are the
    safety questions that matter most here; ``outcomes`` what guidance may end in.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_zh_hans = models.CharField(_("name in Chinese"), max_length=80)
    steps = models.JSONField(_("steps of guidance"), default=list, blank=True)
    dangers = ArrayField(
        models.CharField(max_length=32, choices=Danger.choices),
        verbose_name=_("dangers to ask about"),
        default=list,
        blank=True,
    )
    outcomes = ArrayField(
        models.CharField(max_length=16, choices=GuidanceOutcome.choices),
        verbose_name=_("what guidance may end in"),
        default=list,
    )
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)
    active = models.BooleanField(_("active"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("catalogue item")
        verbose_name_plural = _("catalogue items")
        ordering = ["sort_order", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_zh_hans if (get_language() or "").startswith("zh") else self.name_en

    @property
    def said(self) -> list[str]:
        """The steps in the reader's language."""
        language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
        return [step[language] for step in self.steps]

    def clean(self) -> None:
        """Refuse what the call form could not show.

        :raises ValidationError: names the field
        """
        wrong: dict[str, Any] = {}
        if not CODE.fullmatch(self.code):
            wrong["code"] = _("Write the code as kind.detail, in small letters: leak.radiator.")
        if not steps_are_whole(self.steps):
            wrong["steps"] = _(
                "Write a list of at most %(most)s steps, each with its words under en and zh-hans, "
                "none longer than %(longest)s signs."
            ) % {"most": MOST_STEPS, "longest": LONGEST_STEP}
        for field in ("dangers", "outcomes"):
            chosen = getattr(self, field) or []
            if len(set(chosen)) != len(chosen):
                wrong[field] = _("Name each only once.")
        if wrong:
            raise ValidationError(wrong)


def steps_are_whole(steps: Any) -> bool:
    """Answer whether every step has its words in both languages."""
    return (
        isinstance(steps, list)
        and len(steps) <= MOST_STEPS
        and all(isinstance(step, dict) and set(step) == set(LANGUAGES) for step in steps)
        and all(
            isinstance(words, str) and 0 < len(words.strip()) <= LONGEST_STEP
            for step in steps
            for words in step.values()
        )
    )
