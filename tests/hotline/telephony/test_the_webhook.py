"""The exchange's events: signed, lately, each once, and refused in words."""

import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
import pytest_django
from django.test import Client
from django.utils import timezone
from telephony_desk import CALLER, event, post
from threads import raised, together
from town import MORNING, kinds_on

from heating_ops.journal.models import Event
from hotline.telephony.models import HOTLINE_BOARD, ExchangeEvent, Ring, RingState
from hotline.telephony.signing import SIGNATURE_HEADER, TIME_HEADER, signature

pytestmark = pytest.mark.django_db


def test_a_signed_event_makes_a_ring() -> None:
    answer = post(event(number="+86 138-0013-1234"))
    ring = Ring.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"ring": ring.pk, "state": "ringing", "repeated": False})
    assert (ring.exchange_id, ring.number, ring.line, ring.rang_at) == ("x-1", "+8613800131234", "2", MORNING)
    assert ring.state == RingState.RINGING


def test_an_event_id_is_taken_once() -> None:
    said = event()
    post(said)
    again = post(said)
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    post(said | {"kind": "missed"})
    assert Ring.objects.get().missed_at is None, "the id was used for another event"
    assert ExchangeEvent.objects.count() == 1
    assert kinds_on(HOTLINE_BOARD) == ["ring.rang"]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({SIGNATURE_HEADER: ""}, "not_signed"),
        ({SIGNATURE_HEADER: "sha256=" + "0" * 64}, "not_signed"),
        ({TIME_HEADER: ""}, "not_signed"),
        ({TIME_HEADER: "²"}, "not_signed"),
        ({TIME_HEADER: "9" * 400}, "not_signed"),
        ({TIME_HEADER: "1700000000"}, "not_signed"),
    ],
)
def test_a_wrong_signature_is_refused_in_words(headers: dict[str, str], code: str) -> None:
    answer = post(event(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert "signature" in answer.json()["message"]
    assert not Ring.objects.exists()


def test_another_secret_and_a_changed_body_are_refused() -> None:
    assert post(event(), secret="guessed").status_code == 401
    now, said = str(int(time.time())), b'{"kind": "ringing"}'
    signed = signature(secret="between-the-exchange-and-us", timestamp=now, body=said)
    answer = post(event(), headers={SIGNATURE_HEADER: signed, TIME_HEADER: now})
    assert answer.status_code == 401


@pytest.mark.parametrize("away", [-301, 302])
def test_a_signature_of_another_time_is_refused(away: int) -> None:
    answer = post(event(), at=time.time() + away)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_too_long_ago")
    assert not Ring.objects.exists()


@pytest.mark.parametrize("away", [-290, 290])
def test_clocks_may_differ_by_less_than_five_minutes(away: int) -> None:
    assert post(event(), at=time.time() + away).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "sang"}, "kind"),
        ({"event_id": ""}, "event_id"),
        ({"event_id": "x" * 65}, "event_id"),
        ({"call_id": None}, "call_id"),
        ({"number": "call me"}, "number"),
        ({"number": "1" * 21}, "number"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2300-01-01T00:00:00Z"}, "at"),
        ({"at": "2099-01-01T00:00:00Z"}, "at"),
        ({"call_id": "a\u0000b"}, "call_id"),
    ],
)
def test_bad_input_names_its_field(changes: dict[str, str], field: str) -> None:
    answer = post(event(**changes))
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not Ring.objects.exists()


def test_a_body_that_is_no_json_is_refused() -> None:
    assert post(b"ringing").status_code == 400
    assert post(b"[]").status_code == 400


def test_without_a_secret_there_is_no_telephone_system(settings: pytest_django.Settings) -> None:
    settings.TELEPHONY_SECRET = ""
    answer = post(event(), secret="")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_telephone")


def test_an_event_of_long_ago_is_taken_when_it_is_signed_now() -> None:
    """After its own outage the exchange sends what happened meanwhile."""
    assert post(event("missed", at="2026-01-01T00:00:00+08:00")).status_code == 200
    assert Ring.objects.get().owed == "waiting"


def test_no_number_and_no_name_is_in_the_journal(town: SimpleNamespace) -> None:
    post(event())
    post(event("answered", seat="olga"))
    told = "".join(f"{one.card}{one.data}{one.reason}{one.subject}" for one in Event.objects.all())
    assert Ring.objects.get().answered_by == town.olga
    assert CALLER not in told
    assert CALLER[-4:] not in told
    assert "olga" not in told


def test_reading_the_webhook_is_not_allowed() -> None:
    assert Client().get("/api/telephony/events/").status_code == 405


@pytest.mark.django_db(transaction=True)
def test_the_same_event_sent_at_the_same_moment_is_taken_once() -> None:
    said = event()
    answers = together(*[lambda: post(said)] * 6)
    assert raised(answers) == []
    assert sorted(answer.json()["repeated"] for answer in answers) == [False] + [True] * 5
    assert kinds_on(HOTLINE_BOARD) == ["ring.rang"]


@pytest.mark.django_db(transaction=True)
def test_all_events_of_a_call_at_the_same_moment_make_one_ring() -> None:
    at = timezone.now().isoformat()
    kinds = ("ringing", "answered", "ended", "ringing", "missed")
    answers = together(*[lambda kind=kind: post(event(kind, event_id=str(uuid4()), at=at)) for kind in kinds])
    assert [answer.status_code for answer in answers] == [200] * 5
    ring = Ring.objects.get()
    assert (ring.state, ring.owed) == (RingState.ENDED, "")
