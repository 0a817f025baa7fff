"""Whom a number may belong to: offered, never taken. Of a part of a number nothing is shown but the part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from heating_ops.network import phones
from heating_ops.network.phones import PhoneHit
from heating_ops.network.search_hits import flat_of
from hotline.models import Call

from .numbers import SHORTEST_NUMBER, Number, masked

MOST_OFFERED: Final = 8
# Without the fence the planner may walk through all calls from the newest; with it, it asks the trigrams.
_NUMBERS_THAT_CALLED: Final = f"""
WITH fitting AS MATERIALIZED (
    SELECT id, caller_phone FROM {Call._meta.db_table} WHERE caller_phone LIKE %(anywhere)s LIMIT 1000
)
SELECT caller_phone, max(id) FROM fitting
WHERE NOT caller_phone = ANY(%(besides)s) AND length(caller_phone) >= %(shortest)s
GROUP BY caller_phone ORDER BY 2 DESC LIMIT %(limit)s"""  # noqa: S608 - the name of our own table


class Verdict(StrEnum):
    """How sure it is who calls."""

    NOTHING = "nothing"
    """No number, withheld, or too short: nobody is looked for."""
    UNKNOWN = "unknown"
    """Nobody has it. Nothing is guessed."""
    PROBABLY = "probably"
    """One household has exactly this number."""
    SEVERAL = "several"
    """Exactly this number is known more than once."""
    PART = "part"
    """These digits are part of the numbers of some; the operator asks and chooses."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose number fits. ``shown`` is the number as it may be shown before anybody is chosen."""

    kind: str
    """household, key_site or caller (a number that called before)."""
    id: int
    building: int | None
    label: str
    flat: str
    branch: str
    name: str
    shown: str
    fit: str


@dataclass(slots=True)
class Found:
    """What a number leads to."""

    verdict: Verdict
    candidates: list[Candidate] = field(default_factory=list)
    more: bool = False
    """There are more than are offered: type more digits, or choose the place first."""


def who_has(number: Number, *, building_id: int | None = None) -> Found:
    """Find whom a number, or a part of one, may belong to.

    A whole number is only compared whole. A part is looked for at the end, the beginning
    and in the middle of the numbers of households, key sites and earlier callers.

    :param building_id: whose households come first
    """
    if number.says_nothing:
        return Found(Verdict.NOTHING)
    if number.spellings and number.whole:
        hits = phones.with_whole_number(number.spellings, limit=MOST_OFFERED + 1)
        verdict = {0: Verdict.UNKNOWN, 1: Verdict.PROBABLY}.get(len(hits), Verdict.SEVERAL)
        return _found(verdict, [_of_hit(hit, hit.phone) for hit in hits])
    hits = phones.with_part_of_number(number.digits, building_id=building_id, limit=MOST_OFFERED + 1)
    offered = [_of_hit(hit, number.digits) for hit in hits]
    if len(offered) <= MOST_OFFERED:
        room = MOST_OFFERED + 1 - len(offered)
        offered += _earlier_callers(number.digits, besides=[hit.phone for hit in hits], limit=room)
    return _found(Verdict.PART if offered else Verdict.UNKNOWN, offered)


def _found(verdict: Verdict, candidates: list[Candidate]) -> Found:
    return Found(verdict, candidates[:MOST_OFFERED], more=len(candidates) > MOST_OFFERED)


def _of_hit(hit: PhoneHit, shown: str) -> Candidate:
    building, _loop, _station, branch, _community, _key_site = hit.place
    return Candidate(
        kind="household" if hit.household else "key_site",
        id=hit.household or hit.key_site or 0,
        building=building["id"],
        label=f"{building['street']} {building['number']}",
        flat=flat_of({"unit": hit.unit, "room": hit.room}) if hit.household else "",
        branch=branch["name"],
        name=hit.name,
        shown=masked(hit.phone, shown),
        fit=hit.fit,
    )


def _earlier_callers(digits: str, *, besides: Sequence[str], limit: int) -> list[Candidate]:
    """Numbers that called before and are no household's; of their calls nothing is told."""
    asked: dict[str, Any] = {
        "anywhere": f"%{digits}%",
        "besides": list(besides),
        "shortest": SHORTEST_NUMBER,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS_THAT_CALLED, asked)
        numbers = cursor.fetchall()
    return [Candidate("caller", pk, None, "", "", "", "", masked(phone, digits), "part") for phone, pk in numbers]
