"""Unfinished calls at the server: each person's own, newest only if it builds on the last, and gone when done."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from threads import together
from town import MORNING

from heating_ops.journal.models import Event
from hotline.drafts.commands import forget_old, keep, settle
from hotline.drafts.models import CallDraft, DraftState
from hotline.drafts.refusals import DraftChanged, TooManyDrafts
from hotline.models import DeskStandard
from hotline.tasks import forget_drafts

Api = Callable[[str], APIClient]
TYPED = {"pairs": [["text", "三楼漏水 "], ["caller_phone", "13800001010"]], "ring": None}


def put(client: APIClient, key: object, version: int, content: Any = TYPED, **more: Any) -> Any:
    """Keep something; the answer."""
    body = {"content": content, "version": version, **more}
    return client.put(f"/api/drafts/{key}/", body, format="json")


def test_what_is_typed_comes_back_on_any_machine_letter_for_letter(api: Api) -> None:
    key = uuid4()
    assert put(api("olga"), key, 0).json()["version"] == 1
    answer = put(api("olga"), key, 1, TYPED | {"pairs": [["text", "三楼漏水，快来"]]})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    (found,) = api("olga").get("/api/drafts/").json()["results"]
    assert (found["key"], found["state"], found["content"]["pairs"]) == (str(key), "open", [["text", "三楼漏水，快来"]])
    assert put(api("olga"), uuid4(), 0).json()["content"] == TYPED


def test_nobody_else_ever_reads_or_changes_it(api: Api) -> None:
    key = uuid4()
    put(api("olga"), key, 0)
    for other in ("lena", "dan"):
        assert api(other).get("/api/drafts/").json() == {"results": []}
        assert api(other).get(f"/api/drafts/{key}/").status_code == 404
        assert put(api(other), key, 1).json()["code"] == "draft_done"
        assert put(api(other), key, 0, {"pairs": [["text", "mine"]]}).status_code == 200, "a key is each person's own"
        assert api(other).delete(f"/api/drafts/{key}/").status_code == 204
    assert api("olga").get(f"/api/drafts/{key}/").json()["content"] == TYPED


@pytest.mark.parametrize(("name", "code"), [("carl", 403), ("mona", 403), ("adam", 403), ("kurt", 403)])
def test_who_takes_no_calls_has_no_drafts(api: Api, name: str, code: int) -> None:
    assert api(name).get("/api/drafts/").status_code == code
    assert put(api(name), uuid4(), 0).status_code == code


def test_what_does_not_build_on_the_last_is_not_taken_over_it(api: Api) -> None:
    key = uuid4()
    put(api("olga"), key, 0)
    put(api("olga"), key, 1, {"pairs": [["text", "from the other window"]]})
    refused = put(api("olga"), key, 1, {"pairs": [["text", "from this one"]]})
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_changed")
    assert put(api("olga"), uuid4(), 0, {"pairs": [["text", "from this one"]]}).status_code == 200
    texts = [one["content"]["pairs"][0][1] for one in api("olga").get("/api/drafts/").json()["results"]]
    assert texts == ["from the other window", "from this one"]


def test_the_same_sent_twice_is_kept_once(api: Api) -> None:
    key = uuid4()
    first, again = put(api("olga"), key, 0), put(api("olga"), key, 0)
    assert first.json()["version"] == again.json()["version"] == 1


def test_parked_since_and_taken_up_again(api: Api) -> None:
    key = uuid4()
    put(api("olga"), key, 0)
    parked = put(api("olga"), key, 1, parked=True).json()
    assert parked["state"] == "parked"
    assert parked["parked_at"]
    still = put(api("olga"), key, 2, {"pairs": [["text", "more"]]}, parked=True).json()
    assert still["parked_at"] == parked["parked_at"]
    again = put(api("olga"), key, 3).json()
    assert (again["state"], again["parked_at"]) == ("open", None)


def test_discarded_words_are_gone_at_once_and_a_late_copy_does_not_bring_them_back(api: Api) -> None:
    key = uuid4()
    put(api("olga"), key, 0)
    assert api("olga").delete(f"/api/drafts/{key}/").status_code == 204
    assert CallDraft.objects.get().content == {}
    assert api("olga").get("/api/drafts/").json() == {"results": []}
    assert api("olga").get(f"/api/drafts/{key}/").json()["state"] == "done"
    for version in (0, 1, 2):
        assert put(api("olga"), key, version).json()["code"] == "draft_done"


def test_a_first_copy_that_comes_after_the_filing_is_refused(api: Api) -> None:
    key = uuid4()
    api("olga").delete(f"/api/drafts/{key}/")
    assert put(api("olga"), key, 0).json()["code"] == "draft_done"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"content": {}, "version": 0},
        {"content": {"pairs": "text"}, "version": 0},
        {"content": {"pairs": [["text"]]}, "version": 0},
        {"content": {"pairs": [["text", None]]}, "version": 0},
        {"content": {"pairs": [["text", "a\u0000b"]]}, "version": 0},
        {"content": {"pairs": [["text", "漏" * 6000]]}, "version": 0},
        {"content": {"pairs": [["a", "b"]] * 201}, "version": 0},
        {"content": {"pairs": [], "ring": "x"}, "version": 0},
        {"content": {"pairs": []}, "version": -1},
        {"content": {"pairs": []}, "version": 2**31},
        {"content": {"pairs": []}},
    ],
)
def test_what_is_no_call_form_is_refused_with_the_field(api: Api, body: Any) -> None:
    answer = api("olga").put(f"/api/drafts/{uuid4()}/", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert not CallDraft.objects.exists()


def test_nobody_fills_the_table(town: SimpleNamespace) -> None:
    for _number in range(50):
        keep(user=town.olga, key=uuid4(), content=TYPED, version=0, now=MORNING)
    with pytest.raises(TooManyDrafts, match="50 unfinished calls"):
        keep(user=town.olga, key=uuid4(), content=TYPED, version=0, now=MORNING)
    keep(user=town.lena, key=uuid4(), content=TYPED, version=0, now=MORNING)


def test_after_a_day_it_is_forgotten_and_the_day_is_a_row(town: SimpleNamespace) -> None:
    old, young = uuid4(), uuid4()
    keep(user=town.olga, key=old, content=TYPED, version=0, now=MORNING)
    settle(user=town.olga, key=uuid4(), now=MORNING)
    keep(user=town.olga, key=young, content=TYPED, version=0, now=MORNING + timedelta(hours=2))
    assert forget_old(now=MORNING + timedelta(hours=24)) == 0
    assert forget_old(now=MORNING + timedelta(hours=25)) == 2
    assert CallDraft.objects.get().key == young
    DeskStandard.objects.filter(code="draft_kept").update(seconds=3600)
    assert forget_old(now=MORNING + timedelta(hours=4)) == 1


def test_the_job_forgets_once_a_period(town: SimpleNamespace) -> None:
    keep(user=town.olga, key=uuid4(), content=TYPED, version=0, now=timezone.now() - timedelta(days=2))
    forget_drafts()
    assert not CallDraft.objects.exists()


def test_what_is_being_typed_is_told_to_no_journal(town: SimpleNamespace) -> None:
    before = Event.objects.count()
    keep(user=town.olga, key=uuid4(), content=TYPED, version=0, now=MORNING)
    assert Event.objects.count() == before


def test_two_windows_that_keep_at_once_lose_nothing(real_town: SimpleNamespace) -> None:
    key = uuid4()

    def write(words: str) -> Callable[[], str]:
        def act() -> str:
            try:
                content = {"pairs": [["text", words]]}
                keep(user=real_town.olga, key=key, content=content, version=0, now=MORNING)
            except DraftChanged:
                return "told"
            return words

        return act

    answers = together(*(write(words) for words in ("one", "two", "three")))
    (kept,) = [words for words in answers if words != "told"]
    draft = CallDraft.objects.get()
    assert (draft.content, draft.version, draft.state) == ({"pairs": [["text", kept]]}, 1, DraftState.OPEN)
