"""The room temperature in what somebody said: 15℃, 只有13-14度, 十五度; not the standard, not the street."""

import re
from typing import Final

_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = r"\d{1,2}(?:\.\d)?|[二两三]?十[一二三四五六七八九]{0,2}|[零一二两三四五六七八九]{1,2}"
_POINT = r"(?:点(?P<tenths>[零一二三四五六七八九]))?"
_READING = re.compile(
    rf"(?<![\d.])(?P<low>{_NUMBER}){_POINT}(?:(?:度|°c)?(?:[-~—–－、,到至或]|左右或)(?:{_NUMBER}))?(?P<some>几|来)?(?:多)?(?:度|°c|°|c(?![a-z]))"
    r"(?!电|角|数|假)"
)
_BARE = re.compile(
    r"(?:室温|温度|量了|量的|测了|测的|量出来)(?:是|才|只有|仅|就|为)?(?P<low>\d{2}(?:\.\d)?)(?=[,。;!?\s]|$)"
)
# Of these the clause speaks, and not of the room.
_NOT_THE_ROOM = re.compile(r"室外|外面|户外|气温|天气|水温|供水|回水|进水|出水|体温|发烧|烧到|设定|设成|调到|开到|锅炉")
_THE_STANDARD = re.compile(
    r"标准|应[该当为是]?|规定|要求|保证|承诺|至少|不低于|不少于|合格|达标|(?<!只能)(?<!最高)(?<!才)(?<!仅)(?<!只)达到?"
)
_A_DIFFERENCE = re.compile(
    r"(?:温差|相差|差了?|降了?|下降|降低|升了?|上升|提高|高了?|低了?|冷了?|少了?|凉了?)(?:大概|大约|约|近|将近|有)?$"
)
_BELOW = re.compile(r"(?:不到|不足|低于|没到|未到|达不到|到不了|不够)$")
_BELOW_ZERO = re.compile(r"(?:零下|负|-)$")
_STANDARD_AFTER = re.compile(r"^(?:以上|的?标准|的?要求|的?规定|的?底线|才(?:算|达标|合格))")
_WARMEST_ROOM: Final = 35.0
_STANDARD: Final = 18.0
_HOTTER_IS_A_PIPE: Final = 25.0


def room_temperature(text: str) -> tuple[float | None, str]:
    """The lowest reading of a room in a text (in °C), with the words that say it.

    :param text: as ``reading.as_read`` gives it
    """
    found = [
        (value, hit.group())
        for hit in (*_READING.finditer(text), *_BARE.finditer(text))
        if (value := _of(text, hit)) is not None
    ]
    return min(found, default=(None, ""), key=lambda reading: reading[0])


def _of(text: str, hit: re.Match[str]) -> float | None:
    """The room's temperature a match tells, or ``None`` when it tells of something else."""
    groups = hit.groupdict()
    if groups.get("some"):
        return None  # 十几度
    value = as_number(groups["low"]) + _DIGITS.get(groups.get("tenths") or "零", 0) / 10
    before = re.split(r"[,。;!?\n]", text[max(0, hit.start() - 24) : hit.start()])[-1]
    after = text[hit.end() : hit.end() + 8]
    below = _BELOW.search(before) is not None
    if value > _WARMEST_ROOM or (below and value >= _STANDARD):
        return None
    if _BELOW_ZERO.search(before) or _A_DIFFERENCE.search(before) or _NOT_THE_ROOM.search(before):
        return None
    if (not below and _THE_STANDARD.search(before)) or _STANDARD_AFTER.match(after):
        return None
    if value > _HOTTER_IS_A_PIPE and re.search(r"水|管|暖气片", before):
        return None
    return value


def as_number(words: str) -> float:
    """Read digits or Chinese numerals; of 十三四 ("thirteen or fourteen") the lower."""
    if words[0].isascii() and words[0].isdigit():
        return float(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return float(_DIGITS[words[0]])
    return 10.0 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones[0]] if ones else 0)
