"""What stands in the way of starting."""

from collections.abc import Sequence


class Problem(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do about it."""


def last_words(output: str | Sequence[str], otherwise: str = "it said nothing") -> str:
    """The last line of a program's output that says something, without a Python exception's dotted name."""
    lines = output.splitlines() if isinstance(output, str) else list(output)
    for line in reversed(lines):
        words = line.strip()
        if not words:
            continue
        name, colon, rest = words.partition(": ")
        dotted = colon and " " not in name and "." in name and name.rpartition(".")[2][:1].isupper()
        return rest if dotted else words
    return otherwise
