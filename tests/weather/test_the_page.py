"""The weather's page and its API: what is known, how old it is, and what may be done about it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from heating_ops.journal.actor import Actor
from heating_ops.weather.commands import take_values
from heating_ops.weather.models import ColdWave, Feed, FeedHealth, Observation, Source
from heating_ops.weather.values import Value, hour_of

Browse = Callable[[str], Client]
HOUR = timedelta(hours=1)


def known(*, hours_old: int = 0) -> None:
    """Three days behind at 0 °C and two ahead at −13 °C, the newest observation so many hours old."""
    now = hour_of(timezone.now())
    behind = [Value(now - back * HOUR, 0.0) for back in range(hours_old, 73)]
    ahead = [Value(now + hour * HOUR, -13.0, None, now) for hour in range(1, 48)]
    take_values([*behind, *ahead], source=Source.FEED, actor=Actor.system("station"), now=timezone.now())


def page(browser: Client, address: str = "/weather/") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_sees_how_cold_it_is_and_will_be(town: SimpleNamespace, browse: Browse) -> None:
    known()
    for name in ("olga", "carl", "mona"):
        told = page(browse(name))
        assert "0 °C" in told
        assert "−13 °C" in told
        assert "Orange" in told
        assert 'name="act"' not in told


def test_an_old_value_is_said_to_be_old(town: SimpleNamespace, browse: Browse) -> None:
    known(hours_old=5)
    assert "The observation is too old" in page(browse("olga"))


def test_nothing_known_is_said(town: SimpleNamespace, browse: Browse) -> None:
    assert "Nobody knows how cold it is" in page(browse("olga"))


def test_a_value_is_typed_and_errors_stand_beside_their_field(town: SimpleNamespace, browse: Browse) -> None:
    lena = browse("lena")
    at = timezone.localtime().strftime("%Y-%m-%dT%H:00")
    wrong = lena.post("/weather/", {"act": "value", "at": at, "temperature_c": "-90"})
    assert wrong.status_code == 400
    assert "must lie between -60 and 50" in wrong.content.decode()
    assert lena.post("/weather/", {"act": "value", "at": at, "temperature_c": "-9.5"}).status_code == 302
    assert Observation.objects.get().entered_by == town.lena


def test_a_cold_wave_is_declared_acted_on_and_withdrawn(town: SimpleNamespace, browse: Browse) -> None:
    kurt = browse("kurt")
    until = timezone.localtime() + 6 * HOUR
    said = {"act": "declare", "level": "yellow", "until": until.strftime("%Y-%m-%dT%H:%M"), "reason": ""}
    assert kurt.post("/weather/", said).status_code == 400
    assert kurt.post("/weather/", said | {"reason": "冰冻预警"}).status_code == 302
    wave = ColdWave.objects.get()
    told = page(kurt)
    assert "冰冻预警" in told
    item = told.split('name="item" value="')[1].split('"')[0]
    kurt.post("/weather/", {"act": "posture", "wave": wave.pk, "item": item})
    assert wave.posture.get().by == town.kurt
    assert kurt.post("/weather/", {"act": "withdraw", "reason": "解除"}).status_code == 302
    wave.refresh_from_db()
    assert wave.ended_at is not None


@pytest.mark.parametrize("act", ["value", "declare", "withdraw", "posture", "unknown"])
def test_who_only_reads_changes_nothing(town: SimpleNamespace, browse: Browse, act: str) -> None:
    assert browse("olga").post("/weather/", {"act": act}).status_code == 403


def test_a_file_is_looked_at_before_it_is_taken(town: SimpleNamespace, browse: Browse) -> None:
    lena = browse("lena")
    good = "at,temperature_c\n2026-01-01T08:00,-3\n2026-01-01T09:00,-4\n"
    looked = lena.post("/weather/file/", {"file": SimpleUploadedFile("w.csv", good.encode())})
    assert "2 observations and 0 forecasts" in looked.content.decode()
    assert not Observation.objects.exists()
    assert lena.post("/weather/file/", {"content": good}).status_code == 302
    assert Observation.objects.count() == 2


def test_a_bad_file_is_told_by_line(town: SimpleNamespace, browse: Browse) -> None:
    bad = SimpleUploadedFile("w.csv", b"at,temperature_c\n2026-01-01T08:00,warm\n")
    answer = browse("lena").post("/weather/file/", {"file": bad})
    assert answer.status_code == 400
    assert "line 2, temperature_c" in answer.content.decode()


def test_a_feed_that_is_left_alone_is_shown_with_why_and_until_when(town: SimpleNamespace, browse: Browse) -> None:
    feed = Feed.objects.create(
        name="气象局", enabled=True, url="https://example.org/", headers={"X-Key": "secret-key"}, gives="forecasts",
        time_path="t", temperature_path="c",
    )  # fmt: skip
    later = timezone.now() + HOUR
    FeedHealth.objects.create(
        feed=feed, state="open", failures=4, last_error="HTTP 503", last_try_at=later, next_try_at=later
    )
    told = page(browse("olga"))
    assert "Left alone" in told
    assert "HTTP 503" in told
    assert "secret-key" not in told


def test_the_page_costs_no_more_for_more_hours(
    town: SimpleNamespace, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    known()
    olga = browse("olga")
    page(olga)
    with django_assert_max_num_queries(24):
        page(olga)


def test_the_api_tells_the_same(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    known()
    told = api("olga").get("/api/weather/").json()
    assert (told["outdoor_c"], told["forecast_low_c"], told["cold_wave"]) == (0.0, -13.0, "orange")
    assert (told["wave"]["fall_c"], len(told["wave"]["stand_by"])) == (13.0, 4)


def test_values_come_in_over_the_api(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    said = {"values": [{"at": "2026-01-01T08:00+08:00", "temperature_c": -7.5}]}
    answer = api("lena").post("/api/weather/values/", said, format="json")
    assert answer.json() == {"new": 1, "changed": 0, "known": 0}
    assert api("olga").post("/api/weather/values/", said, format="json").status_code == 403
    wrong = {"values": [{"at": "2026-01-01T08:00+08:00", "temperature_c": -99}]}
    assert api("lena").post("/api/weather/values/", wrong, format="json").status_code == 400


def test_a_cold_wave_is_declared_over_the_api(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    until = (timezone.now() + 6 * HOUR).isoformat()
    said = {"level": "red", "until": until, "reason": "冰冻预警"}
    told = api("kurt").post("/api/weather/cold-wave/", said, format="json").json()
    line = {"cold_wave": told["wave"]["id"], "item": told["wave"]["stand_by"][0]["item"]}
    done = api("kurt").post("/api/weather/stand-by/", line, format="json").json()
    assert done["wave"]["stand_by"][0]["done_at"] is not None
    ended = api("kurt").post("/api/weather/cold-wave/withdrawal/", {"reason": "解除"}, format="json").json()
    assert ended["wave"] is None
    refused = api("kurt").post("/api/weather/cold-wave/withdrawal/", {"reason": "解除"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_declared")
