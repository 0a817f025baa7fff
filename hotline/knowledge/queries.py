"""Reading articles: published ones by search, category and item, and how versions differ."""

import difflib
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from heating_ops.journal.cards import Card

from . import search
from .models import Article, ArticleVersion, VersionState


def card_of(article: Article) -> Card:
    """The card of an article; it stands on no board."""
    return {"type": "article", "id": article.pk, "open": False, "code": article.code}


def cards_of(ids: Sequence[int]) -> dict[int, Card]:
    """The cards of these articles."""
    return {article.pk: card_of(article) for article in Article.objects.filter(pk__in=ids)}


def open_cards_on(slugs: Sequence[str]) -> list[Card]:
    """No article is open on any board."""
    return []


def published(*, asked: str = "", category: str = "", item: str = "") -> list[ArticleVersion]:
    """What the desk reads, each with its article: what fits the words best first, else by code."""
    versions = ArticleVersion.objects.filter(state=VersionState.PUBLISHED).select_related("article")
    if item:
        versions = versions.filter(Q(article__items__contains=[item]) | Q(article__categories__contains=[category]))
    elif category:
        versions = versions.filter(article__categories__contains=[category])
    if not asked.strip():
        return list(versions.order_by("article__code"))
    order = {pk: place for place, pk in enumerate(search.found(asked))}
    return sorted(versions.filter(article__in=order), key=lambda version: order[version.article_id])


def offered(category: str, item: str, *, limit: int = 5) -> list[ArticleVersion]:
    """The articles beside the call form: those of the item first, then those of its category."""
    found = published(category=category, item=item)
    return sorted(found, key=lambda version: item not in version.article.items)[:limit]


def overdue(today: date) -> set[int]:
    """The ids of the articles whose review is due."""
    return set(Article.objects.filter(review_by__lt=today).values_list("pk", flat=True))


def differences(before: ArticleVersion | None, after: ArticleVersion) -> list[tuple[str, str]]:
    """How a version's lines differ from the one before, in the reader's language: (``+``, ``-`` or nothing, line)."""
    old = [before.title, *before.body.splitlines()] if before else []
    lines = difflib.ndiff(old, [after.title, *after.body.splitlines()])
    return [(line[0].strip(), line[2:]) for line in lines if not line.startswith("?")]


def drafts() -> list[ArticleVersion]:
    """What is written and not published yet, the newest first."""
    waiting = ArticleVersion.objects.filter(state=VersionState.DRAFT).select_related("article", "written_by")
    return list(waiting.order_by("-written_at"))
