"""What stands in the way of starting."""

import re
from collections.abc import Sequence

#: How Python names an exception at the end of a traceback.
_EXCEPTION_NAME = re.compile(r"^[A-Za-z_][\w.]*(Error|Exception|ImproperlyConfigured): ")


class Problem(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do about it."""


def last_words(output: str | Sequence[str], otherwise: str = "it said nothing") -> str:
    """The last line of a program's output that says something, without the name of a Python exception."""
    lines = output.splitlines() if isinstance(output, str) else output
    for line in reversed(lines):
        if words := line.strip():
            return _EXCEPTION_NAME.sub("", words)
    return otherwise
