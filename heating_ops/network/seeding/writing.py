"""Writing a planned city into the database by ``COPY``."""

import random
from collections.abc import Iterator
from typing import Final

from ..copying import Progress, analyse, built_afterwards, continue_ids_after_copy, copy_lines, copy_rows, take_time
from ..models import Branch
from ..place_names import rebuild_place_names
from .plan import City

TABLES: Final = tuple(
    f"network_{name}"
    for name in ("branch", "heatsource", "station", "loop", "community", "building", "keysite", "household")
)
_MOBILE_PREFIXES: Final = (
    *(str(prefix) for prefix in range(130, 140)),
    *("150", "151", "152", "153", "155", "156", "157", "158", "159"),
    *("176", "177", "178", "180", "181", "182", "183", "185", "186", "187", "188", "189"),
)
_WITHOUT_PHONE: Final = 0.03
_SAME_OWNER_AS_NEXT_DOOR: Final = 0.01
_VULNERABLE: Final = 0.03
# Odd and no multiple of five: counting in such steps visits all eight-digit numbers before one comes again.
_STEP: Final = 48_271_003


def city_is_empty() -> bool:
    """Answer whether there is no network yet."""
    return not Branch.objects.exists()


def write_city(city: City, *, seed: int, progress: Progress | None = None) -> None:
    """Write the whole plan and every flat. Call inside a transaction, on an empty network.

    :param progress: told how many households have just been written
    """
    take_time()
    copy_rows("network_branch", ("id", "code", "name"), ((b.id, b.code, b.name) for b in city.branches))
    copy_rows("network_heatsource", ("id", "name", "kind"), ((s.id, s.name, s.kind) for s in city.sources))
    copy_rows(
        "network_station",
        ("id", "branch_id", "heat_source_id", "name", "line", "latitude", "longitude"),
        (
            (s.id, s.branch.id, s.source_id, s.name, s.line, f"{s.latitude:.6f}", f"{s.longitude:.6f}")
            for s in city.stations
        ),
    )
    copy_rows(
        "network_loop", ("id", "station_id", "name"), ((loop.id, loop.station.id, loop.name) for loop in city.loops)
    )
    copy_rows(
        "network_community",
        ("id", "branch_id", "name", "district", "controlled"),
        ((c.id, c.branch_id, c.name, c.district, False) for c in city.communities),
    )
    copy_rows(
        "network_building",
        ("id", "loop_id", "community_id", "street", "number", "flats", "heated_area_m2", "latitude", "longitude"),
        (
            (b.id, b.loop_id, b.community_id, b.street, b.number, b.flats, b.heated_area_m2)
            + (f"{b.latitude:.6f}", f"{b.longitude:.6f}")
            for b in city.buildings
        ),
    )
    copy_rows(
        "network_keysite",
        ("id", "building_id", "name", "kind", "contact", "contact_phone", "backup_heat", "plan"),
        city.key_sites,
    )
    with built_afterwards("household_phone_trgm"):
        copy_lines(
            "network_household",
            ("id", "building_id", "unit", "room", "phone", "vulnerable"),
            _household_lines(city, random.Random(f"{seed}:{city.households}:households")),
            progress,
        )
    continue_ids_after_copy(*TABLES)
    rebuild_place_names()
    analyse(*TABLES)


def _household_lines(city: City, rng: random.Random) -> Iterator[str]:
    """Write the flats of every building as ``COPY`` lines, by hand: this runs two million times."""
    chance = rng.random
    number = rng.randrange(100_000_000)
    prefixes = _MOBILE_PREFIXES
    household = 0
    phone = ""
    for building in city.buildings:
        left = building.flats
        floor = 0
        while left > 0:
            floor += 1
            for unit in range(1, building.units + 1):
                for flat in range(1, building.per_floor + 1):
                    if left == 0:
                        break
                    left -= 1
                    household += 1
                    luck = chance()
                    if luck >= _WITHOUT_PHONE + _SAME_OWNER_AS_NEXT_DOOR or not phone:
                        number = (number + _STEP) % 100_000_000
                        phone = f"{prefixes[household % len(prefixes)]}{number:08d}"
                    written = "" if luck < _WITHOUT_PHONE else phone
                    vulnerable = "t" if chance() < _VULNERABLE else "f"
                    yield f"{household}\t{building.id}\t{unit}\t{floor}{flat:02d}\t{written}\t{vulnerable}\n"
