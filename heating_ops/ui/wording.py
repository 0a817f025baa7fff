"""The words people read for the codes that cards and events carry.

Cards are language-free: they say ``en_route``, never "On the way". One table here turns codes into words for the
server's templates and, sent once per page, for the browser. Each app brings the words of its own codes with
:func:`register` from its ``AppConfig.ready``.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.utils.functional import Promise

Words: TypeAlias = Mapping[str, str | Promise]

_WORDS: dict[str, dict[str, str | Promise]] = {}


def register(kind: str, words: Words | Iterable[tuple[str, str | Promise]]) -> None:
    """Add the words for one kind of code, for example ``register("category", Category.choices)``."""
    _WORDS.setdefault(kind, {}).update(words)


def word_for(kind: str, code: object) -> str:
    """Say a code in the reader's language.

    An unknown code is shown as plain words ("leak_riser" as "Leak riser") and never as an empty space: a card that
    hides what it does not know is worse than a clumsy one.
    """
    text = str(code or "")
    known = _WORDS.get(kind, {}).get(text)
    if known is not None:
        return str(known)
    plain = text.rsplit(".", 1)[-1].replace("_", " ")
    return plain[:1].upper() + plain[1:]


def all_words() -> dict[str, dict[str, str]]:
    """Every table in the reader's language, as the browser gets it."""
    return {kind: {code: str(word) for code, word in words.items()} for kind, words in _WORDS.items()}
