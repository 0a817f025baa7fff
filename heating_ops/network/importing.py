"""Bringing the network in line with a list of addresses: what is new is added, what differs is changed.

A building is known by its station, street and number. What the list does not
mention stays as it is: a building with open work orders cannot vanish.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import connection, transaction
from django.utils.text import slugify

from .copying import analyse, copy_rows, take_time
from .models import Branch, Building, Loop, Station
from .network_rows import Address, Identity
from .pinyin import pinyin_of
from .place_names import rebuild_place_names

_ONLY_LOOP: Final = "1"
_LONGEST_CODE: Final = 32
_TABLES: Final = ("network_branch", "network_station", "network_loop", "network_building")


@dataclass(slots=True)
class Imported:
    """What an import did: addresses that were new, changed and unchanged, and the branches they lie in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    stations: int = 0
    branches: list[Branch] = field(default_factory=list)


@transaction.atomic
def import_network(addresses: Sequence[Address]) -> Imported:
    """Write the list, all or nothing; doing it twice changes nothing the second time."""
    take_time()
    with connection.cursor() as cursor:
        # Two imports at once would each add what the other has not committed yet.
        cursor.execute("LOCK TABLE network_branch IN SHARE ROW EXCLUSIVE MODE")
    branches = _branches(addresses)
    stations, moved = _stations(addresses, branches)
    imported = Imported(branches=list(branches.values()), stations=len(stations))
    known = _known_buildings(stations.values())
    loops = _loops(stations.values())
    additions: list[tuple[int, str, str, int]] = []
    corrections: list[Building] = []
    seen: set[Identity] = set()
    for address in addresses:
        if address.identity in seen:
            imported.unchanged += 1
            continue
        seen.add(address.identity)
        station = stations[branches[address.branch].pk, address.station]
        building = known.get((station.pk, address.street, address.building))
        if building is None:
            additions.append((loops[station.pk], address.street, address.building, address.flats))
        elif building.flats != address.flats:
            building.flats = address.flats
            corrections.append(building)
            imported.changed += 1
        elif station.pk in moved:
            imported.changed += 1
        else:
            imported.unchanged += 1
    imported.new = copy_rows(
        "network_building",
        ("loop_id", "street", "number", "flats", "heated_area_m2"),
        ((*addition, 0) for addition in additions),
    )
    Building.objects.bulk_update(corrections, ["flats"], batch_size=1000)
    if additions or moved:
        rebuild_place_names()
        analyse(*_TABLES)
    return imported


def _branches(addresses: Iterable[Address]) -> dict[str, Branch]:
    names = dict.fromkeys(address.branch for address in addresses)
    known = {branch.name: branch for branch in Branch.objects.filter(name__in=names)}
    codes = set(Branch.objects.values_list("code", flat=True))
    for name in names:
        if name not in known:
            known[name] = Branch.objects.create(name=name, code=_new_code(name, codes))
    return {name: known[name] for name in names}


def _new_code(name: str, taken: set[str]) -> str:
    """Make a short Latin name for a branch: ``Sector 5`` → ``sector-5``, 东城分公司 → ``dongchengfengongsi``."""
    base = (slugify(name) or slugify(pinyin_of(name)) or "branch")[: _LONGEST_CODE - 4]
    code, count = base, 1
    while code in taken:
        count += 1
        code = f"{base}-{count}"
    taken.add(code)
    return code


def _stations(
    addresses: Iterable[Address], branches: dict[str, Branch]
) -> tuple[dict[tuple[int, str], Station], set[int]]:
    """Answer the stations of the list, and the ids of those that were moved."""
    known = {
        (station.branch_id, station.name): station for station in Station.objects.filter(branch__in=branches.values())
    }
    wanted: dict[tuple[int, str], Station] = {}
    added: list[Station] = []
    moved: list[Station] = []
    for address in addresses:
        key = branches[address.branch].pk, address.station
        if key in wanted:
            continue
        station = known.get(key)
        if station is None:
            station = Station(branch_id=key[0], name=address.station)
            station.latitude, station.longitude = address.latitude, address.longitude
            added.append(station)
        elif _lies_elsewhere(station, address):
            station.latitude, station.longitude = address.latitude, address.longitude
            moved.append(station)
        wanted[key] = station
    Station.objects.bulk_create(added, batch_size=1000)
    Station.objects.bulk_update(moved, ["latitude", "longitude"], batch_size=1000)
    return wanted, {station.pk for station in moved}


def _lies_elsewhere(station: Station, address: Address) -> bool:
    """Answer whether the list knows another place; an empty one there does not erase a known one here."""
    return address.latitude is not None and (station.latitude, station.longitude) != (
        address.latitude,
        address.longitude,
    )


def _loops(stations: Iterable[Station]) -> dict[int, int]:
    """Answer the loop of each station that new buildings go to; made where there is none."""
    ids = [station.pk for station in stations]
    loops = dict(Loop.objects.filter(station__in=ids, name=_ONLY_LOOP).values_list("station_id", "id"))
    added = [Loop(station_id=pk, name=_ONLY_LOOP) for pk in ids if pk not in loops]
    for loop in Loop.objects.bulk_create(added, batch_size=1000):
        loops[loop.station_id] = loop.pk
    return loops


def _known_buildings(stations: Iterable[Station]) -> dict[tuple[int, str, str], Building]:
    found = Building.objects.filter(loop__station__in=[station.pk for station in stations])
    rows = found.select_related("loop").only("flats", "street", "number", "loop__station_id").order_by("-id")
    return {(building.loop.station_id, building.street, building.number): building for building in rows}
