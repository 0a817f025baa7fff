"""What stands in the way of starting."""

import re
from collections.abc import Sequence

#: How Python names an exception at the end of a traceback.
_EXCEPTION_NAME = re.compile(r"^[A-Za-z_][\w.]*(Error|Exception|ImproperlyConfigured): ")


class Problem(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do about it."""


def last_words(output: str | Sequence[str], otherwise: str = "it said nothing") -> str:
    """The line of a program's output that says how it ended: a traceback's exception, else the last line."""
    lines = [line for line in (output.splitlines() if isinstance(output, str) else output) if line.strip()]
    exceptions = [line for line in lines if _EXCEPTION_NAME.match(line)]
    if exceptions:
        return _EXCEPTION_NAME.sub("", exceptions[-1]).strip()
    return lines[-1].strip() if lines else otherwise
