"""Articles, and their versions: a draft, what is published, and what was published before."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Category

LONGEST_TITLE: Final = 80
LONGEST_BODY: Final = 6000


class VersionState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", pgettext_lazy("version of an article", "Draft")
    PUBLISHED = "published", pgettext_lazy("version of an article", "Published")
    REPLACED = "replaced", pgettext_lazy("version of an article", "Replaced")


class Article(models.Model):
    """Something operators look up: what it belongs to and who answers for it. What it says lives in its versions.

    ``haystack`` is what is searched: folded words, pinyin and initials of the published version.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category.choices),
        verbose_name=_("categories"),
        default=list,
        blank=True,
    )
    items = ArrayField(models.CharField(max_length=40), verbose_name=_("catalogue items"), default=list, blank=True)
    tags = ArrayField(models.CharField(max_length=30), verbose_name=_("tags"), default=list, blank=True)
    owner = models.CharField(_("owner"), max_length=60, blank=True)
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)
    head = models.CharField(max_length=400, blank=True)
    haystack = models.TextField(blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"article:{self.pk}"


class ArticleVersion(models.Model):
    """What an article says or said; one that was published never changes."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=9, choices=VersionState.choices, default=VersionState.DRAFT)
    title_en = models.CharField(_("title in English"), max_length=LONGEST_TITLE)
    title_zh_hans = models.CharField(_("title in Chinese"), max_length=LONGEST_TITLE)
    body_en = models.TextField(_("text in English"), max_length=LONGEST_BODY)
    body_zh_hans = models.TextField(_("text in Chinese"), max_length=LONGEST_BODY)
    why = models.CharField(_("why it was changed"), max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version_once"),
            models.UniqueConstraint(fields=["article"], condition=Q(state="draft"), name="article_one_draft"),
            models.UniqueConstraint(fields=["article"], condition=Q(state="published"), name="article_one_published"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state__in=["published", "replaced"], published_at__gte=F("written_at")),
                name="article_published_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.title_zh_hans if (get_language() or "").startswith("zh") else self.title_en

    @property
    def body(self) -> str:
        """In the reader's language."""
        return self.body_zh_hans if (get_language() or "").startswith("zh") else self.body_en
