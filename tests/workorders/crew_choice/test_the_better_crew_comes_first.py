"""Crews are scored from facts alone: what speaks against one takes points, and each point has its reason."""

from datetime import timedelta
from typing import Any

import pytest
from town import MORNING

from workorders.crew_choice.default_rules import STANDARDS
from workorders.crew_choice.scoring import Choice, CrewFacts, Task, distance_km, judge, rank
from workorders.crew_choice.words import in_words

SHIPPED = {code: value for code, value, _source in STANDARDS}
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def task(**changes: Any) -> Task:
    given: dict[str, Any] = {"needs": frozenset({"pipe"}), "urgent": False, "branch_id": 1}
    return Task(**(given | {"latitude": 39.93, "longitude": 116.42} | changes))


def crew(number: int = 1, **changes: Any) -> CrewFacts:
    given: dict[str, Any] = {
        "id": number,
        "name": f"Crew {number}",
        "branch_id": 1,
        "branch_name": "East",
        "skills": frozenset({"heating", "pipe"}),
        "vehicle": "Van 7",
        "latitude": 39.93,
        "longitude": 116.42,
        "position_at": MORNING - MINUTE,
        "shift": (MORNING - 2 * HOUR, MORNING + 10 * HOUR),
        "off_until_then": MORNING - 26 * HOUR,
    }
    return CrewFacts(**(given | changes))


def judged(one: CrewFacts, **about: Any) -> Choice:
    return judge(task(**about), one, SHIPPED, MORNING)


def test_a_crew_that_nothing_speaks_against_has_all_its_points_and_says_why() -> None:
    found = judged(crew())
    assert (found.score, found.doubts, found.is_clear) == (100, (), True)
    assert [in_words(one) for one in found.reasons] == [
        "Can do Pipe repair",
        "0.0 km away, seen 1 min ago",
        "Nothing in hand",
        "On duty until 19:00",
        "Van 7",
    ]


@pytest.mark.parametrize(
    ("changes", "about", "points", "words"),
    [
        ({"skills": frozenset({"pipe"})}, {"needs": frozenset({"pipe", "welding"})}, 40, "Lacks Welding"),
        ({"branch_id": 2, "branch_name": "West"}, {}, 15, "Of West"),
        ({"latitude": None, "longitude": None}, {}, 20, "Position not known"),
        ({"position_at": MORNING - 3 * HOUR}, {}, 6, "Position 3 h old"),
        ({"position_at": None}, {}, 6, "Position of unknown age"),
        ({"in_hand": 2}, {}, 16, "2 orders in hand"),
        ({"in_hand": 1, "out_on": 7, "out_status": "en_route"}, {}, 20, "Already under way to WO-000007"),
        ({"in_hand": 1, "out_on": 7, "out_status": "working"}, {}, 28, "Already at work on WO-000007"),
        ({"shift": (MORNING - 11 * HOUR, MORNING + 20 * MINUTE)}, {}, 45, "Off duty in 20 min"),
        ({"shift": (MORNING - 10 * HOUR, MORNING + 2 * HOUR)}, {}, 15, "On duty for 10 h"),
        ({"off_until_then": MORNING - 8 * HOUR}, {}, 15, "Rested only 6 h before this shift"),
        ({"vehicle": ""}, {}, 12, "No vehicle entered"),
    ],
)
def test_what_speaks_against_a_crew_is_said_and_costs(
    changes: dict[str, Any], about: dict[str, Any], points: int, words: str
) -> None:
    found = judged(crew(**changes), **about)
    assert words in [in_words(one) for one in found.doubts]
    assert found.score == 100 - points


def test_the_nearer_crew_comes_first_and_the_way_counts_twice_when_it_is_urgent() -> None:
    near, far = crew(1, latitude=39.94), crew(2, latitude=39.98)
    for urgent, each in ((False, 3), (True, 6)):
        first, second = rank(task(urgent=urgent), [far, near], SHIPPED, MORNING)
        assert (first.crew, second.crew) == (near, far)
        assert second.distance_km is not None
        assert second.score == 100 - round(each * second.distance_km)


def test_a_skilled_crew_farther_off_comes_before_an_unskilled_one_next_door() -> None:
    next_door, skilled = crew(1, skills=frozenset({"heating"})), crew(2, latitude=40.0)
    assert [one.crew.id for one in rank(task(), [next_door, skilled], SHIPPED, MORNING)] == [2, 1]


def test_far_is_far() -> None:
    assert judged(crew(latitude=30.0)).score == 100 - SHIPPED["distance_most"]


def test_a_crew_off_duty_and_the_one_that_has_the_order_come_last_and_cannot_be_sent() -> None:
    off, has_it, poor = crew(1, shift=None), crew(2, has_it=True, in_hand=1), crew(3, skills=frozenset(), vehicle="")
    found = rank(task(), [off, has_it, poor], SHIPPED, MORNING)
    assert [(one.crew.id, one.may_be_sent) for one in found] == [(3, True), (1, False), (2, False)]
    assert "Off duty" in [in_words(one) for one in found[1].doubts]
    assert "Has this order now" in [in_words(one) for one in found[2].doubts]


def test_a_crew_relieved_without_a_gap_is_not_one_without_rest() -> None:
    assert judged(crew(off_until_then=MORNING - 2 * HOUR)).doubts == ()


def test_a_crew_entered_round_the_clock_is_not_tired() -> None:
    always = (MORNING - 500 * HOUR, MORNING + 500 * HOUR)
    assert judged(crew(shift=always, off_until_then=None)).doubts == ()


def test_an_order_nobody_can_place_judges_no_distance() -> None:
    found = judged(crew(), latitude=None, longitude=None)
    assert (found.distance_km, found.score) == (None, 100)


def test_equals_stand_in_one_order_however_they_came() -> None:
    crews = [crew(number) for number in range(1, 6)]
    assert [one.crew.id for one in rank(task(), reversed(crews), SHIPPED, MORNING)] == [1, 2, 3, 4, 5]


def test_every_number_that_ships_decides_something() -> None:
    assert {code for code, _value, _source in STANDARDS} == set(SHIPPED)
    assert all(source[:2] in ("S:", "P:", "M:") for _code, _value, source in STANDARDS)


def test_distance_is_measured_along_the_earth() -> None:
    assert distance_km(39.0, 116.0, 40.0, 116.0) == pytest.approx(111.2, abs=0.1)
