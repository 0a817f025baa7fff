"""Reads of the inbox."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from heating_ops.access.models import User

from ..topics import UnknownTopic, Words, words
from .models import Notice

AT_ONCE: Final = 40
_BADGE: Final = """
SELECT count(*), count(*) FILTER (WHERE urgent), coalesce(max(id), 0), coalesce(max(id) FILTER (WHERE urgent), 0)
FROM notify_notice WHERE user_id = %s AND read_at IS NULL AND withheld = ''"""


@dataclass(frozen=True, slots=True)
class Badge:
    """What the bell shows: how many are unread, how many of those are urgent, and the newest of both."""

    unread: int
    urgent: int
    newest: int
    newest_urgent: int

    @property
    def etag(self) -> str:
        """Changes whenever the badge does."""
        return f'"{self.unread}-{self.urgent}-{self.newest}"'


def badge_of(user: User) -> Badge:
    """Count what somebody has not read, in one query over the index of unread ones."""
    with connection.cursor() as cursor:
        cursor.execute(_BADGE, [user.pk])
        return Badge(*cursor.fetchone())


def notices_of(user: User, *, unread: bool = False, before: int | None = None, limit: int = AT_ONCE) -> list[Notice]:
    """What somebody was told, newest first.

    :param before: only older ones than this, to go on below
    """
    notices = Notice.objects.filter(user=user, withheld="").order_by("-id")
    if unread:
        notices = notices.filter(read_at__isnull=True)
    if before is not None:
        notices = notices.filter(pk__lt=before)
    return list(notices[:limit])


def notice_of(user: User, pk: int) -> Notice | None:
    """One notice of somebody's own; others' are not found."""
    return Notice.objects.filter(Q(user=user, withheld=""), pk=pk).first()


def said(notice: Notice) -> Words:
    """The words in the language of the moment; a topic nobody registers any more says at least its name."""
    try:
        return words(notice.topic, notice.params)
    except (UnknownTopic, KeyError):
        return Words(notice.topic.replace("_", " "), "")


def shown(notice: Notice) -> dict[str, Any]:
    """A notice as page and API show it."""
    text = said(notice)
    return {
        "id": notice.pk,
        "topic": notice.topic,
        "subject": notice.subject,
        "title": text.title,
        "body": text.body,
        "link": notice.link,
        "urgent": notice.urgent,
        "told_at": notice.told_at,
        "read_at": notice.read_at,
    }
