"""Type-ahead over the whole city: a fixed mix of what operators type, and the same misspelt.

Measured in the process that answers, from the line of text to the list of places. The limit
is the same statements sent with nothing around them.
"""

import random
import sys
from collections.abc import Iterator
from typing import Final

from bench.figure import Figure, percentile
from bench.problem import BenchFailed
from bench.statements import in_turn
from bench.system import System

HOUSEHOLDS: Final = 2_100_000
_OF_EACH_KIND: Final = 40
_ROUNDS, _ROUNDS_QUICK = 5, 1
# Nearly every line must show its place. Only a name with a sign too few fits many names of a large city equally well,
# and ten are shown: there half must.
_FOUND_AT_LEAST: Final = 0.9
_AMBIGUOUS: Final = {"one character missing": 0.5}


def measure(system: System) -> Iterator[Figure]:
    """Measure ``search.p95`` and ``search.typo_p95``.

    :raises BenchFailed: too many places were not found
    """
    from heating_ops.network.search import search_places

    rounds = _ROUNDS_QUICK if system.quick else _ROUNDS
    for name, kinds in (("search.p95", _spelt()), ("search.typo_p95", _misspelt())):
        lines = [line for typed in kinds.values() for line, _target in typed]
        _insist(name, kinds)
        times = in_turn([lambda line=line: search_places(line) for line in lines], rounds=rounds)  # type: ignore[misc]
        _tell(kinds, times.ours, rounds)
        yield Figure(
            name, percentile(times.ours, 0.95), "ms", percentile(times.bare, 0.95), len(times.ours), less_is_better=True
        )


def _homes(chance: random.Random, many: int) -> list[tuple[str, str, str, str, str, int]]:
    """Flats drawn from the whole city: community, its initials, building, flat, telephone, the building's id."""
    from django.db.models import Max, Min

    from heating_ops.network.models import Household, PlaceName

    ends = Household.objects.aggregate(first=Min("pk"), last=Max("pk"))
    every = range(ends["first"] or 0, (ends["last"] or 0) + 1)
    ids = chance.sample(every, min(len(every), 3 * many))
    homes = Household.objects.filter(pk__in=ids, building__community__isnull=False).exclude(phone="")
    rows = list(homes.select_related("building__community").order_by("pk"))
    chance.shuffle(rows)
    names = dict(PlaceName.objects.filter(kind="community").values_list("community_id", "initials"))
    return [
        (
            *(home.building.street, names.get(home.building.community_id or 0, "")),
            *(home.building.number, str(home), home.phone, home.building_id),
        )
        for home in rows[:many]
    ]


def _spelt() -> dict[str, list[tuple[str, str]]]:
    """What is typed, by kind, each with what an answer must show."""
    from heating_ops.network.models import PlaceName

    chance = random.Random(96069)
    homes = _homes(chance, _OF_EACH_KIND)
    sites, stations = (
        list(PlaceName.objects.filter(kind=kind).order_by("pk").values_list("name", flat=True)[:2000])
        for kind in ("key_site", "station")
    )
    return {
        "initials": [(initials, street) for street, initials, *_rest in homes],
        "initials and building": [(f"{ini}{number.rstrip('号楼')}", "") for _s, ini, number, *_rest in homes],
        "two characters": [(street[:2], street[:2]) for street, *_rest in homes],
        "building-unit-room": [
            (f"{street}{number.rstrip('号楼')}-{flat}", f"{street} {number}")
            for street, _i, number, flat, *_rest in homes
        ],
        "phone, last four": [(phone[-4:], phone[-4:]) for *_rest, phone, _id in homes],
        "phone, whole": [(phone, phone[-4:]) for *_rest, phone, _id in homes],
        "key site": [(chance.choice(sites), "") for _one in range(_OF_EACH_KIND)],
        "station": [(chance.choice(stations), "") for _one in range(_OF_EACH_KIND)],
    }


def _misspelt() -> dict[str, list[tuple[str, str]]]:
    """The same names with one character or one letter wrong, or left out."""
    from heating_ops.network.pinyin import pinyin_of

    chance = random.Random(69069)
    homes = [home for home in _homes(chance, 3 * _OF_EACH_KIND) if len(home[0]) >= 4]
    third = len(homes) // 3

    def wrong_letter(street: str) -> str:
        sound = pinyin_of(street)
        place = chance.randrange(1, len(sound) - 1)
        return sound[:place] + chance.choice("aeiou") + sound[place + 1 :]

    def like_sounding(street: str) -> str:
        swaps = {"花": "华", "园": "圆", "苑": "院", "里": "李", "家": "佳", "新": "心", "阳": "杨", "和": "河"}
        return "".join(swaps.get(sign, sign) for sign in street)

    return {
        "one character missing": [(street[:-2] + street[-1], street) for street, *_rest in homes[:third]],
        "another character of the sound": [(like_sounding(home[0]), home[0]) for home in homes[third : 2 * third]],
        "a wrong letter in pinyin": [(wrong_letter(home[0]), home[0]) for home in homes[2 * third :]],
    }


def _insist(name: str, kinds: dict[str, list[tuple[str, str]]]) -> None:
    """Most lines must find what was meant: a quick wrong answer is no figure."""
    from heating_ops.network.search import search_places

    for kind, typed in kinds.items():
        found = 0
        for line, target in typed:
            hits = search_places(line)
            found += any(target in f"{hit.label} {hit.detail}" for hit in hits)
        if found < _AMBIGUOUS.get(kind, _FOUND_AT_LEAST) * len(typed):
            raise BenchFailed(f"{name}: of {len(typed)} lines of the kind “{kind}” only {found} found the place")
        print(f"{name}: {kind}: {found} of {len(typed)} found", file=sys.stderr)


def _tell(kinds: dict[str, list[tuple[str, str]]], ours: list[float], rounds: int) -> None:
    """The 95th percentile of each kind, for whoever wants to know which one is slow."""
    whole = sum(len(typed) for typed in kinds.values())
    begins = 0
    for kind, typed in kinds.items():
        of_kind = [ours[turn * whole + begins + place] for turn in range(rounds) for place in range(len(typed))]
        begins += len(typed)
        print(f"  {kind}: p95 {percentile(of_kind, 0.95):.1f} ms", file=sys.stderr)
