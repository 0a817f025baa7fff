"""Customers are guided by telephone before anybody is sent: a step with a limit, an outcome, and a call-back."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from threads import together
from town import api_client, body

from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from hotline.models import Call, CallBack, Guidance
from workorders import commands
from workorders.catalogue import Status
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]
Filed = Callable[..., Any]


@pytest.fixture
def file(api: Api) -> Filed:
    """File a call about a cold flat; the answer."""
    return lambda **changes: api("olga").post("/api/calls/", body(**changes), format="json")


@pytest.fixture
def ticket(file: Filed) -> WorkOrder:
    """A ticket of the city line about a cold flat: nobody has talked with the customer."""
    return WorkOrder.objects.get(pk=file(channel="12345").json()["work_order"]["id"])


def running(order: WorkOrder) -> set[str]:
    kinds = Deadline.objects.filter(subject=order.subject, fired_at=None, cancelled_at=None).values_list(
        "kind", flat=True
    )
    return {kind.removeprefix("work_order.") for kind in kinds}


def outcome(api: Api, order: WorkOrder, said: str, name: str = "olga", **more: Any) -> Any:
    sent = {"request_id": str(uuid4()), "outcome": said} | more
    return api(name).post(f"/api/guidance/{order.pk}/outcome/", sent, format="json")


# ------------------------------------------------------------------ which orders wait
@pytest.mark.parametrize("channel", ["12345", "app", "wechat"])
def test_what_came_without_a_talk_waits_for_one(channel: str, file: Filed, town: SimpleNamespace) -> None:
    order = WorkOrder.objects.get(pk=file(channel=channel).json()["work_order"]["id"])
    assert order.guidance_until == order.logged_at + timedelta(minutes=10)
    assert running(order) - {"external"} == {"guidance", "contact", "on_site", "restored"}


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": "phone"},
        {"channel": "12345", "category": "leak"},
        {"channel": "12345", "answers": {"person_hurt": True}},
        {"channel": "12345", "category": "no_heat"},
    ],
)
def test_what_is_urgent_or_was_talked_about_does_not_wait(changes: Any, file: Filed, town: SimpleNamespace) -> None:
    order = WorkOrder.objects.get(pk=file(**changes).json()["work_order"]["id"])
    assert order.guidance_until is None
    assert "dispatch" in running(order)


# ------------------------------------------------------------------ while the caller is on the line
def test_solved_on_the_line_sends_nobody_and_is_called_back_tomorrow(file: Filed, town: SimpleNamespace) -> None:
    said = {"outcome": "solved_remotely", "item": "low.air", "steps": [1]}
    answer = file(category="low_temperature", item="low.air", guidance=said)
    assert answer.status_code == 201, answer.content
    order = WorkOrder.objects.get()
    assert (order.status, order.guidance_outcome, order.crew_id) == (Status.DONE, "solved_remotely", None)
    owed = CallBack.objects.get()
    assert (owed.why, owed.work_order_id) == ("after_guidance", order.pk)
    assert owed.due_at - order.logged_at == timedelta(hours=24)
    kept = Guidance.objects.get()
    assert (kept.in_call, kept.item and kept.item.code, len(kept.said)) == (True, "low.air", 1)
    assert running(order) == {"call_back"}


def test_the_call_back_closes_what_the_telephone_solved_and_reopens_what_it_did_not(
    file: Filed, town: SimpleNamespace, api: Api
) -> None:
    for flat, said, becomes in (("1-101", "solved", Status.CLOSED), ("1-102", "not_solved", Status.TRIAGED)):
        place = {"street": "阳光花园", "building": "1号楼", "flat": flat}
        file(place=place, caller_phone=f"1380000{flat[-3:]}0", guidance={"outcome": "solved_remotely"})
        owed = CallBack.objects.filter(state="open").get()
        sent = {"request_id": str(uuid4()), "outcome": said, "temperature_c": 19.5, "note": "还是凉"}
        answer = api("olga").post(f"/api/call-backs/{owed.pk}/result/", sent, format="json")
        assert answer.status_code == 200, answer.content
        order = WorkOrder.objects.get(flat=flat)
        assert order.status == becomes
    assert (order.guidance_outcome, "dispatch" in running(order)) == ("", True)


def test_a_visit_that_is_needed_goes_to_dispatch_with_what_was_tried(
    file: Filed, town: SimpleNamespace, api: Api
) -> None:
    file(item="low.air", guidance={"outcome": "visit_needed", "item": "low.air", "steps": [1, 2]})
    order = WorkOrder.objects.get()
    assert (order.status, order.guidance_outcome) == (Status.TRIAGED, "visit_needed")
    assert order.contacted_at is not None
    assert "dispatch" in running(order)
    history = api("dan").get(f"/api/work-orders/{order.pk}/").json()["events"]
    assert next(one for one in history if one["kind"] == "work_order.guidance_ended")["data"]["steps"] == [1, 2]


def test_a_line_that_broke_off_waits_to_be_guided(file: Filed, town: SimpleNamespace) -> None:
    file(guidance={"outcome": "not_reached"})
    order = WorkOrder.objects.get()
    assert order.guidance_until is not None
    assert Guidance.objects.get().attempts == 1


def test_what_is_urgent_is_gone_to_whatever_the_telephone_says(file: Filed, town: SimpleNamespace) -> None:
    answer = file(category="leak", guidance={"outcome": "solved_remotely"})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_urgent_to_guide")
    assert not Call.objects.exists()


def test_a_repeat_cannot_end_the_order_of_others_by_telephone(file: Filed, town: SimpleNamespace) -> None:
    file()
    answer = file(guidance={"outcome": "solved_remotely"})
    assert (answer.status_code, answer.json()["code"]) == (409, "guidance_not_alone")
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": "talked"},
        {},
        {"outcome": "solved_remotely", "item": "low.air", "steps": [9]},
        {"outcome": "visit_needed", "steps": [1]},
        {"outcome": "solved_remotely", "item": "no_heat.riser"},
        {"outcome": "visit_needed", "item": "low.air", "steps": ["one"]},
    ],
)
def test_what_guidance_cannot_be_names_the_field(said: Any, file: Filed, town: SimpleNamespace) -> None:
    answer = file(guidance=said)
    assert answer.status_code == 400
    assert "guidance" in answer.json()["fields"]
    assert not Call.objects.exists()


# ------------------------------------------------------------------ from the list
def test_an_operator_takes_one_and_files_what_it_came_to(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    listed = api("olga").get("/api/guidance/").json()["results"]
    assert [card["number"] for card in listed] == [ticket.number]
    assert api("olga").post(f"/api/guidance/{ticket.pk}/claim/", {}, format="json").status_code == 200
    refused = api("lena").post(f"/api/guidance/{ticket.pk}/claim/", {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "guided_by_somebody")
    assert "olga" in refused.json()["message"]
    assert outcome(api, ticket, "visit_needed", "lena").status_code == 409
    assert outcome(api, ticket, "not_reached").status_code == 200
    assert outcome(api, ticket, "solved_remotely", "lena").status_code == 200
    ticket.refresh_from_db()
    assert (ticket.status, Guidance.objects.get().attempts) == (Status.DONE, 1)
    assert CallBack.objects.get().why == "after_guidance"
    assert api("olga").get("/api/guidance/").json()["results"] == []


def test_everybody_who_reported_it_is_called_back_once(
    ticket: WorkOrder, file: Filed, api: Api, town: SimpleNamespace
) -> None:
    file(channel="12345")
    file(channel="12345", caller_phone="13900000009")
    outcome(api, ticket, "solved_remotely")
    owed = CallBack.objects.filter(why="after_guidance").select_related("call").order_by("pk")
    assert sorted(one.call.caller_phone for one in owed) == ["13800001010", "13900000009"]
    first, second = owed
    for one, becomes in ((first, Status.DONE), (second, Status.CLOSED)):
        sent = {"request_id": str(uuid4()), "outcome": "wrong_number"}
        assert api("olga").post(f"/api/call-backs/{one.pk}/result/", sent, format="json").status_code == 200
        ticket.refresh_from_db()
        assert ticket.status == becomes, "closed unasked only when nobody is left to ask"


def test_somebody_may_take_over_with_a_reason(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    api("olga").post(f"/api/guidance/{ticket.pk}/claim/", {}, format="json")
    taken = api("lena").post(f"/api/guidance/{ticket.pk}/claim/", {"reason": "olga is at lunch"}, format="json")
    assert taken.status_code == 200
    assert Guidance.objects.get().claimed_by == town.lena


def test_the_limit_gives_it_to_the_dispatcher_by_itself(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    later = ticket.logged_at + timedelta(minutes=10)
    fire_due(now=later)
    ticket.refresh_from_db()
    assert (ticket.guidance_until, ticket.guidance_outcome) == (None, "limit_passed")
    assert "dispatch" in running(ticket)
    assert outcome(api, ticket, "visit_needed").status_code == 200, "somebody was still on the line"


def test_a_dispatcher_may_send_a_crew_at_any_time(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    commands.dispatch(
        work_order_id=ticket.pk, version=None, crew_id=town.red.pk, actor=town.actor("dan"), now=timezone.now()
    )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.guidance_outcome) == (Status.DISPATCHED, "overtaken")
    refused = outcome(api, ticket, "solved_remotely")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_guide")


@pytest.mark.parametrize("end", ["cancel", "merge", "danger", "gather"])
def test_whatever_else_is_decided_ends_the_waiting(
    end: str, ticket: WorkOrder, file: Filed, town: SimpleNamespace
) -> None:
    now, dan = timezone.now(), town.actor("dan")
    if end == "cancel":
        commands.cancel(work_order_id=ticket.pk, version=None, reason="误报", actor=dan, now=now)
    elif end == "merge":
        into = file(place={"street": "阳光花园", "building": "1号楼", "flat": "1-102"}).json()["work_order"]["id"]
        commands.merge(work_order_id=ticket.pk, version=None, into_id=into, actor=dan, now=now)
    elif end == "danger":
        file(channel="12345", answers={"water_near_electrics": True})
    else:
        commands.gather(work_order_id=ticket.pk, incident="IN-000001", actor=dan, now=now)
    ticket.refresh_from_db()
    assert (ticket.guidance_until, ticket.guidance_outcome) == (None, "overtaken")
    assert "guidance" not in running(ticket)
    if ticket.status == Status.TRIAGED:
        assert "dispatch" in running(ticket)


def test_a_crew_cannot_complete_what_it_was_never_sent_to(ticket: WorkOrder, town: SimpleNamespace) -> None:
    with pytest.raises(Exception, match="this step does not follow"):
        commands.complete(
            work_order_id=ticket.pk,
            version=None,
            cause="air_lock",
            responsibility="inside_flat",
            work_done="放气",
            actor=town.actor("dan"),
            now=timezone.now(),
        )


def test_the_same_request_is_filed_once(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    sent = {"request_id": str(uuid4()), "outcome": "not_reached"}
    for _turn in range(2):
        assert api("olga").post(f"/api/guidance/{ticket.pk}/outcome/", sent, format="json").status_code == 200
    assert Guidance.objects.get().attempts == 1


def test_only_who_guides_reaches_the_list(ticket: WorkOrder, api: Api, town: SimpleNamespace) -> None:
    for name in ("dan", "carl", "mona", "kurt"):
        assert api(name).get("/api/guidance/").status_code == 403, name


def test_two_who_take_the_same_customer_at_once_are_one(real_town: SimpleNamespace) -> None:
    olga, lena = api_client(real_town.olga), api_client(real_town.lena)
    made = olga.post("/api/calls/", body(channel="app"), format="json").json()
    address = f"/api/guidance/{made['work_order']['id']}/claim/"
    answers = together(*[lambda client=client: client.post(address, {}, format="json") for client in (olga, lena)])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
