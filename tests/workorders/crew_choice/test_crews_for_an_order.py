"""The crews for an order over the API: within reach, best first, in as many queries however many there are."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from order_cast import brought, opened
from rest_framework.test import APIClient

from heating_ops.crews.models import Crew, CrewShift
from workorders.crew_choice.models import CrewChoiceStandard, SkillNeeded
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]


def asked(client: APIClient, order: WorkOrder, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/work-orders/{order.pk}/crews/", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["results"]]


def doubts(found: dict[str, Any], name: str) -> list[str]:
    row = next(one for one in found["results"] if one["name"] == name)
    return [one["words"] for one in row["doubts"]]


def _stands(crew: Crew, latitude: float, minutes_ago: int = 1) -> None:
    crew.latitude, crew.longitude = latitude, 116.42
    crew.position_at = timezone.now() - timedelta(minutes=minutes_ago)
    crew.save(update_fields=["latitude", "longitude", "position_at"])


def test_the_dispatcher_reads_the_own_branch_best_first(town: SimpleNamespace, api: Api) -> None:
    _stands(town.red, 39.99)
    _stands(town.blue, 39.94)
    found = asked(api("dan"), opened(town, "leak"))
    assert names(found) == ["Blue crew", "Red crew"]
    assert found["order"]["needs"] == ["Pipe repair"]
    assert [one["proposed"] for one in found["results"]] == [True, False]
    assert found["results"][0]["distance_km"] == pytest.approx(1.1, abs=0.1)


def test_the_group_reads_neighbours_after_the_own_branch(town: SimpleNamespace, api: Api) -> None:
    for crew in (town.red, town.blue, town.green):
        _stands(crew, 39.93)
    found = asked(api("kurt"), opened(town, "leak"))
    assert names(found) == ["Red crew", "Blue crew", "Green crew"]
    assert "Of 西城分公司" in doubts(found, "Green crew")


def test_a_crew_that_is_out_says_for_which_order(town: SimpleNamespace, api: Api) -> None:
    first = brought(town, opened(town, "leak"), "dispatch", "accept", "depart")
    found = asked(api("dan"), opened(town, "leak", flat="2-201"))
    assert names(found) == ["Blue crew", "Red crew"]
    red = found["results"][1]
    assert (red["doing"], red["out_on"], red["in_hand"]) == ("en_route", first.number, 1)
    assert f"Already under way to {first.number}" in doubts(found, "Red crew")


def test_the_crew_that_has_the_order_cannot_be_sent_to_it_again(town: SimpleNamespace, api: Api) -> None:
    found = asked(api("dan"), brought(town, opened(town, "leak"), "dispatch"))
    assert [(one["name"], one["may_be_sent"]) for one in found["results"]] == [
        ("Blue crew", True),
        ("Red crew", False),
    ]


def test_a_burst_asks_for_welders(town: SimpleNamespace, api: Api) -> None:
    town.blue.skills = ["pipe", "welding", "chamber"]
    town.blue.save(update_fields=["skills"])
    found = asked(api("dan"), opened(town, "burst"))
    assert names(found) == ["Blue crew", "Red crew"]
    assert "Lacks Chambers and ducts, Welding" in doubts(found, "Red crew")


def test_what_is_needed_and_what_it_costs_are_rows(town: SimpleNamespace, api: Api) -> None:
    SkillNeeded.objects.filter(order_type="leak", category="").update(skill="electrical")
    CrewChoiceStandard.objects.filter(code="skill_missing").update(value=7)
    CrewChoiceStandard.objects.exclude(code="skill_missing").update(value=0)
    found = asked(api("dan"), opened(town, "leak"))
    assert found["order"]["needs"] == ["Station electrics"]
    assert [one["score"] for one in found["results"]] == [93, 93]


def test_a_crew_off_duty_is_found_by_its_name_only(town: SimpleNamespace, api: Api) -> None:
    CrewShift.objects.filter(crew=town.red).delete()
    order = opened(town, "leak")
    assert names(asked(api("dan"), order)) == ["Blue crew"]
    found = asked(api("dan"), order, search="RED")
    assert [(one["name"], one["doing"], one["may_be_sent"]) for one in found["results"]] == [("Red crew", "off", False)]
    assert names(asked(api("dan"), order, search="%")) == []


@pytest.mark.parametrize(("name", "status"), [("wes", 404), ("olga", 403), ("carl", 403), ("mona", 403), ("lena", 200)])
def test_only_who_may_send_reads_it(town: SimpleNamespace, api: Api, name: str, status: int) -> None:
    order = opened(town, "leak")
    assert api(name).get(f"/api/work-orders/{order.pk}/crews/").status_code == status


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": "x"}, {"limit": 100000}, {"search": "x" * 41}])
def test_bad_questions_are_refused(town: SimpleNamespace, api: Api, query: dict[str, Any]) -> None:
    answer = api("dan").get(f"/api/work-orders/{opened(town).pk}/crews/", query)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_many_crews_are_as_many_queries_as_few(town: SimpleNamespace, api: Api) -> None:
    order, client = opened(town, "leak"), api("dan")
    asked(client, order)
    with CaptureQueriesContext(connection) as few:
        asked(client, order)
    crews = Crew.objects.bulk_create(
        Crew(branch=town.east, name=f"Crew {number}", skills=["pipe"]) for number in range(300)
    )
    hours = (timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=8))
    CrewShift.objects.bulk_create(CrewShift(crew=crew, hours=hours) for crew in crews)
    with CaptureQueriesContext(connection) as many:
        found = asked(client, order)
    assert (found["total"], len(found["results"])) == (302, 40)
    assert len(many) == len(few) == 5
