"""The roster over the API: read by everybody, changed by who leads the branch, each act once."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from roster_cast import DAY, HOUR, dispatcher, post_of
from town import api_client

from heating_ops.crews.models import DutyPhone, DutyPost, Leave, Level, Pattern

pytestmark = pytest.mark.django_db
Api = Callable[[str], APIClient]


@pytest.fixture
def body(town: SimpleNamespace) -> dict[str, Any]:
    begin = (timezone.now() + DAY).replace(microsecond=0)
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    return {"post": post.pk, "user": town.dan.pk, "begins_at": begin, "ends_at": begin + 12 * HOUR}


def test_a_duty_is_entered_replaced_and_taken_off(town: SimpleNamespace, api: Api, body: dict[str, Any]) -> None:
    lena, dora = api("lena"), dispatcher("dora", town.east)
    made = lena.post("/api/roster/duties/", body, format="json")
    assert (made.status_code, made.json()["kind"], made.json()["user"]) == (201, "duty.entered", town.dan.pk)
    one = f"/api/roster/duties/{made.json()['id']}/"
    replaced = lena.post(f"{one}replacement/", {"user": dora.pk}, format="json")
    assert (replaced.status_code, replaced.json()["by"]) == (200, dora.pk)
    other = f"/api/roster/duties/{replaced.json()['new_duty']}/"
    assert lena.post(f"{other}cancellation/", {"reason": "ill"}, format="json").status_code == 200
    assert lena.post(f"{other}cancellation/", {"reason": "ill"}, format="json").json()["code"] == "duty_changed"
    assert DutyPost.objects.filter(cancelled_at__isnull=True).exclude(user=town.lena).count() == 0


def test_the_same_request_enters_one_duty(api: Api, body: dict[str, Any]) -> None:
    said = body | {"request_id": str(uuid4())}
    first, second = (api("lena").post("/api/roster/duties/", said, format="json") for _try in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_a_leader_changes_the_own_branch_only(town: SimpleNamespace, api: Api, body: dict[str, Any]) -> None:
    for post in (post_of(Level.BRANCH_DISPATCHER, town.west), post_of(Level.GROUP_OFFICE, None)):
        assert api("lena").post("/api/roster/duties/", body | {"post": post.pk}, format="json").status_code == 404
    assert api("kurt").post("/api/roster/duties/", body, format="json").status_code == 201
    assert api("dan").post("/api/roster/duties/", body, format="json").status_code == 403


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("post", {"post": "x"}),
        ("user", {"user": 10**12}),
        ("begins_at", {"begins_at": "tomorrow"}),
        ("ends_at", {"ends_at": "2001-01-01T00:00:00Z"}),
    ],
)
def test_bad_input_is_named(api: Api, body: dict[str, Any], field: str, wrong: dict[str, Any]) -> None:
    answer = api("lena").post("/api/roster/duties/", body | wrong, format="json")
    assert answer.status_code == 400
    assert field in answer.json()["fields"]


def test_a_week_is_read_with_its_gaps(town: SimpleNamespace, api: Api, body: dict[str, Any]) -> None:
    api("lena").post("/api/roster/duties/", body, format="json")
    week = api("olga").get(f"/api/roster/duties/?branch={town.east.pk}").json()
    assert [duty["user"] for duty in week["duties"] if duty["level"] == "branch_dispatcher"] == [town.dan.pk]
    assert len(week["gaps"]) == 2
    for query in ("branch=x", "branch=999999", "first_day=soon", "first_day=1066-10-14"):
        assert api("olga").get(f"/api/roster/duties/?{query}").status_code == 400, query
    assert api("olga").get("/api/roster/gaps/").json()["results"][0]["level"] == "branch_dispatcher"
    now = api("olga").get("/api/roster/now/").json()["results"]
    assert [(one["level"], one["gap"]) for one in now] == [("branch_dispatcher", True)]


def test_a_pattern_is_begun_and_ended(town: SimpleNamespace, api: Api, body: dict[str, Any]) -> None:
    today = timezone.localdate()
    said = {
        "post": body["post"],
        "users": [town.dan.pk],
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "begins": "20:00",
        "ends": "08:00",
        "first_day": today.isoformat(),
    }
    made = api("lena").post("/api/roster/patterns/", said, format="json")
    assert (made.status_code, made.json()["drawn"]) == (201, 64)
    listed = api("lena").get(f"/api/roster/patterns/?branch={town.east.pk}").json()["results"]
    assert [one["users"] for one in listed] == [[town.dan.pk]]
    end = {"last_day": (today + timedelta(days=6)).isoformat()}
    ended = api("lena").post(f"/api/roster/patterns/{made.json()['id']}/end/", end, format="json")
    assert ended.json()["taken_off"] == 64 - 7
    assert api("lena").post("/api/roster/patterns/", said | {"crew": town.red.pk}, format="json").status_code == 400
    assert api("lena").post("/api/roster/extension/", {}, format="json").json()["kind"] == "roster.extended"
    of_crew = {name: value for name, value in said.items() if name not in ("post", "users")}
    assert (
        api("lena").post("/api/roster/patterns/", of_crew | {"crew": town.green.pk}, format="json").status_code == 404
    )
    assert Pattern.objects.count() == 1


def test_leave_is_asked_for_granted_and_withdrawn(town: SimpleNamespace, api: Api) -> None:
    begin = timezone.now() + DAY
    said = {"kind": "annual", "begins_at": begin, "ends_at": begin + DAY}
    made = api("dan").post("/api/roster/leaves/", said, format="json")
    assert made.status_code == 201
    one = f"/api/roster/leaves/{made.json()['id']}/"
    assert api("dan").post(f"{one}grant/", {}, format="json").status_code == 403
    assert api("wes").post(f"{one}withdrawal/", {}, format="json").status_code == 404
    assert api("lena").post(f"{one}grant/", {}, format="json").json()["kind"] == "leave.granted"
    assert [leave["state"] for leave in api("dan").get("/api/roster/leaves/").json()["results"]] == ["granted"]
    assert api("dan").post(f"{one}withdrawal/", {}, format="json").status_code == 200
    assert api("dan").post("/api/roster/leaves/", said | {"user": town.wes.pk}, format="json").status_code == 404
    assert Leave.objects.count() == 1


def test_a_swap_goes_from_one_to_the_other_to_the_leader(town: SimpleNamespace, api: Api, body: dict[str, Any]) -> None:
    duty = api("lena").post("/api/roster/duties/", body, format="json").json()["id"]
    dora = dispatcher("dora", town.east)
    said = {"duty": duty, "other": dora.pk}
    swap = api("dan").post("/api/roster/swaps/", said, format="json")
    assert swap.status_code == 201
    one = f"/api/roster/swaps/{swap.json()['id']}/"
    assert api("lena").post(f"{one}approval/", {}, format="json").json()["code"] == "swap_settled"
    assert api_client(dora).post(f"{one}acceptance/", {}, format="json").status_code == 200
    assert api("lena").post(f"{one}approval/", {}, format="json").json()["kind"] == "swap.done"
    assert [row["state"] for row in api_client(dora).get("/api/roster/swaps/").json()["results"]] == ["done"]
    assert api("wes").get("/api/roster/swaps/").json()["results"] == []


def test_a_duty_telephone_is_ones_own_and_in_no_event(town: SimpleNamespace, api: Api) -> None:
    assert api("dan").post("/api/roster/phone/", {"number": " 010 5555 0001 "}, format="json").status_code == 200
    assert DutyPhone.objects.get(user=town.dan).number == "010 5555 0001"
    assert api("dan").post("/api/roster/phone/", {"number": "call me"}, format="json").status_code == 400
    assert api("dan").post("/api/roster/phone/", {"number": ""}, format="json").status_code == 200
    assert not DutyPhone.objects.exists()
