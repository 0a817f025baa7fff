"""Places in what a gateway is sent: ``{address}``, ``{title}`` and others, filled so that no word breaks the form."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote, quote_plus

PLACES: Final = ("address", "title", "body", "text", "link", "key", "secret")
_PLACE: Final = re.compile(r"\{(" + "|".join(PLACES) + r")\}")


def in_json(value: str) -> str:
    """Inside of a JSON string."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


def in_url(value: str) -> str:
    """A part of an address."""
    return quote(value, safe="")


def in_form(value: str) -> str:
    """A field of a form."""
    return quote_plus(value)


def as_it_is(value: str) -> str:
    """A header or plain text, on one line: a line break would begin another header."""
    return " ".join(value.split())


def filled(template: str, values: Mapping[str, str], *, escape: Callable[[str], str]) -> str:
    """Fill the known places; whatever else stands in braces stays, for JSON is full of them."""
    return _PLACE.sub(lambda found: escape(values.get(found[1], "")), template)
