"""The duplicate step offers what is near by the heating network, nearest first, and not more than five."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from desk_cast import walk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from incident_cast import declare, move
from order_cast import decided, opened, waiting
from rest_framework.test import APIClient
from town import MORNING

from heating_ops.network.models import Building, Loop, Station
from hotline.duplicates.queries import Candidate, candidates
from hotline.duplicates.relation import Relation
from hotline.models import DeskStandard
from incidents.models import Phase
from workorders import commands
from workorders.catalogue import Status
from workorders.models import WorkOrder


def near(
    town: SimpleNamespace, category: str = "low_temperature", flat: str = "1-101", **facts: Any
) -> list[Candidate]:
    return candidates(
        building_id=town.house_1.pk,
        loop_id=town.loop_1.pk,
        flat=flat,
        decision=decided(category, **facts) if category else None,
        now=timezone.now(),
    )


def told(found: list[Candidate]) -> list[tuple[Relation, int]]:
    return [(one.relation, one.chosen.id) for one in found]


def test_the_nearest_relation_comes_first(town: SimpleNamespace) -> None:
    station = opened(town, building=town.hospital, flat="")
    loop = opened(town, building=town.house_2, flat="1-101")
    building = opened(town, flat="2-202")
    unit = opened(town, flat="1-303")
    flat = opened(town, flat="1-101")
    opened(town, building=town.house_west)
    assert told(near(town)) == [
        (Relation.FLAT, flat.pk),
        (Relation.UNIT, unit.pk),
        (Relation.BUILDING, building.pk),
        (Relation.LOOP, loop.pk),
        (Relation.STATION, station.pk),
    ]


def test_an_incident_stands_between_the_building_and_the_loop(town: SimpleNamespace) -> None:
    building, loop = opened(town, flat="2-202"), opened(town, building=town.house_2)
    incident = declare(town)
    found = near(town)
    assert [one.relation for one in found] == [Relation.BUILDING, Relation.INCIDENT, Relation.LOOP]
    assert [str(one.chosen) for one in found] == [f"order:{building.pk}", f"incident:{incident.pk}", f"order:{loop.pk}"]
    assert [str(one.chosen) for one in near(town, "leak")] == [f"order:{building.pk}"], "a leak is no lost heat"


def test_the_same_trouble_comes_before_another_of_the_same_relation(town: SimpleNamespace) -> None:
    cold = opened(town, flat="2-202")
    leak = opened(town, "leak", flat="2-203")
    assert told(near(town)) == [(Relation.BUILDING, cold.pk), (Relation.BUILDING, leak.pk)]
    assert told(near(town, "leak")) == [(Relation.BUILDING, leak.pk), (Relation.BUILDING, cold.pk)]


def test_elsewhere_on_the_loop_only_what_may_be_the_cause_is_offered(town: SimpleNamespace) -> None:
    leak = opened(town, "leak", building=town.house_2)
    opened(town, "noise", building=town.house_2, flat="1-102")
    assert told(near(town, "no_heat")) == [(Relation.LOOP, leak.pk)]
    assert near(town, "equipment") == []
    assert len(near(town, "")) == 2, "while nothing is said to be wrong, everything is shown"


def test_what_was_finished_lately_is_offered_and_what_long_ago_is_not(town: SimpleNamespace) -> None:
    done, closed, cancelled = (opened(town, flat=flat) for flat in ("1-1", "1-2", "1-3"))
    walk(town, done, Status.DONE)
    walk(town, closed, Status.CLOSED)
    commands.cancel(
        work_order_id=cancelled.pk, version=None, reason="误报", actor=town.actor("dan"), now=timezone.now()
    )
    assert {(one.chosen.id, one.is_finished) for one in near(town)} == {(done.pk, True), (closed.pk, True)}
    DeskStandard.objects.filter(code="finished_recently").update(seconds=60)
    WorkOrder.objects.filter(pk=closed.pk).update(closed_at=timezone.now() - timedelta(minutes=2))
    assert [one.chosen.id for one in near(town)] == [done.pk], "done is the crew's claim, however old"


def test_an_incident_that_gave_the_heat_back_is_told_for_a_while_and_takes_nobody(town: SimpleNamespace) -> None:
    incident = declare(town)
    assert [one.may_be_chosen for one in near(town)] == [True]
    move(town, incident, Phase.RESTORED)
    (found,) = near(town)
    assert (str(found.chosen), found.is_finished, found.may_be_chosen) == (f"incident:{incident.pk}", True, False)
    move(town, incident, Phase.CLOSED)
    assert near(town) == [], "closed on a January morning, long before now"


def test_five_at_the_most_and_the_newest_of_equals(town: SimpleNamespace) -> None:
    orders = [opened(town, flat=f"3-{number}") for number in range(8)]
    assert [one.chosen.id for one in near(town)] == [order.pk for order in reversed(orders)][:5]


def test_the_nearer_building_of_a_loop_comes_first(town: SimpleNamespace) -> None:
    Building.objects.filter(pk=town.house_1.pk).update(latitude=39.93, longitude=116.42)
    far, close = (
        Building.objects.create(
            loop=town.loop_1, street="阳光花园", number=f"{n}号楼", latitude=39.93 + n / 1000, longitude=116.42
        )
        for n in (9, 3)
    )
    nearer, farther = opened(town, building=close), opened(town, building=far)
    assert [one.chosen.id for one in near(town)] == [nearer.pk, farther.pk]


def test_a_danger_is_offered_only_what_is_at_the_place(town: SimpleNamespace) -> None:
    declare(town)
    opened(town, "leak", building=town.house_2)
    here = opened(town, "leak", flat="1-303")
    assert told(near(town, "leak", dangers=["water_near_electrics"])) == [(Relation.UNIT, here.pk)]


def test_a_danger_is_not_offered_the_work_of_another_kind_nor_somebody_hurt_another_flat(town: SimpleNamespace) -> None:
    opened(town, flat="1-101")
    leak = opened(town, "leak", flat="1-303")
    assert told(near(town, "leak", dangers=["ground_sinking"])) == [(Relation.UNIT, leak.pk)]
    assert near(town, "leak", dangers=["person_hurt"]) == []
    same = opened(town, "leak", flat="1-101")
    assert told(near(town, "leak", dangers=["person_hurt"])) == [(Relation.FLAT, same.pk)]
    assert near(town, "leak", flat="", dangers=["person_hurt"]) == []


def test_it_says_which_priority_the_call_would_raise_it_to(town: SimpleNamespace) -> None:
    opened(town, "leak", flat="1-101")
    assert [one.raised_to for one in near(town, "leak")] == [""]
    assert [one.raised_to for one in near(town, "leak", dangers=["water_near_electrics"])] == ["P1"]
    assert [one.raised_to for one in near(town, "")] == [""]


def test_another_station_is_another_network(town: SimpleNamespace) -> None:
    other = Station.objects.create(branch=town.east, name="对门站", line="东一线")
    next_door = Building.objects.create(
        loop=Loop.objects.create(station=other, name="1"), street="阳光花园", number="1号楼甲", flats=4
    )
    opened(town, building=next_door)
    assert near(town) == []


def test_it_is_four_statements_however_many_orders_there_are(town: SimpleNamespace) -> None:
    for number in range(6):
        opened(town, flat=f"3-{number}")
    near(town)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        near(town)
    # The standard, the orders near by, their cards, the incidents of the loop.
    assert len(asked) <= 4, [query["sql"][:80] for query in asked]


def test_the_api_says_the_same(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    flat = opened(town, flat="1-101")
    asked = {"building": town.house_1.pk, "flat": "1-101", "category": "low_temperature"}
    answer = api("olga").get("/api/duplicates/", asked)
    assert answer.status_code == 200
    assert _moments(answer.json()["results"]) == [
        {
            "joins": f"order:{flat.pk}",
            "relation": "flat",
            "finished": False,
            "number": flat.number,
            "status": "triaged",
            "callers": 1,
            "relation_words": "the same flat",
            "raised_to": "",
            "since": MORNING,
            "place": "阳光花园 1号楼 1-101",
            "category": "low_temperature",
            "priority": "P3",
            "crew": "",
            "next_due_at": min(waiting(flat).values()),
        }
    ]
    assert api("mona").get("/api/duplicates/", asked).status_code == 403


def _moments(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their times read."""
    return [row | {name: parse_datetime(row[name]) for name in ("since", "next_due_at")} for row in rows]


def test_the_api_names_what_is_wrong(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    olga = api("olga")
    for asked, field in (
        ({}, "building"),
        ({"building": "x"}, "building"),
        ({"building": 10**9}, "building"),
        ({"building": town.house_1.pk, "category": "cold"}, "category"),
        ({"building": town.house_1.pk, "dangers": "fire"}, "dangers"),
    ):
        answer = olga.get("/api/duplicates/", asked)
        assert answer.status_code == 400, asked
        assert field in str(answer.json())
