"""Filing an unfinished call: once from however many machines, and then it is no more."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from desk_cast import ALL_NO, Browse
from django.test import Client
from town import MORNING

from hotline.drafts.commands import keep
from hotline.drafts.models import CallDraft, DraftState
from hotline.models import Call

NEW = "/hotline/calls/new/"
OUTBOX = {"X-Requested-With": "fetch", "Accept": "application/json"}


def a_question(**changes: Any) -> dict[str, Any]:
    """A form that would be taken."""
    return (
        ALL_NO
        | {"request_id": str(uuid4()), "channel": "phone", "category": "enquiry", "text": "暖气费怎么交"}
        | changes
    )


def send(client: Client, form: dict[str, Any]) -> Any:
    """As the outbox sends it."""
    return client.post(NEW, form, headers=OUTBOX)


def test_a_filed_call_leaves_no_unfinished_one(town: SimpleNamespace, browse: Browse) -> None:
    form = a_question()
    keep(user=town.olga, key=UUID(form["request_id"]), content={"pairs": [["text", "暖"]]}, version=0, now=MORNING)
    answer = send(browse("olga"), form)
    assert answer.json() == {"location": f"/hotline/calls/{Call.objects.get().pk}/?filed"}
    draft = CallDraft.objects.get()
    assert (draft.state, draft.content) == (DraftState.DONE, {})


def test_the_same_call_from_two_machines_is_filed_once(browse: Browse) -> None:
    form = a_question()
    first, again = (send(browse("olga"), form | {"csrfmiddlewaretoken": token}) for token in ("a", "b"))
    assert first.json() == again.json()
    assert Call.objects.count() == 1


def test_words_added_after_it_was_filed_are_not_dropped_in_silence(browse: Browse) -> None:
    form = a_question()
    send(browse("olga"), form)
    call = Call.objects.get()
    answer = send(browse("olga"), form | {"text": "暖气费怎么交，还有漏水"})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "filed_already")
    assert call.number in told["message"]
    assert told["location"] == f"/hotline/calls/{call.pk}/"
    assert "还有漏水" in told["page"], "what was typed comes back"
    assert Call.objects.count() == 1


def test_a_page_of_one_person_does_not_file_in_the_session_of_another(town: SimpleNamespace, browse: Browse) -> None:
    form = a_question(sender=str(town.olga.pk))
    answer = send(browse("lena"), form)
    assert (answer.status_code, answer.json()["code"]) == (409, "somebody_else")
    assert not Call.objects.exists()
    assert send(browse("olga"), form).status_code == 200


def test_a_refusal_says_each_reason_with_its_field(browse: Browse) -> None:
    answer = send(browse("olga"), a_question(indoor_temp_c="warm", category="leak"))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "invalid")
    assert "Room temperature: Write the temperature as a number" in told["message"]
    assert "Place: Say where it is." in told["message"]
    assert 'data-swap="fields"' in told["page"]
