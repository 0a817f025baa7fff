"""Facts and cards as JSON: moments to the microsecond, the same text in the journal, an answer and a check."""

from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise


def encoded(value: object) -> str:
    """Write a value as JSON.

    :raises TypeError: it holds something that has no agreed form in JSON
    """
    return orjson.dumps(value, default=_agreed, option=orjson.OPT_NON_STR_KEYS).decode()


def as_read(value: object) -> Any:
    """Answer a value as a reader of its JSON gets it back."""
    return orjson.loads(encoded(value))


def _agreed(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no agreed form in JSON")
