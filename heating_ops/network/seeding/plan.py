"""The plan of a city: everything above the flats, small enough to hold in memory."""

from typing import NamedTuple


class PlannedBranch(NamedTuple):
    """A branch company, and the middle of what it heats."""

    id: int
    code: str
    name: str
    district: str
    latitude: float
    longitude: float
    households: int


class PlannedSource(NamedTuple):
    """A heat source and where it stands."""

    id: int
    name: str
    kind: str
    latitude: float
    longitude: float


class PlannedStation(NamedTuple):
    """A heat station and the households it is to serve."""

    id: int
    branch: PlannedBranch
    source_id: int
    name: str
    line: str
    latitude: float
    longitude: float


class PlannedLoop(NamedTuple):
    """A secondary circuit of a station."""

    id: int
    station: PlannedStation
    name: str


class PlannedCommunity(NamedTuple):
    """A community and its subdistrict."""

    id: int
    branch_id: int
    name: str
    district: str


class PlannedBuilding(NamedTuple):
    """A building; ``units`` and ``per_floor`` say how its flats are numbered."""

    id: int
    loop_id: int
    community_id: int | None
    street: str
    number: str
    flats: int
    units: int
    per_floor: int
    heated_area_m2: int
    latitude: float
    longitude: float


class PlannedKeySite(NamedTuple):
    """A place that must not go cold."""

    id: int
    building_id: int
    name: str
    kind: str
    contact: str
    contact_phone: str
    backup_heat: str
    plan: str


class City(NamedTuple):
    """The whole plan. Ids run from 1 in every list."""

    branches: list[PlannedBranch]
    sources: list[PlannedSource]
    stations: list[PlannedStation]
    loops: list[PlannedLoop]
    communities: list[PlannedCommunity]
    buildings: list[PlannedBuilding]
    key_sites: list[PlannedKeySite]
    households: int
