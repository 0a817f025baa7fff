"""Reading what somebody said: sentences, clauses, and whether a word is said or denied.

"没漏水" has the word for a leak and means there is none. So has "去年漏水", and "漏水已经修好了".
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

LONGEST: Final = 2000
CLAUSE_ENDS: Final = frozenset("。!?;,、\n:() ")
SENTENCE_ENDS: Final = frozenset("。!?;\n")


class Denial(StrEnum):
    """Why a word that was said does not count."""

    NEGATED = "negated"
    PAST = "past"
    OVER = "over"
    FEARED = "feared"
    ELSEWHERE = "elsewhere"


# "是不是漏水" and "有没有漏水" ask: the lookbehind keeps them from being read as "no".
_NEGATED_BEFORE = re.compile(
    r"(?<![是有会能])(?:没有|没再|没|未曾|未|不再|不是|不会|并非|并不|不|无)(?:再|发现|出现|发生|看到|看见|见|什么|任何|有|明显|人)*$"
)
_NEGATED_AFTER = re.compile(r"^的?(?:情况|现象|问题|声音)?(?:倒是|都|也|是)?(?:没有|不存在)(?:了|的|过)?$")
_FEARED_BEFORE = re.compile(r"(?:怕|担心|防止|以防|避免|万一|会不会|如果|要是|小心)(?:会|再|它|要|被)*$")
_PAST_BEFORE = re.compile(
    r"(?<![跟比和与从自打同于])(?:去年|前年|往年|以前|此前|曾经|前几年|几年前|\d年前|上个?(?:采暖季|供暖季|供热季|冬天|月))"
)
_STILL = re.compile(r"到现在|至今|一直|仍|还在|还是|连续|今年|又|每年|都|就")
_PAST_AFTER = re.compile(r"^过")
_DONE = r"(?:修好|处理好|弄好|解决|恢复|止住|堵住|正常)"
_OVER_AFTER = re.compile(rf"(?<![没未不能候望才得法何])(?:已经?|刚刚?|后来)?(?:{_DONE}了|停了|好了(?!多))(?!.*又)")
_OVER_NEXT = re.compile(
    rf"^(?:现在|目前|后来|昨天|昨晚|今天|刚才|师傅|这会儿?)*"
    rf"(?:(?:已经?|刚|都){_DONE}|{_DONE}了(?![吗没么又])|(?:已经?)?(?:不|没|没有)再?[漏滴渗喷冒响])"
)
_ELSEWHERE_BEFORE = re.compile(r"(?:别的|其他|其它|隔壁|旁边)(?:小区|楼盘|地方|县|市)|别人家|朋友家|新闻|网上|听说")
_OURS = re.compile(r"我家|我们|我这|本小区|咱")


def as_read(text: str) -> str:
    """The text as the rules read it: full-width signs as plain ones, ℃ as °c, no more than ``LONGEST`` signs."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).lower()[:LONGEST]


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that holds ``text[start:end]``; a longer match stretches over several."""
    begins, ends = start, end
    while begins and text[begins - 1] not in CLAUSE_ENDS:
        begins -= 1
    while ends < len(text) and text[ends] not in CLAUSE_ENDS:
        ends += 1
    return begins, ends


def denial_of(text: str, start: int, end: int, gaps: Sequence[int] = ()) -> Denial | None:
    """Why ``text[start:end]`` does not count, or ``None`` when it is plainly said.

    :param gaps: where, within, a part begins that a "no" before it turns round: 路面(没有)塌陷
    """
    begins, ends = clause_around(text, start, end)
    before, after = text[begins:start], text[end:ends]
    if _NEGATED_BEFORE.search(before) or _NEGATED_AFTER.match(after):
        return Denial.NEGATED
    if any(_NEGATED_BEFORE.search(text[start:gap]) for gap in gaps):
        return Denial.NEGATED
    if _FEARED_BEFORE.search(before):
        return Denial.FEARED
    if _PAST_AFTER.match(after) or (_PAST_BEFORE.search(before) and not _STILL.search(text[begins:ends])):
        return Denial.PAST
    if _OVER_AFTER.search(after) or _OVER_NEXT.match(_clause_after(text, ends)):
        return Denial.OVER
    if _ELSEWHERE_BEFORE.search(before) and not _OURS.search(before):
        return Denial.ELSEWHERE
    return None


def _clause_after(text: str, ends: int) -> str:
    begins = ends
    while begins < len(text) and text[begins] in CLAUSE_ENDS:
        begins += 1
    return text[begins : clause_around(text, begins, begins)[1]]
