"""What a free-text Chinese address says: the numbers after a name, and what stands round the name. No database.

``３号楼二单元５０１室``, ``3-2-501`` and ``三号楼2单元501`` say the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from .address_keys import street_key

_DIGITS: Final = {"零": "0", "〇": "0", "○": "0", "两": "2"} | {
    digit: str(value) for value, digit in enumerate("一二三四五六七八九", start=1)
}
_NUMERAL: Final = "零〇○两一二三四五六七八九十百"
_BUILDING_WORDS: Final = "号楼|号院|栋|幢|座|楼|#|号"
# A numeral is a number where a word for building, unit, floor or room follows it; 二区 and 三里 stay names.
_CHINESE_NUMBER: Final = re.compile(rf"([{_NUMERAL}]+)(?=号楼|号院|号|栋|幢|座|单元|门|层|楼|室|房|#)")
# 五零一 alone: three or more digits spoken one by one are a room.
_SPOKEN_ROOM: Final = re.compile(r"(?<=单元|号楼)([零〇○两一二三四五六七八九]{3,4})(?!\d)")
_NUMBER: Final = r"(?:[a-z]{0,2}\d{1,5}[a-z]?|[a-z](?=座|栋|号楼|楼))"
_BETWEEN: Final = r"[\s,、。·/-]*"
_NUMBERS: Final = re.compile(
    rf"{_BETWEEN}第?(?P<building>{_NUMBER})(?P<word>{_BUILDING_WORDS})?"
    rf"(?:{_BETWEEN}(?P<unit>{_NUMBER})(?:单元|门))?"
    rf"(?:{_BETWEEN}\d{{1,2}}层)?"
    rf"(?:{_BETWEEN}(?P<first>{_NUMBER})(?:室|房|号)?(?:{_BETWEEN}(?P<second>\d{{2,5}})(?:室|房|号)?)?)?"
)
_UNIT_ONLY: Final = re.compile(
    rf"{_BETWEEN}(?P<unit>{_NUMBER})(?:单元|门)(?:{_BETWEEN}\d{{1,2}}层)?(?:{_BETWEEN}(?P<room>{_NUMBER})(?:室|房|号)?)?"
)
_ROOM_ONLY: Final = re.compile(rf"{_BETWEEN}(?P<room>{_NUMBER})(?:室|房)")
# Between a name and its numbers people put these; anything else makes it another name.
_FILLERS: Final = re.compile(r"^(?:小区|社区|大院|院内|院里|院|内|里面|的)*$")
# Where a name may begin: after a larger place, a house number, or the words people begin with.
_BOUNDARY: Final = re.compile(
    r"(?:省|自治区|市|区|县|旗|镇|乡|街道办事处|街道办|街道|办事处|路|街|道|巷|胡同|社区|居委会|村|号院?|附近|旁边?|对面|"
    r"住在|家住|住|位于|地址|地点|我是|我们是|在|是|于|的|\d|[^\w])$"
)
_DISTRICT: Final = re.compile(r"(?:^|省|市|自治区|[^\w])?([\u4e00-\u9fff]{2,4}?)(?:区|县|街道办事处|街道办|街道|镇|乡)")
_ANOTHER_HOUSE: Final = re.compile(r"\d+(?:号楼|号院|栋|幢|座)")
_FEWEST_ROOM_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Numbers:
    """Building, unit and room as said after a name, folded; empty where nothing is said."""

    building: str = ""
    unit: str = ""
    room: str = ""
    further_house: bool = False
    """Behind them another building is named: the first was perhaps only the way there."""
    floor_perhaps: bool = False
    """``3楼`` straight after a name: the third building, or the third floor of one that is not named."""

    @property
    def flat(self) -> str:
        """The flat as people write it: ``2-501``, or the room alone."""
        return f"{self.unit}-{self.room}" if self.unit and self.room else self.room


def plain(text: str) -> str:
    """Half-width, lower case, one kind of dash; Chinese numerals before a word for a house or a flat as digits."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    folded = re.sub(r"[\u2010-\u2015\u2212—~－_]+", "-", folded)
    folded = re.sub(r"\s+", " ", folded)
    folded = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", folded)
    folded = _CHINESE_NUMBER.sub(lambda match: _value_of(match[1]), folded)
    return _SPOKEN_ROOM.sub(lambda match: "".join(_DIGITS[digit] for digit in match[1]), folded)


def _value_of(numeral: str) -> str:
    """``三`` → 3, ``十二`` → 12, ``一百零五`` → 105, ``五零一`` → 501."""
    if not re.search("[十百]", numeral):
        return "".join(_DIGITS[digit] for digit in numeral)
    hundreds, hundred, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * _digit(hundreds, 1) if hundred else 0
    return str(value + (10 * _digit(tens.strip("零〇○"), 1) if ten else 0) + _digit(ones.strip("零〇○"), 0))


def _digit(numeral: str, if_none: int) -> int:
    return int(_DIGITS[numeral[-1]]) if numeral else if_none


def numbers_after(rest: str) -> tuple[Numbers, str]:
    """Read the numbers that follow a name.

    :param rest: plain text behind the name
    :returns: the numbers, and what stands between the name and them
    """
    found = re.search(r"第?(?:[a-z]{0,2}\d|[a-z](?=座|栋|号楼|楼))", rest)
    gap = rest[: found.start()] if found else rest
    tail = rest[len(gap) :]
    if match := _UNIT_ONLY.match(tail):
        return Numbers("", _bare(match["unit"]), _bare(match["room"])), gap
    if match := _ROOM_ONLY.match(tail):
        return Numbers("", "", _bare(match["room"])), gap
    match = _NUMBERS.match(tail)
    if match is None:
        return Numbers(), ""
    unit, first, second = match["unit"], match["first"], match["second"]
    room = second or first
    if second and not unit:
        unit = first
    further = bool(_ANOTHER_HOUSE.search(tail[match.end() :]))
    floor = match["word"] == "楼" and not unit
    return Numbers(_bare(match["building"]), _bare(unit), _bare(room), further, floor), gap


def _bare(number: str | None) -> str:
    return re.sub(r"^0+(?=\d)", "", number or "")


def is_filler(gap: str) -> bool:
    """Whether what stands between name and number says nothing of its own."""
    return bool(_FILLERS.match(street_key(gap)))


def may_begin(before: str, *, larger: set[str]) -> bool:
    """Whether a name can begin after these words, or is only the end of a longer one.

    :param larger: names of districts and branches, without their last word
    """
    words = before.rstrip()
    return not words or bool(_BOUNDARY.search(words)) or any(words.endswith(name) for name in larger)


def districts_in(before: str) -> list[str]:
    """Name the districts and subdistricts in what stands before a name, without their last word."""
    cut = re.sub(r"^.*?(?:省|自治区)", "", before)
    cut = re.sub(r"[\u4e00-\u9fff]{2,4}?市", "", cut)
    return [match[1] for match in _DISTRICT.finditer(cut)]


def said_name(text: str) -> str:
    """Guess the name in a line where none of ours was found: what stands before the first number, without districts."""
    before = re.split(r"[\d#]", text, maxsplit=1)[0]
    for cut in (
        r"^.*?(?:省|自治区)",
        r"^.{2,4}?市",
        r"^.{2,4}?(?:区|县)(?=..)",
        r"^.*?(?:街道办事处|街道办|街道|镇|乡)",
    ):
        before = re.sub(cut, "", before)
    return re.sub(r"^(?:我家)?(?:住在|家住|位于|地址是?|在)|(?:小区|社区)$", "", street_key(before))
