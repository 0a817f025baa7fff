"""Filling a script: pure functions of its words and what is known."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

PLACES: Final = frozenset({"place", "since", "until", "next_update", "note"})
# What is not known in every case: such a place stands in brackets, so that the sentence is whole without it.
MAYBE_UNKNOWN: Final = frozenset({"until", "next_update", "note"})
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_CLAUSE: Final = re.compile(r"\[([^\[\]]*)\]")
_SAME_DAY: Final = "H:i"
_OTHER_DAY: Final = {"zh-hans": "n月j日H:i", "en": "j F, H:i"}


def filled(words: str, known: Mapping[str, str]) -> str:
    """Fill the places of a script; bracketed parts with an unknown place are left out."""

    def clause(found: re.Match[str]) -> str:
        inner = found[1]
        return inner if all(known.get(name) for name in _PLACE.findall(inner)) else ""

    said = _PLACE.sub(lambda found: known.get(found[1], ""), _CLAUSE.sub(clause, words))
    return re.sub(r"[ \t]{2,}", " ", said).strip()


def what_is_wrong_with(words: str) -> str:
    """Name the first place that cannot be filled as it stands; empty when the script is right."""
    outside = _CLAUSE.sub("", words)
    unknown = [name for name in _PLACE.findall(words) if name not in PLACES]
    bare = [name for name in _PLACE.findall(outside) if name in MAYBE_UNKNOWN]
    rest = _PLACE.sub("", outside)
    torn = [sign for sign in "{}[]" if sign in rest]
    wrong = [*(f"{{{name}}}" for name in (*unknown, *bare)), *torn]
    return wrong[0] if wrong else ""


def moment_in_words(moment: datetime | None, *, now: datetime, language: str) -> str:
    """A moment as it is said: the time alone today, else with its day."""
    if moment is None:
        return ""
    local = localtime(moment)
    if local.date() == localtime(now).date():
        return date_format(local, _SAME_DAY)
    with override(language):
        return date_format(local, _OTHER_DAY.get(language, _OTHER_DAY["en"]))
