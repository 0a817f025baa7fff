"""Call-backs over the API: the queue, one operator per caller, the same answer to the same request."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from call_backs_cast import caller, done_order, open_ones, said
from desk_cast import calls_of
from town import MORNING, api_client

from heating_ops.journal.models import Event
from hotline.models import CallBack

SOON = "2099-01-12T09:00:00+08:00"


def post(client: Any, one: CallBack, verb: str, **body: Any) -> Any:
    return client.post(f"/api/call-backs/{one.pk}/{verb}/", body, format="json")


def test_the_queue_is_counted_whole_and_read_in_parts(town: SimpleNamespace) -> None:
    done_order(town, "13800000001", "13800000002", "")
    olga = api_client(town.olga)
    told = olga.get("/api/call-backs/", {"limit": 2}).json()
    assert (told["counts"]["total"], len(told["results"]), told["next"]) == (3, 2, 2)
    first = told["results"][0]
    assert (first["call"]["phone"], first["why"], first["needs_temperature"]) == ("13800000001", "after_work", True)
    rest = olga.get("/api/call-backs/", {"limit": 2, "offset": 2}).json()
    assert ([one["call"]["phone"] for one in rest["results"]], rest["next"]) == ([""], None)
    assert told["rates"]["city_line"]["resolved"] == {"of": 0, "all": 0, "percent": None}


def test_claim_release_and_result(town: SimpleNamespace) -> None:
    done_order(town)
    one, olga, lena = open_ones()[0], api_client(town.olga), api_client(town.lena)
    assert post(olga, one, "claim").json()["claimed_by"] == str(town.olga)
    refused = post(lena, one, "claim")
    assert (refused.status_code, refused.json()["code"]) == (409, "somebody_is_on_it")
    assert str(town.olga) in refused.json()["message"]
    assert post(lena, one, "release").json()["code"] == "not_in_your_hand"
    assert post(lena, one, "claim", reason="换班").json()["claimed_by"] == str(town.lena)
    assert post(lena, one, "release").json()["claimed_by"] == ""
    assert post(olga, one, "result", outcome="solved").json()["fields"].keys() == {"temperature_c"}
    told = post(olga, one, "result", outcome="solved", temperature_c=20.5, room="卧室", satisfied="ok").json()
    assert (told["state"], told["outcome"], told["temperature_c"], told["satisfied"]) == (
        "settled",
        "solved",
        20.5,
        "ok",
    )
    assert post(olga, one, "result", outcome="no_answer").json()["code"] == "call_back_settled"


def test_the_same_request_is_answered_the_same(town: SimpleNamespace) -> None:
    done_order(town)
    one, olga, request_id = open_ones()[0], api_client(town.olga), str(uuid4())
    answers = [post(olga, one, "result", outcome="no_answer", request_id=request_id) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert open_ones()[0].attempts == 1
    other = post(olga, one, "result", outcome="refused", request_id=request_id)
    assert other.json()["code"] == "request_id_taken"


def test_promising(town: SimpleNamespace) -> None:
    call, olga, request_id = calls_of(town, 1)[0], api_client(town.olga), str(uuid4())
    where, said_ = f"/api/calls/{call.pk}/call-back/", {"due_at": SOON, "request_id": request_id}
    made, again = (olga.post(where, said_, format="json") for _ in range(2))
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    past = olga.post(where, {"due_at": "2020-01-01T09:00:00+08:00"}, format="json")
    assert (past.status_code, list(past.json()["fields"])) == (400, ["due_at"])
    assert olga.post("/api/calls/999999/call-back/", {"due_at": SOON}, format="json").json()["code"] == "no_such_call"


def test_giving_up_is_the_supervisors(town: SimpleNamespace) -> None:
    done_order(town)
    one = open_ones()[0]
    assert post(api_client(town.olga), one, "giving-up", reason="x").status_code == 403
    assert post(api_client(town.lena), one, "giving-up", reason="x").json()["code"] == "not_tried_often"
    for _attempt in range(3):
        said(town, one, "no_answer")
    told = post(api_client(town.lena), one, "giving-up", reason="三次不接").json()
    assert (told["state"], told["outcome"], told["note"]) == ("settled", "no_answer", "三次不接")


@pytest.mark.parametrize("name", ["dan", "carl", "kurt", "mona", "adam"])
def test_nobody_else_may(town: SimpleNamespace, name: str) -> None:
    done_order(town)
    client, call = api_client(getattr(town, name)), caller(town, "13800000008")
    assert client.get("/api/call-backs/").status_code == 403
    assert client.post(f"/api/calls/{call.pk}/call-back/", {"due_at": SOON}, format="json").status_code == 403
    for verb in ("claim", "release", "result"):
        assert post(client, open_ones()[0], verb).status_code == 403


def test_an_order_completed_over_the_api_is_still_answered_with_its_card(town: SimpleNamespace) -> None:
    order = done_order(town)
    olga = api_client(town.olga)
    told = olga.post(
        f"/api/work-orders/{order.pk}/call-back/", {"outcome": "solved", "temperature_c": 19}, format="json"
    ).json()
    assert (told["type"], told["status"]) == ("work_order", "closed")
    assert CallBack.objects.get().outcome == "solved"


def test_no_word_and_no_number_in_any_event(town: SimpleNamespace) -> None:
    done_order(town, "13912345678", caller_name="王建国")
    one = open_ones()[0]
    said(town, one, "refused", note="他说别再打了", now=MORNING)
    for event in Event.objects.filter(kind__startswith="call_back."):
        for secret in ("13912345678", "王建国", "他说别再打了"):
            assert secret not in f"{event.data} {event.reason} {event.card}"
