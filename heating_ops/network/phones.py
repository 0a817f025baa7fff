"""Households and key sites by any part of their telephone number, each part by the index that was made for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from .addresses import PlaceRows


class Fit(StrEnum):
    """Where the digits stand in the number."""

    WHOLE = "whole"
    TAIL = "tail"
    HEAD = "head"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class PhoneHit:
    """A household or a key site whose number fits. ``phone`` is whole: mask it before it is shown."""

    household: int | None
    key_site: int | None
    place: PlaceRows
    unit: str
    room: str
    name: str
    phone: str
    fit: Fit


_PLACE: Final = "network_place_of(h.building_id) AS place"
# An extension or a service number is nobody's own.
_OWN: Final = "length(phone) >= 7"
_HOUSEHOLDS: Final = f"""
SELECT h.id AS household, NULL AS key_site, {_PLACE}, h.unit, h.room, '' AS name, h.phone, %(fit)s AS fit
FROM (
    SELECT * FROM network_household WHERE {{condition}} AND NOT id = ANY(%(besides)s::bigint[]) LIMIT %(limit)s
) h ORDER BY h.id"""  # noqa: S608 - put together from constants
_BY_FIT: Final[Mapping[Fit, str]] = {
    Fit.WHOLE: _HOUSEHOLDS.format(condition="phone = ANY(%(spellings)s)"),
    # Reversed, the end is a beginning; a LIKE that begins with its digits is a range of a b-tree.
    Fit.TAIL: _HOUSEHOLDS.format(condition=f"reverse(phone) LIKE %(tail)s AND {_OWN}"),
    Fit.HEAD: _HOUSEHOLDS.format(condition=f"phone LIKE %(head)s AND {_OWN}"),
    Fit.MIDDLE: _HOUSEHOLDS.format(condition=f"phone LIKE %(anywhere)s AND {_OWN}"),
}
_IN_BUILDING: Final = _HOUSEHOLDS.format(condition="building_id = %(building)s AND phone LIKE %(anywhere)s")
# A few hundred rows: read through. Their numbers are kept as people write them.
_KEY_SITES: Final = """
SELECT NULL AS household, h.id AS key_site, network_place_of(h.building_id) AS place, '' AS unit, '' AS room, h.name,
    h.digits AS phone, %(fit)s AS fit
FROM (SELECT *, regexp_replace(contact_phone, '[^0-9]', '', 'g') AS digits FROM network_keysite) h
WHERE CASE WHEN %(whole)s THEN h.digits = ANY(%(spellings)s) ELSE h.digits LIKE %(anywhere)s END
ORDER BY h.id LIMIT %(limit)s"""


def with_whole_number(spellings: Sequence[str], *, limit: int) -> list[PhoneHit]:
    """Find who has exactly this number, in any of its spellings; key sites after households."""
    asked = {"spellings": list(spellings), "fit": Fit.WHOLE, "besides": [], "limit": limit}
    hits = _hits(_BY_FIT[Fit.WHOLE], asked)
    return hits + _hits(_KEY_SITES, asked | {"whole": True, "anywhere": "", "limit": limit})


def with_part_of_number(digits: str, *, building_id: int | None = None, limit: int) -> list[PhoneHit]:
    """Find whose number has these digits: those of a building first, then at the end, the beginning, the middle.

    Each way is asked only while there is room: digits that begin thousands of numbers
    never lead to a search through the middles of all of them.

    :param digits: digits only, four or more
    """
    if not (digits.isascii() and digits.isdigit()):
        return []
    asked = {"tail": f"{digits[::-1]}%", "head": f"{digits}%", "anywhere": f"%{digits}%", "building": building_id}
    found: list[PhoneHit] = []
    ways = [(Fit.TAIL, _BY_FIT[Fit.TAIL]), (Fit.HEAD, _BY_FIT[Fit.HEAD]), (Fit.MIDDLE, _BY_FIT[Fit.MIDDLE])]
    if building_id is not None:
        ways.insert(0, (Fit.MIDDLE, _IN_BUILDING))
    for fit, statement in ways:
        besides = [hit.household for hit in found]
        found += _hits(statement, asked | {"fit": fit, "besides": besides, "limit": limit - len(found)})
        if len(found) >= limit:
            return found
    sites = asked | {"fit": Fit.MIDDLE, "whole": False, "spellings": [], "limit": limit - len(found)}
    return found + _hits(_KEY_SITES, sites)


def _hits(statement: str, parameters: Mapping[str, Any]) -> list[PhoneHit]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [PhoneHit(**row | {"fit": Fit(row["fit"])}) for row in rows]
