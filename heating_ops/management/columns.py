"""Columns of a terminal, where a Chinese character is as wide as two Latin ones."""

from unicodedata import east_asian_width


def width_of(text: str) -> int:
    """Answer how many cells a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """Fill a text with spaces up to so many cells."""
    return text + " " * max(0, width - width_of(text))
