"""What people can be told about: each topic has a title and a body, in the language of who reads it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import override

from heating_ops.ui.wording import word_for


class UnknownTopic(LookupError):
    """Somebody tells of something whose words nobody registered."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a topic; ``%(name)s`` places are filled from what is told."""

    title: str | Promise
    body: str | Promise
    codes: Mapping[str, str] = field(default_factory=dict)
    moments: Collection[str] = ()
    even_off_duty: bool = False


_topics: dict[str, Topic] = {}


def register(
    topic: str,
    *,
    title: str | Promise,
    body: str | Promise,
    codes: Mapping[str, str] | None = None,
    moments: Collection[str] = (),
    even_off_duty: bool = False,
) -> None:
    """Name a topic; called in the ``ready()`` of the app that tells.

    :param topic: a code of at most 40 characters, like ``order_escalated``
    :param title: lazily translated, one line
    :param body: lazily translated: what to know and to do
    :param codes: which particulars are codes, and of which kind (``heating_ops/ui/wording.py``): they are said in words
    :param moments: which particulars are moments (ISO 8601): they are said as date and time of the utility
    :param even_off_duty: the matter is the person's own (a swap of their shift): they are told though off duty
    """
    _topics[topic] = Topic(title, body, codes or {}, moments, even_off_duty)


def named(topic: str) -> Topic:
    """Find a topic.

    :raises UnknownTopic: nobody registered it
    """
    try:
        return _topics[topic]
    except KeyError as error:
        raise UnknownTopic(topic) from error


@dataclass(frozen=True, slots=True)
class Words:
    """A topic in one language, its places filled."""

    title: str
    body: str


def words(topic: str, params: Mapping[str, Any], *, language: str | None = None) -> Words:
    """Say it, in a language or in that of the moment.

    :raises KeyError: the words need something that ``params`` do not hold
    """
    if language is not None:
        with override(language):
            return words(topic, params)
    found = named(topic)
    said = {name: _said(found, name, value) for name, value in params.items()}
    return Words(str(found.title) % said, str(found.body) % said)


def _said(topic: Topic, name: str, value: Any) -> Any:
    if name in topic.codes:
        return word_for(topic.codes[name], value)
    if name in topic.moments and value:
        return date_format(timezone.localtime(datetime.fromisoformat(str(value))), "n-j H:i")
    return value
