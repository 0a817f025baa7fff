"""From a free-text address to the buildings it may mean, each with a score from 0 to 100 and the reasons for it.

Names of ours are looked for inside the text, so that what the writer put before and
behind them does not matter; what cannot be explained lowers the score instead. Nothing
is taken here: who asks compares the score with a threshold of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from . import search_sql
from .address_keys import number_key, street_key
from .address_parts import Numbers, districts_in, is_filler, may_begin, numbers_after, plain, said_name
from .address_reasons import POINTS, Why
from .addresses import PlaceRows
from .models import Branch, Community
from .pinyin import pinyin_of

_LONGEST: Final = 300
_MOST_NAMES: Final = 8
_HOUSES_SHOWN: Final = 6
_SHORTEST_NAME: Final = 2

_NAMES_IN: Final = """
SELECT kind, name, key, detail, community_id, building_id, branch_id FROM network_placename
WHERE kind <> 'station' AND length(key) >= 2 AND position(key in %s) > 0
ORDER BY length(key) DESC, id LIMIT 40"""

_HOUSES_OF: Final = """
SELECT area.place, network_place_of(b.id),
    (%(room)s <> '' AND EXISTS (SELECT FROM network_household h WHERE h.building_id = b.id
        AND h.room = %(room)s AND (%(unit)s = '' OR h.unit = %(unit)s))) AS flat_known,
    EXISTS (SELECT FROM network_household h WHERE h.building_id = b.id) AS flats_listed
FROM unnest(%(communities)s::bigint[], %(streets)s::text[]) WITH ORDINALITY AS area(community, street, place)
JOIN LATERAL (
    SELECT id, number_key FROM network_building x
    WHERE (x.community_id = area.community OR (area.community IS NULL AND x.street_key = area.street
            AND x.community_id IS NULL))
        AND (%(number)s = '' OR x.number_key = %(number)s)
    ORDER BY coalesce(substring(number_key FROM '[0-9]+')::numeric, 0), number_key, id LIMIT %(limit)s
) b ON true
ORDER BY area.place, coalesce(substring(b.number_key FROM '[0-9]+')::numeric, 0), b.number_key, b.id"""

_KEY_SITE_HOUSE: Final = "SELECT network_place_of(%s)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A building an address may mean. ``why`` in the order in which it was found out."""

    building: int
    label: str
    flat: str
    score: int
    why: tuple[Why, ...]
    station: str
    branch: str
    branch_id: int
    key_site: str


@dataclass(slots=True)
class _Area:
    """A community or street that the text names, and how the text goes on."""

    row: Mapping[str, Any]
    numbers: Numbers
    why: list[Why] = field(default_factory=list)
    base: int = 0


def candidates_for(address: str, *, limit: int = 5) -> list[Candidate]:
    """Answer the buildings an address may mean, the likeliest first; none when nothing in it is known."""
    text = plain(address.replace("\x00", "")[:_LONGEST])
    if not text:
        return []
    areas, sites = _named(text)
    if not areas and not sites:
        areas = _alike(text)
    found = [*_from_areas(areas), *_from_sites(sites)]
    best: dict[int, Candidate] = {}
    for one in found:
        if one.building not in best or one.score > best[one.building].score:
            best[one.building] = one
    return sorted(best.values(), key=lambda one: -one.score)[:limit]


def sure_of(candidates: Sequence[Candidate], *, threshold: int, distance: int) -> Candidate | None:
    """The first candidate if it may be taken without asking: good enough, and clearly ahead of the second."""
    if not candidates or candidates[0].score < threshold:
        return None
    if len(candidates) > 1 and candidates[0].score - candidates[1].score < distance:
        return None
    return candidates[0]


# ------------------------------------------------------------------------ names
def _named(text: str) -> tuple[list[_Area], list[Mapping[str, Any]]]:
    """The areas and key sites whose whole name stands in the text; a name inside a longer one does not count."""
    folded, places = _folded(text)
    with connection.cursor() as cursor:
        cursor.execute(_NAMES_IN, [folded])
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    taken: list[tuple[int, int]] = []
    areas: list[_Area] = []
    sites: list[Mapping[str, Any]] = []
    larger = _larger_names()
    last = 0
    for row in rows:
        start = folded.rfind(row["key"])
        end = start + len(row["key"])
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in taken):
            continue
        taken.append((start, end))
        if row["kind"] == "key_site":
            sites.append(row)
            continue
        before, behind = text[: places[start]], text[places[end - 1] + 1 :]
        area = _area(row, before, behind, larger)
        areas.append(area)
        if area.numbers.building:
            last = max(last, start)
    for area in areas[:_MOST_NAMES]:
        if folded.rfind(area.row["key"]) < last:
            area.why.append(Why.ANOTHER_PLACE_BEHIND)
            area.base += POINTS[Why.ANOTHER_PLACE_BEHIND]
    return areas[:_MOST_NAMES], sites[:2]


def _area(row: Mapping[str, Any], before: str, behind: str, larger: set[str]) -> _Area:
    numbers, gap = numbers_after(behind)
    area = _Area(row, numbers, [Why.NAME], POINTS[Why.NAME])
    against: list[Why] = []
    if not may_begin(before, larger=larger):
        against.append(Why.PART_OF_LONGER_NAME)
    if not is_filler(gap):
        against.append(Why.WORDS_BETWEEN)
    if numbers.further_house:
        against.append(Why.ANOTHER_PLACE_BEHIND)
    if numbers.floor_perhaps:
        against.append(Why.FLOOR_PERHAPS)
    told = _district(row, before, larger)
    area.why += against + told
    area.base += sum(POINTS[why] for why in against + told)
    return area


def _district(row: Mapping[str, Any], before: str, larger: set[str]) -> list[Why]:
    """Compare the districts that are named with where the place is; one we never heard of says nothing."""
    said = [name for name in districts_in(before) if name in larger]
    if not said:
        return []
    branches = {branch.pk: _short(branch.name) for branch in Branch.objects.all()}
    here = {branches.get(row["branch_id"] or 0, ""), _short(row["detail"] or "")}
    return [Why.DISTRICT] if all(name in here for name in said) else [Why.DISTRICT_DIFFERS]


def _larger_names() -> set[str]:
    names = {_short(name) for name in Branch.objects.values_list("name", flat=True)}
    districts = Community.objects.exclude(district="").values_list("district", flat=True).distinct()
    return {name for name in names | {_short(district) for district in districts} if len(name) >= _SHORTEST_NAME}


def _short(name: str) -> str:
    for ending in ("分公司", "街道", "区", "县", "镇", "乡"):
        name = name.removesuffix(ending)
    return name


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as names are folded, and where each of its signs stands in the text."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for kept in street_key(sign):
            signs.append(kept)
            places.append(place)
    return "".join(signs), places


def _alike(text: str) -> list[_Area]:
    """Names that begin alike or sound alike, when none stands in the text as it is written."""
    name = said_name(text)
    if len(name) < _SHORTEST_NAME:
        return []
    behind = text[len(text) - len(text.lstrip("0123456789")) :]
    split = next((place for place, sign in enumerate(text) if sign.isdigit()), len(text))
    numbers, _gap = numbers_after(text[split:] if split < len(text) else behind)
    with connection.cursor() as cursor:
        cursor.execute(search_sql.NAMES_BY_CHARACTERS, {"text": name, "begins": f"{name}%", "anywhere": f"%{name}%"})
        rows = _dicts(cursor)
        if not rows:
            cursor.execute(search_sql.NAMES_BY_SOUND, {"sound": pinyin_of(name)})
            rows = _dicts(cursor)
    areas = [row for row in rows if row["kind"] in ("community", "street")][:_MOST_NAMES]
    return [_Area(row, numbers, [Why.NAME_ALIKE], round(min(float(row["score"]), 90) * 0.5)) for row in areas]


def _dicts(cursor: Any) -> list[dict[str, Any]]:
    columns = [column.name for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


# -------------------------------------------------------------------- buildings
def _from_areas(areas: Sequence[_Area]) -> list[Candidate]:
    found: list[Candidate] = []
    by_numbers: dict[Numbers, list[_Area]] = {}
    for area in areas:
        by_numbers.setdefault(area.numbers, []).append(area)
    for numbers, same in by_numbers.items():
        found += _houses(same, numbers)
    return found


def _houses(areas: Sequence[_Area], numbers: Numbers) -> list[Candidate]:
    number = number_key(numbers.building)
    rows = _houses_rows(areas, numbers, number)
    said_but_unknown = bool(number) and not rows
    if said_but_unknown:
        rows = _houses_rows(areas, numbers, "")
    made = []
    for place, building, flat_known, flats_listed in rows:
        area = areas[place - 1]
        alone = sum(row[0] == place for row in rows) == 1
        why = [*area.why, *_about_house(number, unknown=said_but_unknown, alone=alone)]
        if numbers.room and not said_but_unknown and number:
            why += [Why.FLAT] if flat_known else [Why.FLAT_UNKNOWN] if flats_listed else []
        score = area.base + sum(POINTS[each] for each in why[len(area.why) :])
        made.append(_candidate(building, numbers.flat, score, why))
    return made


def _about_house(number: str, *, unknown: bool, alone: bool) -> list[Why]:
    if unknown:
        return [Why.BUILDING_UNKNOWN]
    if number:
        return [Why.BUILDING]
    return [Why.ONLY_BUILDING] if alone else [Why.BUILDING_NOT_SAID]


def _houses_rows(areas: Sequence[_Area], numbers: Numbers, number: str) -> list[tuple[int, PlaceRows, bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _HOUSES_OF,
            {
                "communities": [area.row["community_id"] for area in areas],
                "streets": [area.row["key"] for area in areas],
                "number": number,
                "room": numbers.room,
                "unit": numbers.unit,
                "limit": _HOUSES_SHOWN,
            },
        )
        return list(cursor.fetchall())


def _from_sites(sites: Sequence[Mapping[str, Any]]) -> list[Candidate]:
    made = []
    for site in sites:
        with connection.cursor() as cursor:
            cursor.execute(_KEY_SITE_HOUSE, [site["building_id"]])
            (place,) = cursor.fetchone()
        if place:
            made.append(_candidate(place, "", POINTS[Why.KEY_SITE], [Why.KEY_SITE]))
    return made


def _candidate(place: PlaceRows, flat: str, score: int, why: Sequence[Why]) -> Candidate:
    building, _loop, station, branch, _community, key_site = place
    return Candidate(
        building=building["id"],
        label=f"{building['street']} {building['number']}",
        flat=flat,
        score=max(0, min(100, score)),
        why=tuple(why),
        station=station["name"],
        branch=branch["name"],
        branch_id=branch["id"],
        key_site=key_site,
    )
