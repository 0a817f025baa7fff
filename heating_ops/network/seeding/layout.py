"""Drawing the plan of a city: branches round a centre, stations in them, communities round stations."""

import math
import random
from collections.abc import Iterator
from typing import Final

from .key_sites import plan_key_sites
from .names import DISTRICTS, ROOTS, SUBDISTRICTS, community_names
from .plan import (
    City,
    PlannedBranch,
    PlannedBuilding,
    PlannedCommunity,
    PlannedLoop,
    PlannedSource,
    PlannedStation,
)

# The proportions of the utility this is built for: 2.06 million households, 3 900 stations, 12 branches.
FULL_SIZE: Final = 2_060_000
FEWEST_HOUSEHOLDS: Final = 500
MOST_HOUSEHOLDS: Final = 2_100_000
_HOUSEHOLDS_PER_STATION: Final = 528
_HOUSEHOLDS_PER_SOURCE: Final = 160_000
_FULL_RADIUS_KM: Final = 15.0
_CENTRE: Final = (39.9300, 116.4000)
_KM_PER_DEGREE: Final = 111.0
_NUMERALS: Final = "一二三四五六七八九十"
# units, floors, flats on each floor of a unit
_OLD_HOUSES: Final = ((2, 6, 2), (3, 6, 2), (3, 6, 3), (4, 6, 2), (5, 6, 2), (5, 5, 3))
_NEW_HOUSES: Final = ((2, 6, 2), (3, 6, 2), (2, 11, 2), (3, 11, 2), (1, 18, 4), (2, 18, 2), (1, 28, 4))


def plan_city(*, households: int, seed: int) -> City:
    """Draw a city with exactly this many households; the same seed draws the same city.

    :raises ValueError: fewer than 500 or more than 2 100 000 households
    """
    if not FEWEST_HOUSEHOLDS <= households <= MOST_HOUSEHOLDS:
        raise ValueError(households)
    return _Draughtsman(households, seed).draw()


class _Draughtsman:
    def __init__(self, households: int, seed: int) -> None:
        self.households = households
        self.rng = random.Random(f"{seed}:{households}:network")
        self.radius_km = max(1.0, _FULL_RADIUS_KM * math.sqrt(households / FULL_SIZE))
        self.names = community_names(self.rng)
        self.loops: list[PlannedLoop] = []
        self.communities: list[PlannedCommunity] = []
        self.buildings: list[PlannedBuilding] = []

    def draw(self) -> City:
        shares = self._branch_shares()
        branches = self._branches(shares)
        sources = self._sources()
        stations: list[PlannedStation] = []
        for branch in branches:
            for quota in self._station_quotas(branch):
                stations.append(self._station(len(stations) + 1, branch, sources, quota))
        key_sites, sites_buildings = plan_key_sites(
            self.rng, branches, self.loops, first_building_id=len(self.buildings) + 1, size=self.households / FULL_SIZE
        )
        self.buildings.extend(sites_buildings)
        return City(
            branches, sources, stations, self.loops, self.communities, self.buildings, key_sites, self.households
        )

    def _branch_shares(self) -> list[int]:
        count = round(len(DISTRICTS) * (self.households / FULL_SIZE) ** (1 / 3))
        weights = [self.rng.uniform(0.7, 1.3) for _ in range(min(max(count, 2), len(DISTRICTS)))]
        return _split(self.households, weights)

    def _branches(self, shares: list[int]) -> list[PlannedBranch]:
        branches = []
        for number, (district, share) in enumerate(zip(DISTRICTS, shares, strict=False), start=1):
            latitude, longitude = self._place(district.east * self.radius_km, district.north * self.radius_km)
            branches.append(
                PlannedBranch(
                    number, district.code, f"{district.name}分公司", district.name, latitude, longitude, share
                )
            )
        return branches

    def _sources(self) -> list[PlannedSource]:
        count = max(1, round(self.households / _HOUSEHOLDS_PER_SOURCE))
        named = [("东郊热电厂", "cogeneration"), ("西郊热电厂", "cogeneration")]
        named += [("南郊热电厂", "cogeneration"), ("北郊热电厂", "cogeneration")]
        named += [(f"{root}供热厂", "boiler_house") for root in self.rng.sample(ROOTS, 8)]
        named += [(f"{root}调峰锅炉房", "peak_boiler") for root in self.rng.sample(ROOTS, 8)]
        angles = [0.0, math.pi, -math.pi / 2, math.pi / 2]
        sources = []
        for number, (name, kind) in enumerate(named[:count], start=1):
            angle = angles[number - 1] if number <= len(angles) else self.rng.uniform(0, 2 * math.pi)
            reach = self.radius_km * (0.9 if number <= len(angles) else 0.6)
            latitude, longitude = self._place(reach * math.cos(angle), reach * math.sin(angle))
            sources.append(PlannedSource(number, name, kind, latitude, longitude))
        return sources

    def _station_quotas(self, branch: PlannedBranch) -> list[int]:
        count = max(1, round(branch.households / _HOUSEHOLDS_PER_STATION))
        return _split(branch.households, [self.rng.uniform(0.45, 1.55) for _ in range(count)])

    def _station(self, number: int, branch: PlannedBranch, sources: list[PlannedSource], quota: int) -> PlannedStation:
        spread = 0.15 * self.radius_km / _KM_PER_DEGREE
        latitude = branch.latitude + self.rng.gauss(0, spread)
        longitude = branch.longitude + self.rng.gauss(0, spread * 1.3)
        source = min(sources, key=lambda s: (s.latitude - latitude) ** 2 + (s.longitude - longitude) ** 2)
        parts = [quota] if quota < 300 or self.rng.random() < 0.6 else _split(quota, [1.0, self.rng.uniform(0.5, 1.0)])
        named = [next(self.names) for _ in parts]
        trunk, lateral = self.rng.choice(_NUMERALS[:6]), self.rng.randint(1, 24)
        station = PlannedStation(
            number,
            branch,
            source.id,
            f"{named[0][0]}热力站",
            f"{source.name[:2]}{trunk}干线{lateral}支线",
            latitude,
            longitude,
        )
        loops = self._loops(station, quota)
        district = f"{self.rng.choice(SUBDISTRICTS)}街道"
        for position, (part, (name, old)) in enumerate(zip(parts, named, strict=True)):
            community = PlannedCommunity(len(self.communities) + 1, branch.id, name, district)
            self.communities.append(community)
            # The second community has a loop of its own where the station has two.
            own = loops if len(parts) == 1 else [loops[position % len(loops)]]
            self._community(community, own, station, part, old=old, north_m=position * 420)
        return station

    def _loops(self, station: PlannedStation, quota: int) -> list[PlannedLoop]:
        count = 1 if quota < 180 else 2 if quota < 720 else 3
        loops = [PlannedLoop(len(self.loops) + 1 + k, station, f"{_NUMERALS[k]}环") for k in range(count)]
        self.loops.extend(loops)
        return loops

    def _community(
        self,
        community: PlannedCommunity,
        loops: list[PlannedLoop],
        station: PlannedStation,
        quota: int,
        *,
        old: bool,
        north_m: int,
    ) -> None:
        houses = list(self._houses(quota, old=old))
        across = math.ceil(math.sqrt(len(houses)))
        for index, (units, per_floor, flats) in enumerate(houses):
            row, column = divmod(index, across)
            north_km = (north_m + row * 62 + self.rng.uniform(-8, 8)) / 1000
            east_km = (column * 78 + self.rng.uniform(-8, 8)) / 1000
            self.buildings.append(
                PlannedBuilding(
                    id=len(self.buildings) + 1,
                    loop_id=loops[index * len(loops) // len(houses)].id,
                    community_id=community.id,
                    street=community.name,
                    number=f"{index + 1}号楼",
                    flats=flats,
                    units=units,
                    per_floor=per_floor,
                    heated_area_m2=flats * self.rng.randint(52, 78 if old else 118),
                    latitude=station.latitude + north_km / _KM_PER_DEGREE,
                    longitude=station.longitude + east_km / (_KM_PER_DEGREE * 0.767),
                )
            )

    def _houses(self, quota: int, *, old: bool) -> Iterator[tuple[int, int, int]]:
        """Answer units, flats per floor and flats of houses that hold the quota together."""
        while quota > 0:
            units, floors, per_floor = self.rng.choice(_OLD_HOUSES if old else _NEW_HOUSES)
            flats = units * floors * per_floor
            if quota - flats < 12:
                flats = quota
            yield units, per_floor, flats
            quota -= flats

    def _place(self, east_km: float, north_km: float) -> tuple[float, float]:
        latitude = _CENTRE[0] + north_km / _KM_PER_DEGREE
        return latitude, _CENTRE[1] + east_km / (_KM_PER_DEGREE * math.cos(math.radians(latitude)))


def _split(total: int, weights: list[float]) -> list[int]:
    """Split a number by weights into whole parts that add up exactly."""
    whole = sum(weights)
    parts, used, reached = [], 0, 0.0
    for weight in weights:
        reached += weight
        upto = round(total * reached / whole)
        parts.append(upto - used)
        used = upto
    return parts
