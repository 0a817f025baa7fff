"""Incidents over the API: who may, how far, and what a bad request is told."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from incident_cast import declare, leak

from incidents.models import Incident

HAND: dict[str, Any] = {"kind": "secondary_leak", "title": "二次管漏水", "level": "IV"}


def test_declaring_answers_the_card_and_the_same_request_again_the_same(town: SimpleNamespace, api: Any) -> None:
    said = HAND | {"building": town.house_1.pk, "request_id": str(uuid4())}
    first = api("kurt").post("/api/incidents/", said, format="json")
    again = api("kurt").post("/api/incidents/", said, format="json")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["type"] == "incident"
    incident = Incident.objects.get()
    assert incident.commander == town.kurt


def test_a_request_that_also_gathers_is_answered_with_the_incident(town: SimpleNamespace, api: Any) -> None:
    order = leak(api)
    answer = api("dan").post("/api/incidents/", HAND | {"work_order": order.number}, format="json")
    assert answer.status_code == 201, answer.content
    assert (answer.json()["type"], answer.json()["work_orders"]) == ("incident", 1)
    assert Incident.objects.get().commander is None


@pytest.mark.parametrize("name", ["olga", "carl", "mona", "adam"])
def test_those_who_may_not_declare_are_refused(town: SimpleNamespace, api: Any, name: str) -> None:
    said = HAND | {"building": town.house_1.pk}
    assert api(name).post("/api/incidents/", said, format="json").status_code == 403
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "place_text"),
        ({"building": 99_999}, "building"),
        ({"work_order": 99_999}, "work_order"),
        ({"work_order": "WO-abc"}, "work_order"),
        ({"work_order": True}, "work_order"),
        ({"place_text": "x", "kind": "earthquake"}, "kind"),
        ({"place_text": "x", "level": "V"}, "level"),
        ({"place_text": "x", "reach": "moon"}, "reach"),
        ({"place_text": "x", "title": "y" * 121}, "title"),
        ({"place_text": "x", "gather": [99_999]}, "gather"),
        ({"place_text": "x", "branch": 99_999}, "branch"),
        ({"place_text": "x", "request_id": "none"}, "request_id"),
    ],
)
def test_bad_input_is_named_by_its_field(town: SimpleNamespace, api: Any, said: dict[str, Any], field: str) -> None:
    answer = api("kurt").post("/api/incidents/", HAND | said, format="json")
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["fields"]
    assert not Incident.objects.exists()


def test_a_branch_dispatcher_declares_only_in_the_branch(town: SimpleNamespace, api: Any) -> None:
    west = api("dan").post("/api/incidents/", HAND | {"building": town.house_west.pk}, format="json")
    assert west.status_code == 400
    assert "belongs to another branch" in west.json()["message"]
    words = api("dan").post("/api/incidents/", HAND | {"place_text": "某处冒汽"}, format="json")
    assert words.json()["place"]["branch"] == f"branch-{town.east.pk}"
    group = api("kurt").post("/api/incidents/", HAND | {"place_text": "某处冒汽"}, format="json")
    assert group.json()["place"]["branch"] is None


def test_orders_are_gathered_by_number_within_ones_reach(town: SimpleNamespace, api: Any) -> None:
    order = leak(api)
    incident = declare(town)
    address = f"/api/incidents/{incident.pk}/work-orders/"
    assert api("wes").post(address, {"work_order": order.pk}, format="json").status_code == 404
    assert api("olga").post(address, {"work_order": order.pk}, format="json").status_code == 403
    answer = api("dan").post(address, {"work_order": f" wo-{order.pk:06d} "}, format="json")
    assert (answer.status_code, answer.json()["work_orders"]) == (200, 1)
    out = api("dan").post(
        f"/api/incidents/{incident.pk}/release/", {"work_order": order.pk, "reason": "户内"}, format="json"
    )
    assert out.json()["work_orders"] == 0


def test_an_order_of_another_branch_is_not_gathered_by_a_branch_dispatcher(town: SimpleNamespace, api: Any) -> None:
    order = leak(api, place={"street": "磨坊胡同", "building": "7", "flat": "3"})
    incident = declare(town)
    answer = api("dan").post(f"/api/incidents/{incident.pk}/work-orders/", {"work_order": order.pk}, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["work_order"])


def test_phase_level_reach_and_command_are_the_commanders(town: SimpleNamespace, api: Any) -> None:
    incident = declare(town)
    moves: dict[str, dict[str, Any]] = {
        "phase": {"phase": "contained"},
        "level": {"level": "II", "reason": "医院"},
        "reach": {"reach": "station", "reason": "关总阀"},
        "command": {},
    }
    for noun, said in moves.items():
        address = f"/api/incidents/{incident.pk}/{noun}/"
        for name in ("olga", "dan", "carl", "mona", "adam"):
            assert api(name).post(address, said, format="json").status_code == 403, (noun, name)
        assert api("lena").post(address, said, format="json").status_code == 200, noun
    card = api("lena").get(f"/api/incidents/{incident.pk}/").json()
    assert (card["phase"], card["level"], card["households"], card["version"]) == ("contained", "II", 121, 5)


def test_a_refusal_has_a_code_and_words(town: SimpleNamespace, api: Any) -> None:
    incident = declare(town)
    address = f"/api/incidents/{incident.pk}/phase/"
    assert api("kurt").post(address, {"phase": "contained", "version": 1}, format="json").status_code == 200
    stale = api("kurt").post(address, {"phase": "restored", "version": 1}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    illegal = api("kurt").post(address, {"phase": "closed", "version": 2}, format="json")
    assert (illegal.status_code, illegal.json()["code"]) == (409, "illegal_phase")
    unexplained = api("kurt").post(address, {"phase": "declared", "version": 2}, format="json")
    assert (unexplained.status_code, unexplained.json()["fields"]) == (400, {"reason": ["Say why."]})


def test_operators_write_into_the_log_and_managers_only_read(town: SimpleNamespace, api: Any) -> None:
    incident = declare(town)
    address = f"/api/incidents/{incident.pk}/log/"
    assert api("olga").post(address, {"text": "居民说3号楼也不热"}, format="json").status_code == 200
    assert api("mona").post(address, {"text": "x"}, format="json").status_code == 403
    assert api("olga").post(address, {"text": "  "}, format="json").status_code == 400
    told = api("mona").get(f"/api/incidents/{incident.pk}/").json()
    assert told["log"][-1]["text"] == "居民说3号楼也不热"


def test_another_branchs_incident_is_not_there(town: SimpleNamespace, api: Any) -> None:
    incident = declare(town)
    assert api("wes").get(f"/api/incidents/{incident.pk}/").status_code == 404
    assert api("wes").get("/api/incidents/").json()["results"] == []
    assert len(api("dan").get("/api/incidents/?open=1").json()["results"]) == 1
    assert api("kurt").get("/api/incidents/4040/").status_code == 404
