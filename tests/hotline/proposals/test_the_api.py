"""Proposals over the API: the reader's words, the right to log calls, nothing stored."""

from collections.abc import Callable
from types import SimpleNamespace

from rest_framework.test import APIClient

from hotline.models import ProblemItem

Api = Callable[[str], APIClient]
TEXT = "暖气片漏水，地板都泡了，家里有老人，只有15度，没有异响"


def test_each_proposal_comes_with_the_words_that_led_to_it(town: SimpleNamespace, api: Api) -> None:
    told = api("olga").post("/api/proposals/", {"text": TEXT}, format="json").json()
    assert told["category"] == {"code": "leak", "name": "Leak", "words": ["暖气片漏", "地板都泡了"]}
    assert (told["item"]["code"], told["item"]["name"]) == ("leak.radiator", "Radiator leaks")
    assert [each["code"] for each in told["others"]] == ["low_temperature"]
    assert (told["indoor_temp_c"], told["temperature_words"]) == (15.0, "15度")
    assert (told["urgency"], told["priority"]) == ("urgent", "P2")
    assert told["vulnerable"] == ["elderly"]
    assert [(each["words"], each["denied"]) for each in told["denied"]] == [("异响", "negated")]


def test_danger_signs_name_their_question(town: SimpleNamespace, api: Api) -> None:
    told = api("olga").get("/api/proposals/", {"text": "地下室冒热气，有积水"}).json()
    assert [each["code"] for each in told["dangers"]] == ["water_where_people_sleep"]
    assert told["dangers"][0]["words"]
    assert told["priority"] == "P1"


def test_reasons_are_in_the_readers_language(town: SimpleNamespace) -> None:
    client = APIClient()
    client.credentials(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_authenticate(town.olga)
    told = client.post("/api/proposals/", {"text": TEXT}, format="json").json()
    assert (told["category"]["name"], told["item"]["name"]) == ("漏水", "暖气片漏水")
    assert "说到漏水" in [reason["because"] for reason in told["reasons"]]


def test_an_item_no_longer_in_use_is_not_proposed(town: SimpleNamespace, api: Api) -> None:
    ProblemItem.objects.filter(code="leak.radiator").update(active=False)
    assert api("olga").post("/api/proposals/", {"text": TEXT}, format="json").json()["item"] is None


def test_nothing_said_proposes_nothing(town: SimpleNamespace, api: Api) -> None:
    told = api("olga").post("/api/proposals/", {"text": ""}, format="json").json()
    assert (told["category"], told["dangers"], told["reasons"], told["urgency"]) == (None, [], [], "")


def test_only_who_may_log_calls_is_answered(town: SimpleNamespace, api: Api) -> None:
    assert api("carl").post("/api/proposals/", {"text": TEXT}, format="json").status_code == 403
    assert APIClient().post("/api/proposals/", {"text": TEXT}, format="json").status_code in {401, 403}


def test_bad_input_names_the_field(town: SimpleNamespace, api: Api) -> None:
    for said in ({}, {"text": "漏" * 2001}, {"text": ["漏"]}):
        answer = api("olga").post("/api/proposals/", said, format="json")
        assert answer.status_code == 400
        assert list(answer.json()["fields"]) == ["text"]
