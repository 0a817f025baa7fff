"""What a person meant by one line of text: a name, perhaps followed by building, unit and room."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .address_keys import number_key, street_key

_CHINESE_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_CHINESE_NUMBER: Final = re.compile("([一二三四五六七八九十]+)(?=号楼|号院|栋|幢|座|单元|门|层)")

_ONE: Final = r"[a-z]{0,3}\d+[a-z]{0,2}(?:号楼|号院|号|栋|幢|座|楼|单元|门|层|室|房|#)?"
_SEVERAL: Final = rf"{_ONE}(?:[-\s,、/]*{_ONE}){{0,3}}"
_NAME_THEN_NUMBERS: Final = re.compile(
    rf"(?P<name>.*?[^\d\s,-])(?:[\s,#-]*(?=\d)|\s+(?=[a-z]{{1,3}}\d))(?P<numbers>{_SEVERAL})[\s,-]*"
)
_LAST_NUMBER: Final = re.compile(rf"(?P<name>.*\S)[\s,]+(?P<numbers>{_ONE})")
_FIRST_DIGIT: Final = re.compile(r"(?P<name>.*?[^\d\s])\s*(?P<rest>\d.*)")
_NUMBER: Final = re.compile(r"[a-z]{0,3}\d+[a-z]{0,2}")
_PHONE: Final = re.compile(r"\+?[\d\s-]{4,20}")
_FEWEST_PHONE_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """One way to read the line.

    ``name`` is folded like ``Building.street_key``, ``building`` like ``Building.number_key``;
    ``further`` are the numbers after the building: a room, or unit and room.
    """

    name: str
    building: str = ""
    further: tuple[str, ...] = ()


def phone_tail(line: str) -> str | None:
    """Answer the digits when the line can be (the end of) a telephone number."""
    if not _PHONE.fullmatch(line.strip()):
        return None
    digits = re.sub(r"\D", "", line)
    return digits if len(digits) >= _FEWEST_PHONE_DIGITS else None


def readings(line: str) -> Iterator[Terms]:
    """Answer the ways to read the line, the likeliest first; none for an empty line."""
    text = _plain(line)
    seen: set[Terms] = set()
    for terms in _all_readings(text):
        if terms.name and terms not in seen:
            seen.add(terms)
            yield terms


def _all_readings(text: str) -> Iterator[Terms]:
    if match := _NAME_THEN_NUMBERS.fullmatch(text):
        yield _terms(match["name"], _NUMBER.findall(match["numbers"]))
    if match := _LAST_NUMBER.fullmatch(text):
        yield _terms(match["name"], _NUMBER.findall(match["numbers"]))
    yield Terms(street_key(text))
    if match := _FIRST_DIGIT.fullmatch(text):
        yield Terms(street_key(match["name"]), number_key(match["rest"]))


def _terms(name: str, numbers: list[str]) -> Terms:
    building, *further = numbers
    return Terms(street_key(name), number_key(building), tuple(further))


def _plain(line: str) -> str:
    """Half-width, lower case, one kind of dash, Chinese numerals before a word for building as digits."""
    text = unicodedata.normalize("NFKC", line).strip().lower()
    text = re.sub(r"[\u2010-\u2015\u2212—~]", "-", text)
    return _CHINESE_NUMBER.sub(lambda match: str(_value_of(match[1])), text)


def _value_of(numeral: str) -> int:
    """``三`` → 3, ``十二`` → 12, ``三十`` → 30."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_CHINESE_DIGITS[digit]) for digit in numeral))
    return 10 * (_CHINESE_DIGITS.get(tens[-1:], 1)) + _CHINESE_DIGITS.get(ones[:1], 0)
