"""How well free-text addresses are matched, over addresses of the city in the database in many spellings."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from .address_matching import candidates_for, sure_of
from .models import Household

_CHINESE: Final = "〇一二三四五六七八九"
_WIDE: Final = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789-"}
_SHOWN: Final = 5
# Names that no utility has: an address in them must never be taken for one of ours.
_ELSEWHERE_PREFIX: Final = ("大", "小", "老", "新")
_ELSEWHERE_SUFFIX: Final = ("酒店", "商城", "北门对面超市", "幼儿园")


@dataclass(frozen=True, slots=True)
class Home:
    """A flat of the network with everything an address may name."""

    building: int
    name: str
    number: str
    unit: str
    room: str
    district: str
    branch: str


@dataclass(slots=True)
class Tally:
    """What became of the addresses of one spelling."""

    name: str
    ours: bool
    count: int = 0
    first: int = 0
    among_five: int = 0
    taken: int = 0
    taken_wrongly: int = 0
    wrong: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def p95_ms(self) -> float:
        """The time 95 of 100 addresses were matched within."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def _spoken(number: str) -> str:
    """The number as people write it in Chinese: 3 三, 12 十二, 21 二十一."""
    value = int(number)
    tens, ones = divmod(value, 10)
    if value >= 100:
        return "".join(_CHINESE[int(digit)] for digit in number)
    return (("" if tens == 1 else _CHINESE[tens]) + "十" if tens else "") + (_CHINESE[ones] if ones or not tens else "")


def _bare(home: Home) -> str:
    return home.number.removesuffix("号楼")


def _misspelt(home: Home) -> str:
    """One sign of the name left out, as hurried thumbs do."""
    name = home.name
    return (
        f"{name[:1]}{name[2:]}{home.number}{home.unit}单元{home.room}" if len(name) > 3 else f"{name[:-1]}{home.number}"
    )


# name → (spelling, whether the address names the building)
SPELLINGS: Final[dict[str, Callable[[Home], str]]] = {
    "whole, with district": lambda h: f"{h.branch}区{h.district}{h.name}{h.number}{h.unit}单元{h.room}室",
    "with 小区": lambda h: f"{h.name}小区{h.number}{h.unit}单元{h.room}室",
    "dashes": lambda h: f"{h.name}{_bare(h)}-{h.unit}-{h.room}",
    "栋 and no 室": lambda h: f"{h.name}{_bare(h)}栋{h.unit}单元{h.room}",
    "full-width": lambda h: f"{h.name}{h.number}{h.unit}单元{h.room}室".translate(_WIDE),
    "Chinese numerals": lambda h: f"{h.name}{_spoken(_bare(h))}号楼{_spoken(h.unit)}单元{_spoken(h.room)}室",
    "spaces": lambda h: f"{h.name} {h.number} {h.unit}单元 {h.room}",
    "in a sentence": lambda h: f"我家住{h.name}{h.number}{h.unit}单元{h.room}室，麻烦派人看看",
    "unknown city in front": lambda h: f"北京市朝阳区{h.name}小区{h.number}{h.unit}单元{h.room}室",
    "no unit": lambda h: f"{h.name}{h.number}{h.room}室",
    "building only": lambda h: f"{h.name}{h.number}",
    "no building": lambda h: f"{h.name}{h.unit}单元{h.room}室",
    "a sign missing": _misspelt,
}
NOT_OURS: Final[dict[str, Callable[[Home, random.Random], str]]] = {
    "longer name, not ours": lambda h, r: f"{r.choice(_ELSEWHERE_PREFIX)}{h.name}{h.number}{h.unit}单元{h.room}室",
    "other place, not ours": lambda h, r: f"{h.name}{r.choice(_ELSEWHERE_SUFFIX)}{h.number}{h.room}室",
    "other district, not ours": lambda h, r: f"{h.name}{r.choice('七八九')}区{h.number}{h.unit}单元{h.room}室",
}


def homes(count: int, *, seed: int) -> list[Home]:
    """Draw flats of the network; the same city and seed give the same ones."""
    rng = random.Random(f"{seed}:addresses")
    ids = list(Household.objects.exclude(unit="").order_by("id").values_list("pk", flat=True)[:200_000])
    drawn = rng.sample(ids, min(count, len(ids)))
    rows = Household.objects.filter(pk__in=drawn, building__community__isnull=False).order_by("id")
    found = rows.select_related("building__community", "building__loop__station__branch")
    return [
        Home(
            building=row.building_id,
            name=row.building.street,
            number=row.building.number,
            unit=row.unit,
            room=row.room,
            district=row.building.community.district if row.building.community else "",
            branch=row.building.loop.station.branch.name.removesuffix("分公司"),
        )
        for row in found
    ]


def score(drawn: list[Home], *, threshold: int, distance: int, seed: int) -> Iterator[Tally]:
    """Match every address in every spelling and count; a wrong building that would be taken is written down."""
    rng = random.Random(f"{seed}:elsewhere")
    for name, spell in SPELLINGS.items():
        tally = Tally(name, ours=True)
        for home in drawn:
            _count(tally, spell(home), home.building, threshold, distance)
        yield tally
    for name, spell_elsewhere in NOT_OURS.items():
        tally = Tally(name, ours=False)
        for home in drawn:
            _count(tally, spell_elsewhere(home, rng), None, threshold, distance)
        yield tally


def _count(tally: Tally, address: str, building: int | None, threshold: int, distance: int) -> None:
    begins = time.perf_counter()
    found = candidates_for(address, limit=_SHOWN)
    tally.milliseconds.append(1000 * (time.perf_counter() - begins))
    tally.count += 1
    ids = [candidate.building for candidate in found]
    tally.first += ids[:1] == [building]
    tally.among_five += building in ids
    if taken := sure_of(found, threshold=threshold, distance=distance):
        tally.taken += 1
        if taken.building != building:
            tally.taken_wrongly += 1
            tally.wrong.append(f"{address} → {taken.label} ({taken.score})")
