"""A dispatcher sends the right crew without knowing all of them: the list knows, and says why."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from order_cast import brought, opened
from rest_framework.test import APIClient

from heating_ops.crews.models import Crew, CrewShift

Api = Callable[[str], APIClient]


def _drives(crew: Crew, latitude: float, *, skills: list[str], minutes_ago: int = 1) -> None:
    crew.skills, crew.latitude, crew.longitude, crew.vehicle = skills, latitude, 116.42, "Van"
    crew.position_at = timezone.now() - timedelta(minutes=minutes_ago)
    crew.save(update_fields=["skills", "latitude", "longitude", "vehicle", "position_at"])


def test_a_burst_on_a_cold_morning(town: SimpleNamespace, api: Api) -> None:
    # Red stands round the corner and can weld. Blue is as near, but cannot. Green of the west can, and is far.
    _drives(town.red, 39.935, skills=["pipe", "welding", "chamber"])
    _drives(town.blue, 39.935, skills=["pipe"])
    _drives(town.green, 39.99, skills=["pipe", "welding", "chamber"])
    burst = opened(town, "burst")

    # Kurt opens the list: Red is on top, and chosen already.
    found = api("kurt").get(f"/api/work-orders/{burst.pk}/crews/").json()["results"]
    assert [(crew["name"], crew["proposed"]) for crew in found] == [
        ("Red crew", True),
        ("Green crew", False),
        ("Blue crew", False),
    ]
    assert [doubt["words"] for doubt in found[2]["doubts"]] == ["Lacks Chambers and ducts, Welding"]

    # Enter: Red is sent, and sets out.
    sent = api("kurt").post(f"/api/work-orders/{burst.pk}/dispatch/", {"crew_id": found[0]["id"]}, format="json")
    assert sent.json()["crew"]["name"] == "Red crew"
    brought(town, burst, "accept", "depart")

    # A second burst next door: Red is under way, says for what, and nobody proposes it.
    second = opened(town, "burst", flat="2-201")
    found = api("kurt").get(f"/api/work-orders/{second.pk}/crews/").json()["results"]
    red = next(crew for crew in found if crew["name"] == "Red crew")
    assert (red["proposed"], red["doing"]) == (False, "en_route")
    assert f"Already under way to {burst.number}" in [doubt["words"] for doubt in red["doubts"]]


def test_a_crew_about_to_go_home_is_not_proposed_for_new_work(town: SimpleNamespace, api: Api) -> None:
    now = timezone.now()
    CrewShift.objects.filter(crew=town.red).update(
        hours=(now - timedelta(hours=8), now + timedelta(minutes=20, seconds=30))
    )
    leak = opened(town, "leak")
    found = api("dan").get(f"/api/work-orders/{leak.pk}/crews/").json()["results"]
    assert [crew["name"] for crew in found] == ["Blue crew", "Red crew"]
    assert "Off duty in 20 min" in [doubt["words"] for doubt in found[1]["doubts"]]
