"""Writing articles: draft, publish, put an earlier version back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from . import events, search
from .models import Article, ArticleVersion, VersionState


class NoSuchArticle(Refusal):
    """No article or version has this id."""

    code = "no_such_article"
    sentence = _("There is no such article or version.")
    status = 404


class NothingToPublish(Refusal):
    """There is no draft."""

    code = "nothing_to_publish"
    sentence = _("There is no draft to publish.")


class WrittenMeanwhile(Refusal):
    """Somebody else wrote the draft while this one was being written."""

    code = "written_meanwhile"
    sentence = _("%(who)s has changed this article meanwhile. Nothing was saved; look at it first.")


@dataclass(frozen=True, slots=True)
class Words:
    """What a version says, in both languages."""

    title_en: str
    title_zh_hans: str
    body_en: str
    body_zh_hans: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article belongs to, and who answers for it."""

    source: str
    categories: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    owner: str = ""
    review_by: date | None = None
    confirmed_locally: bool = False


_FACTS = ("source", "categories", "items", "tags", "owner", "review_by", "confirmed_locally")
_WORDS = ("title_en", "title_zh_hans", "body_en", "body_zh_hans", "why")


@command
def draft(
    *, article_id: int | None, code: str = "", words: Words, facts: Facts, based_on: int, user: User, now: datetime
) -> Article:
    """Write a draft of an article, or of a new one; the desk reads the published version until it is published.

    :param based_on: the number of the newest version the writer saw, 0 for a new article
    :raises WrittenMeanwhile: there is a newer one, by somebody else
    :raises InvalidInput: ``code`` is taken
    """
    if article_id is None:
        if Article.objects.filter(code=code).exists():
            raise InvalidInput("code", _("There is an article of this code already."))
        article = Article.objects.create(code=code, **_columns(facts, _FACTS))
    else:
        article = _locked(article_id)
        newest = article.versions.select_related("written_by").first()
        if newest is not None and newest.number != based_on:
            raise WrittenMeanwhile(who=newest.written_by or "–")
        for name, value in _columns(facts, _FACTS).items():
            setattr(article, name, value)
        article.save(update_fields=[*_FACTS])
    # A draft that is written anew is a new number: of two writers the second one is told.
    number = (article.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    article.versions.filter(state=VersionState.DRAFT).delete()
    version = _version(article, number, words, user, now)
    events.drafted(article, version, actor=Actor.user(user), now=now)
    return article


@command
def publish(*, article_id: int, user: User, now: datetime) -> ArticleVersion:
    """Let the desk read the draft.

    :raises NothingToPublish: there is none
    """
    article = _locked(article_id)
    version = article.versions.filter(state=VersionState.DRAFT).first()
    if version is None:
        raise NothingToPublish
    _put_forward(article, version, now)
    events.published(article, version, actor=Actor.user(user), now=now)
    return version


@command
def put_back(*, article_id: int, number: int, why: str, user: User, now: datetime) -> ArticleVersion:
    """Let the desk read again what an earlier version said; it becomes a version of its own. A draft stays.

    :raises InvalidInput: ``why`` is empty
    :raises NoSuchArticle: there is no such version that was published
    """
    if not why.strip():
        raise InvalidInput("why", _("Say why."))
    article = _locked(article_id)
    old = article.versions.filter(number=number, state=VersionState.REPLACED).first()
    if old is None:
        raise NoSuchArticle
    words = Words(old.title_en, old.title_zh_hans, old.body_en, old.body_zh_hans, why.strip()[:200])
    number = (article.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    again = _version(article, number, words, user, now, state=VersionState.REPLACED, published_at=now)
    _put_forward(article, again, now)
    events.put_back(article, again, actor=Actor.user(user), now=now)
    return again


def _locked(article_id: int) -> Article:
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article is None:
        raise NoSuchArticle
    return article


def _columns(of: object, names: tuple[str, ...]) -> Mapping[str, Any]:
    return {name: getattr(of, name) for name in names}


def _version(article: Article, number: int, words: Words, user: User, now: datetime, **more: Any) -> ArticleVersion:
    said = _columns(words, _WORDS)
    return ArticleVersion.objects.create(
        article=article, number=number, written_by=user, written_at=now, **said, **more
    )


def _put_forward(article: Article, version: ArticleVersion, now: datetime) -> None:
    article.versions.filter(state=VersionState.PUBLISHED).update(state=VersionState.REPLACED)
    version.state, version.published_at = VersionState.PUBLISHED, now
    version.save(update_fields=["state", "published_at"])
    search.index(article, version)
    article.save(update_fields=["head", "haystack"])
