"""``manage.py ring``: callers ring until somebody answers or their patience ends, by the real protocol."""

from collections.abc import Mapping
from typing import Any

import httpx
import orjson
import pytest
import pytest_django
from django.core.management import CommandError, call_command
from telephony_desk import SECRET, post

from hotline.telephony.exchange import Exchange, ExchangeRefused, Habits, Line
from hotline.telephony.models import Owed, Ring, RingState
from hotline.telephony.signing import SIGNATURE_HEADER, TIME_HEADER, verify


class Evening:
    """A clock that a test moves: sleeping is over at once."""

    now = 0.0

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def exchange(tell: Any, **habits: Any) -> Exchange:
    evening = Evening()
    return Exchange(tell, Habits(**habits), say=lambda _words: None, clock=lambda: evening.now, sleep=evening.sleep)


@pytest.mark.django_db
def test_nobody_answers() -> None:
    ours = exchange(lambda event: post(event).json(), every=3, patience=5, numbers=("13800130001", ""))
    ours.ring(3)
    assert dict(ours.outcomes) == {"missed": 3}
    assert sorted(Ring.objects.values_list("number", "owed")) == [("", "waiting")] + [("13800130001", "waiting")] * 2


@pytest.mark.django_db
def test_somebody_answers() -> None:
    """What the system answers tells the exchange that an operator pressed the key."""

    def tell(event: Mapping[str, str]) -> Mapping[str, Any]:
        answer: dict[str, Any] = post(event).json()
        if event["kind"] == "ringing":
            post({**event, "event_id": event["event_id"] + "a", "kind": "answered"})
            answer["state"] = "answered"
        return answer

    ours = exchange(tell, talk=60)
    ours.ring(1)
    ring = Ring.objects.get()
    assert (dict(ours.outcomes), ring.state, ring.owed) == ({"answered": 1}, RingState.ENDED, Owed.NOTHING)


def test_its_events_are_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    def take(url: str, *, content: bytes, headers: dict[str, str], timeout: float) -> httpx.Response:
        assert url == "http://desk.test/api/telephony/events/"
        stamp = headers[TIME_HEADER]
        verify(secret=SECRET, timestamp=stamp, claimed=headers[SIGNATURE_HEADER], body=content, now=float(stamp))
        return httpx.Response(200, content=orjson.dumps({"state": "ringing"}))

    monkeypatch.setattr(httpx, "post", take)
    assert Line("http://desk.test", SECRET).tell({"kind": "ringing"}) == {"state": "ringing"}


def test_a_refusal_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "post", lambda *_a, **_k: httpx.Response(401, text="The signature is missing or wrong."))
    with pytest.raises(ExchangeRefused, match="401: The signature"):
        Line("http://desk.test", SECRET).tell({})


def test_without_a_secret_it_says_what_to_set(settings: pytest_django.Settings) -> None:
    settings.TELEPHONY_SECRET = ""
    with pytest.raises(CommandError, match="TELEPHONY_SECRET"):
        call_command("ring", calls=1)


def test_without_a_system_it_says_so() -> None:
    with pytest.raises(CommandError, match=r"http://127\.0\.0\.1:9"):
        call_command("ring", calls=1, url="http://127.0.0.1:9")
