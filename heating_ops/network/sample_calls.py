"""Drawing a day of calls for the city in the database: ordinary trouble everywhere, and a few stations that fail."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from .models import Building
from .sample_texts import ELSEWHERE, ROOMS, TEXTS

COLUMNS: Final = (
    *("call", "reported_at", "caller_phone", "channel", "category"),
    *("street", "building", "flat", "indoor_temp_c", "text"),
)
# Calls in each hour of a winter day, in thousandths: a rise before work, a second one after it.
_BY_HOUR: Final = (6, 4, 3, 2, 3, 8, 25, 48, 66, 68, 58, 50, 46, 44, 44, 46, 52, 62, 78, 92, 86, 60, 33, 16)
_CHANNELS: Final = {"phone": 68, "12345": 26, "app": 6}
_ORDINARY: Final = {
    "low_temperature": 44,
    "no_heat": 14,
    "enquiry": 20,
    "not_our_customer": 12,
    "leak": 7,
    "noise": 3,
}
_WHERE_HEAT_FAILS: Final = {"no_heat": 62, "low_temperature": 33, "leak": 3, "enquiry": 2}
_SHARE_OF_FAILURES: Final = 0.45
_CALLS_PER_FAILURE: Final = 60
_TEMPERATURE_SAID: Final = 0.7


class NoNetwork(Exception):
    """There is nothing in the database to call about."""


class SampleCall(NamedTuple):
    """One line of the log, as text."""

    call: str
    reported_at: str
    caller_phone: str
    channel: str
    category: str
    street: str
    building: str
    flat: str
    indoor_temp_c: str
    text: str


class _Place(NamedTuple):
    street: str
    building: str
    flat: str
    phone: str


class _Draft(NamedTuple):
    at: datetime
    category: str
    building: "_Heated | None"


class _Heated(NamedTuple):
    id: int
    street: str
    number: str
    flats: int
    station_id: int


def draw_calls(*, calls: int, seed: int, day: date) -> list[SampleCall]:
    """Draw a day's calls in the order they arrive; the same city, seed and day give the same calls.

    :raises NoNetwork: no building in the database has a flat
    """
    buildings = [
        _Heated(*row)
        for row in Building.objects.filter(flats__gt=0)
        .order_by("id")
        .values_list("id", "street", "number", "flats", "loop__station_id")
    ]
    if not buildings:
        raise NoNetwork
    rng = random.Random(f"{seed}:{day.isoformat()}:calls")
    drafts = sorted(_drafts(rng, buildings, calls, day), key=lambda draft: draft.at)
    places = _places(rng, [draft.building for draft in drafts])
    return [
        _call(rng, number, draft, place)
        for number, (draft, place) in enumerate(zip(drafts, places, strict=True), start=1)
    ]


def _drafts(rng: random.Random, buildings: Sequence[_Heated], calls: int, day: date) -> Iterator[_Draft]:
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_current_timezone())
    failures = max(1, round(calls * _SHARE_OF_FAILURES / _CALLS_PER_FAILURE))
    from_failures = round(calls * _SHARE_OF_FAILURES)
    by_station: dict[int, list[_Heated]] = {}
    for building in buildings:
        by_station.setdefault(building.station_id, []).append(building)
    stations = rng.sample(sorted(by_station), min(failures, len(by_station)))
    begins = {station: _moment(rng, midnight) for station in stations}
    last = midnight + timedelta(days=1, seconds=-1)
    for _number in range(from_failures):
        station = rng.choice(stations)
        # Most neighbours call within the first hours.
        at = min(begins[station] + timedelta(minutes=rng.expovariate(1 / 100)), last)
        yield _Draft(at, _weighted(rng, _WHERE_HEAT_FAILS), _one_of(rng, by_station[station]))
    weights = [building.flats for building in buildings]
    for building in rng.choices(buildings, weights, k=calls - from_failures):
        category = _weighted(rng, _ORDINARY)
        yield _Draft(_moment(rng, midnight), category, None if category == "not_our_customer" else building)


def _one_of(rng: random.Random, buildings: Sequence[_Heated]) -> _Heated:
    return rng.choices(buildings, [building.flats for building in buildings])[0]


def _moment(rng: random.Random, midnight: datetime) -> datetime:
    hour = rng.choices(range(24), _BY_HOUR)[0]
    return midnight + timedelta(hours=hour, seconds=rng.randrange(3600))


def _weighted(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _places(rng: random.Random, buildings: Sequence[_Heated | None]) -> list[_Place]:
    """Choose a flat in each building; in a network read from a list, where flats are unknown, a number."""
    asked = [(n, b.id, rng.randrange(b.flats)) for n, b in enumerate(buildings) if b is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.n, h.unit, h.room, h.phone
            FROM unnest(%s::int[], %s::bigint[], %s::int[]) AS asked (n, building, place)
            CROSS JOIN LATERAL (
                SELECT unit, room, phone FROM network_household
                WHERE building_id = asked.building ORDER BY unit, room OFFSET asked.place LIMIT 1
            ) h""",
            [list(column) for column in zip(*asked, strict=True)] if asked else [[], [], []],
        )
        flats = {n: (f"{unit}-{room}" if unit else room, phone) for n, unit, room, phone in cursor.fetchall()}
    places = []
    for n, building in enumerate(buildings):
        invented = f"13{rng.randrange(10**9):09d}"
        if building is None:
            places.append(_Place(rng.choice(ELSEWHERE), f"{rng.randint(1, 20)}号楼", "", invented))
        else:
            flat, phone = flats.get(n) or (str(rng.randint(1, building.flats)), "")
            places.append(_Place(building.street, building.number, flat, phone or invented))
    return places


def _call(rng: random.Random, number: int, draft: _Draft, place: _Place) -> SampleCall:
    template = rng.choice(TEXTS[draft.category])
    temperature = min(round(rng.gauss(15.2, 1.6), 1), 17.8)
    text = template.format(
        hour=draft.at.hour,
        months=rng.randint(2, 11),
        age=rng.randint(70, 92),
        temp=round(temperature),
        room=rng.choice(ROOMS),
    )
    said = draft.category == "low_temperature" and rng.random() < _TEMPERATURE_SAID
    return SampleCall(
        call=str(number),
        reported_at=draft.at.isoformat(timespec="seconds"),
        caller_phone=place.phone,
        channel=_weighted(rng, _CHANNELS),
        category=draft.category,
        street=place.street,
        building=place.building,
        flat=place.flat,
        indoor_temp_c=str(temperature) if said else "",
        text=text,
    )
