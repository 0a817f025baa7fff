"""Type-ahead over every place: community, street, station, key site, flat or telephone number.

Names are looked for in one small table (``PlaceName``); buildings and flats are
then reached by the indexes of their own tables. Trigrams never touch the table
of households: measured, that costs fifty times as much.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from django.db import connection

from . import search_sql as sql
from .addresses import PlaceRows, building_by_id, match_address
from .pinyin import pinyin_of
from .search_hits import PlaceHit, building_hit, flat_of, masked, name_hit
from .search_terms import Terms, phone_tail, readings

__all__ = ["PlaceHit", "building_by_id", "match_address", "search_places"]

_Row: TypeAlias = dict[str, Any]

_LONGEST_QUERY: Final = 200
_LETTERS_FOR_ANYWHERE: Final = 4
_EXACT: Final = 95


def search_places(q: str, *, limit: int = 10) -> list[PlaceHit]:
    """Answer the places a line of text may mean, the likeliest first.

    Understands Chinese names, pinyin, initials, ``阳光花园3-2-501``, streets without
    diacritics, names of stations and key sites, and the last four or more digits
    of a telephone. A name found nowhere is tried again by its sound. One that is
    found, but not the building in it, is answered by itself.
    """
    q = q.replace("\x00", "")[:_LONGEST_QUERY]
    if (tail := phone_tail(q)) and (hits := _by_phone(tail, limit)):
        return hits
    ways = list(readings(q))
    known: list[_Row] = []
    found: dict[str, list[_Row]] = {}
    for terms in ways:
        if terms.name not in found:
            found[terms.name] = _names(terms.name)
        names = found[terms.name]
        if names and (hits := _hits(terms, names, limit)):
            return hits
        known = known or names
    if known or not ways:
        return _as_such(known, limit)
    alike = _rows(sql.NAMES_BY_SOUND, {"sound": pinyin_of(ways[0].name)})
    return _hits(ways[0], alike, limit) or _as_such(alike, limit)


def _names(text: str) -> list[_Row]:
    """Answer the names that fit a folded text, the best first."""
    begins, anywhere = f"{_literal(text)}%", f"%{_literal(text)}%"
    if text.isascii():
        # Two or three letters occur in the middle of almost every name.
        anywhere = anywhere if len(text) >= _LETTERS_FOR_ANYWHERE else begins
        return _rows(sql.NAMES_BY_LETTERS, {"text": text, "begins": begins, "anywhere": anywhere})
    return _rows(sql.NAMES_BY_CHARACTERS, {"text": text, "begins": begins, "anywhere": anywhere})


def _hits(terms: Terms, names: Sequence[_Row], limit: int) -> list[PlaceHit]:
    """Answer what was meant within these names; none when they have no such building."""
    areas = [name for name in names if name["kind"] in ("community", "street")]
    if terms.building:
        return _inside(terms, areas, limit)
    if areas and names[0] is areas[0] and _is_meant(areas):
        return [*_inside(terms, areas[:1], limit), *_as_such(names[1:], limit)][:limit]
    return _as_such(names, limit)


def _is_meant(areas: Sequence[_Row]) -> bool:
    """Whether the first is the only one meant: its own name or initials, and no other's."""
    if len(areas) == 1:
        return True
    first, second = areas[0]["score"], areas[1]["score"]
    return bool(first >= _EXACT and first > second)


def _as_such(names: Sequence[_Row], limit: int) -> list[PlaceHit]:
    """Answer the names themselves: never a building in them that nobody has named."""
    return [name_hit(name) for name in names[:limit]]


def _inside(terms: Terms, areas: Sequence[_Row], limit: int) -> list[PlaceHit]:
    """Look for a building, and a flat in it, within the communities and streets that were named."""
    if not areas:
        return []
    found = _rows(
        sql.BUILDINGS_OF_PLACES,
        {
            "communities": [area["community_id"] for area in areas if area["community_id"]],
            "streets": [area["key"] for area in areas if area["kind"] == "street"],
            "number": terms.building,
            "begins": f"{_literal(terms.building)}%",
            "limit": limit,
        },
    )
    places = [row["place"] for row in found]
    score = areas[0]["score"]
    flats = _flats(terms, places, score, limit) if terms.further else []
    return (flats + [building_hit(place, score) for place in places])[:limit]


def _flats(terms: Terms, places: Sequence[PlaceRows], score: float, limit: int) -> list[PlaceHit]:
    """Answer the flats that were named, in the buildings that bear exactly the number that was."""
    exact = {place[0]["id"]: place for place in places if place[0]["number_key"] == terms.building}
    *units, room = terms.further
    found = _rows(
        sql.FLATS_OF_BUILDINGS,
        {
            "buildings": list(exact),
            "unit": units[0] if units else "",
            "room": room,
            "begins": f"{_literal(room)}%",
            "limit": limit,
        },
    )
    if found:
        return [building_hit(exact[row["building_id"]], score, flat=flat_of(row)) for row in found]
    # A network read from a list of buildings knows no flats: take what the caller says.
    known = {row["id"] for row in _rows(sql.BUILDINGS_WITH_FLATS, {"buildings": list(exact)})}
    said = "-".join(terms.further)
    return [
        building_hit(place, score, flat=said) for key, place in exact.items() if place[0]["flats"] and key not in known
    ]


def _by_phone(tail: str, limit: int) -> list[PlaceHit]:
    rows = _rows(sql.FLATS_BY_PHONE, {"backwards": f"{tail[::-1]}%", "limit": limit})
    return [
        building_hit(row["place"], 100 if row["phone"] == tail else 90, flat=flat_of(row), remark=masked(row["phone"]))
        for row in rows
    ]


def _literal(text: str) -> str:
    """Escape what ``LIKE`` would take for a wildcard."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
