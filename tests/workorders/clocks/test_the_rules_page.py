"""The page of the clocks' numbers: read by leaders, edited and switched by administrators, with a dry run before."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from order_cast import opened, waiting
from town import MORNING, api_client

from workorders import rules
from workorders.models import ClockProfile, ClockRule

Browse = Callable[[str], Client]
PAGE = "/rules/clocks/"


def visit() -> ClockRule:
    return ClockRule.objects.get(profile__active=True, step="on_site", priority="P3")


def edit(**changes: Any) -> dict[str, Any]:
    rule = visit()
    return {"do": "edit", "rule": rule.pk, "was": rule.minutes, "minutes": 180, "source": "local plan"} | changes


def test_a_leader_reads_every_profile_with_its_sources_and_edits_none(town: SimpleNamespace, browse: Browse) -> None:
    page = browse("lena").get(PAGE).content.decode()
    assert "Beijing: visit within 6 h" in page
    assert "Strict statute" in page
    assert "days 1–10 of the season" in page
    assert "not confirmed locally" in page
    assert "?edit=" not in page
    assert browse("lena").post(PAGE, edit()).status_code == 403
    assert browse("olga").get(PAGE).status_code == 403


def test_an_edit_is_kept_with_who_made_it(town: SimpleNamespace, browse: Browse) -> None:
    assert "edit_minutes" in browse("adam").get(f"{PAGE}?edit={visit().pk}").content.decode()
    answer = browse("adam").post(PAGE, edit(confirmed_locally="on"))
    assert answer.status_code == 302
    assert (visit().minutes, visit().source, visit().confirmed_locally) == (180, "local plan", True)
    entry = LogEntry.objects.get()
    assert (entry.user, "360 → 180 min" in entry.change_message) == (town.adam, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes": "-1"}, "greater than or equal to 0"),
        ({"minutes": "x"}, "whole number"),
        ({"minutes": "86401"}, "sixty days"),
        ({"source": " "}, "required"),
        ({"was": "999"}, "changed meanwhile"),
        ({"rule": "999999"}, "no such clock rule"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    town: SimpleNamespace, browse: Browse, changes: dict[str, Any], said: str
) -> None:
    answer = browse("adam").post(PAGE, edit(**changes))
    assert answer.status_code == 400
    if "rule" not in changes:
        assert said in answer.content.decode()
    assert visit().minutes == 360


@pytest.mark.parametrize("asked", ["?edit=x", "?edit=99999999999999999999", "?switch=nothing", "?switch=beijing"])
def test_an_address_that_names_nothing_shows_the_page(town: SimpleNamespace, browse: Browse, asked: str) -> None:
    assert browse("adam").get(PAGE + asked).status_code == 200


def test_a_profile_is_tried_and_then_put_in_force_with_the_open_orders(town: SimpleNamespace, browse: Browse) -> None:
    order = opened(town)
    page = browse("adam").get(f"{PAGE}?switch=strict_statute").content.decode()
    assert "due sooner" in page
    assert ClockProfile.objects.get(active=True).name == "beijing"
    said = {"do": "switch", "profile": "strict_statute", "reason": "the statute", "apply": "on"}
    assert browse("adam").post(PAGE, said).status_code == 302
    rules.forget()
    assert ClockProfile.objects.get(active=True).name == "strict_statute"
    assert (waiting(order)["on_site"] - MORNING).total_seconds() == 2 * 3600
    again = browse("adam").post(PAGE, said)
    assert again.status_code == 400


def test_a_reason_is_needed_to_move_running_clocks(town: SimpleNamespace, browse: Browse) -> None:
    assert browse("adam").post(PAGE, {"do": "apply", "reason": ""}).status_code == 400
    assert browse("adam").post(PAGE, {"do": "apply", "reason": "the new plan"}).status_code == 302


def test_the_page_costs_the_same_however_many_orders_there_are(town: SimpleNamespace, browse: Browse) -> None:
    lena = browse("lena")
    opened(town)
    lena.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        lena.get(PAGE)
    for flat in range(8):
        opened(town, flat=f"2-{flat}")
    with CaptureQueriesContext(connection) as many:
        lena.get(PAGE)
    assert len(many) == len(few) <= 20


def test_the_api_reads_tries_edits_switches_and_applies(town: SimpleNamespace) -> None:
    order = opened(town)
    leader, adam = api_client(town.lena), api_client(town.adam)
    profiles = leader.get("/api/rules/clocks/").json()["profiles"]
    assert [one["name"] for one in profiles] == ["beijing", "strict_statute"]
    assert (profiles[0]["warnings"][1]["percent"], profiles[0]["warnings"][1]["tells"]) == (80, True)
    counts = leader.get("/api/rules/clocks/dry-run/?profile=strict_statute").json()
    assert counts == {"orders": 1, "sooner": 1, "later": 0, "unchanged": 0, "overdue": counts["overdue"]}
    assert leader.get("/api/rules/clocks/dry-run/?profile=nothing").status_code == 404
    said = {"was": 360, "minutes": 180, "source": "local plan"}
    assert leader.post(f"/api/rules/clocks/{visit().pk}/", said, format="json").status_code == 403
    assert adam.post(f"/api/rules/clocks/{visit().pk}/", said, format="json").status_code == 200
    assert adam.post(f"/api/rules/clocks/{visit().pk}/", said, format="json").json()["code"] == "clock_rule_changed"
    assert adam.post(f"/api/rules/clocks/{visit().pk}/", {"was": 1}, format="json").status_code == 400
    applied = adam.post("/api/rules/clocks/application/", {"reason": "the plan"}, format="json").json()
    assert applied["sooner"] == 1
    assert (waiting(order)["on_site"] - MORNING).total_seconds() == 3 * 3600
    switch = {"profile": "strict_statute", "reason": "the statute", "apply": True}
    assert (
        adam.post("/api/rules/clocks/switch/", switch, format="json").json()["profiles"][0]["name"] == "strict_statute"
    )
    assert (waiting(order)["on_site"] - MORNING).total_seconds() == 2 * 3600
