"""One small function per thing that happens to an article; it holds no words of it."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, record
from hotline.telephony.models import HOTLINE_BOARD

from .models import Article, ArticleVersion


def _told(what: str, article: Article, version: ArticleVersion, actor: Actor, now: datetime) -> None:
    data = {"version": version.number}
    record(Fact(f"article.{what}", article.subject, [HOTLINE_BOARD], actor, now, version.why, data))


def drafted(article: Article, version: ArticleVersion, *, actor: Actor, now: datetime) -> None:
    """Somebody wrote a draft, or wrote it anew."""
    _told("drafted", article, version, actor, now)


def published(article: Article, version: ArticleVersion, *, actor: Actor, now: datetime) -> None:
    """A draft is what the desk reads now."""
    _told("published", article, version, actor, now)


def put_back(article: Article, version: ArticleVersion, *, actor: Actor, now: datetime) -> None:
    """What an earlier version said is what the desk reads again, as a version of its own."""
    _told("put_back", article, version, actor, now)
