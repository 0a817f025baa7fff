"""What is refused is refused in the language the sender reads."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient
from town import body

Api = Callable[[str], APIClient]


@pytest.fixture
def chinese(town: SimpleNamespace) -> Api:
    """API clients that ask in Chinese."""

    def client_of(name: str) -> APIClient:
        token, _made = Token.objects.get_or_create(user=getattr(town, name))
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {token.key}", HTTP_ACCEPT_LANGUAGE="zh-hans")
        return client

    return client_of


def test_a_call_without_a_place_is_refused_in_chinese(chinese: Api) -> None:
    answer = chinese("olga").post("/api/calls/", body(place={}), format="json")
    assert answer.status_code == 400
    assert answer.data["code"] == "invalid"
    assert "请填写地点" in answer.data["message"]
    assert "place" in answer.data["fields"]


def test_a_missing_field_is_refused_in_chinese(chinese: Api) -> None:
    whole = body()
    del whole["category"]
    answer = chinese("olga").post("/api/calls/", whole, format="json")
    assert answer.status_code == 400
    (reason,) = answer.data["fields"]["category"]
    assert reason == "该字段是必填项。"


def test_the_same_in_english(api: Api) -> None:
    answer = api("olga").post("/api/calls/", body(place={}), format="json")
    assert "Say where" in answer.data["message"]


def test_an_unknown_building_is_refused_in_chinese(chinese: Api) -> None:
    answer = chinese("olga").post("/api/calls/", body(place={"building": "999999"}), format="json")
    assert answer.status_code == 400
    assert answer.data["fields"] == {"place": ["没有编号为 999999 的楼栋。"]}


def test_a_body_that_is_not_json_is_refused_in_chinese(chinese: Api) -> None:
    answer = chinese("olga").generic("POST", "/api/calls/", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("请求内容不是有效的 JSON")


def test_an_illegal_move_is_refused_in_chinese(api: Api, chinese: Api, town: SimpleNamespace) -> None:
    made = api("olga").post("/api/calls/", body(), format="json").data
    order = made["work_order"]["id"]
    answer = chinese("dan").post(f"/api/work-orders/{order}/reopening/", {"reason": "…"}, format="json")
    assert answer.status_code == 409
    assert answer.data["message"] == f"{made['work_order']['number']} 处于“待派单”，不能进行该操作。"


def test_triage_gives_its_reasons_in_the_callers_language(api: Api, chinese: Api) -> None:
    told = chinese("olga").post("/api/calls/", body(category="leak"), format="json").data
    assert told["triage"]["reasons"] == ["跑冒滴漏属于紧急工单"]
    answer = api("olga").post("/api/calls/", body(category="leak", request_id=str(uuid4())), format="json").data
    assert answer["triage"]["reasons"] == ["A leak is urgent"]


def test_nobody_signed_in_is_told_so_in_chinese(client: Client) -> None:
    answer = client.get("/api/work-orders/", headers={"accept-language": "zh-hans"})
    assert answer.status_code == 401
    assert answer.json()["message"] == "身份认证信息未提供。"
