"""A feed is fetched as its description says, believed only where it can be, and left alone while out of order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from town import MORNING, kinds_on
from weather_station import WeatherStation, weather_station

from heating_ops.weather.feeds.asking import ask, ask_due
from heating_ops.weather.feeds.models import Breaker
from heating_ops.weather.models import Feed, FeedHealth, Forecast, Observation, Source

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(settings: Any) -> Iterator[WeatherStation]:
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with weather_station() as found:
        found.answer = {"data": [{"time": "2026-01-12T08:00", "temp": -4.5, "wind": 2}]}
        yield found


@pytest.fixture
def feed(station: WeatherStation) -> Feed:
    return Feed.objects.create(
        name="气象局",
        enabled=True,
        url=station.url,
        headers={"X-Key": "secret-key"},
        gives="observations",
        rows_path="data",
        time_path="time",
        temperature_path="temp",
        wind_path="wind",
    )


def asked_at(feed: Feed, moment: datetime) -> FeedHealth:
    """Ask and answer how the feed is doing."""
    ask(feed, now=moment)
    return FeedHealth.objects.get(feed=feed)


def test_rows_are_read_and_the_headers_are_sent(feed: Feed, station: WeatherStation) -> None:
    health = asked_at(feed, MORNING)
    observation = Observation.objects.get()
    assert (observation.temperature_c, observation.wind_m_s, observation.source) == (-4.5, 2, Source.FEED)
    assert observation.hour == MORNING - HOUR  # 08:00 where the heating is
    assert station.asked[0]["X-Key"] == "secret-key"
    assert (health.state, health.last_success_at, health.last_count) == (Breaker.CLOSED, MORNING, 1)
    assert health.next_try_at == MORNING + 30 * MINUTE


def test_columns_are_read_and_hours_without_a_value_are_left_out(feed: Feed, station: WeatherStation) -> None:
    feed.layout, feed.gives, feed.rows_path = "columns", "forecasts", ""
    feed.time_path, feed.temperature_path, feed.wind_path = "hourly.time", "hourly.temperature_2m", ""
    feed.save()
    seconds = int(MORNING.timestamp())
    station.answer = {
        "hourly": {
            "time": [seconds - 3600, seconds, seconds + 3600, seconds + 7200],
            "temperature_2m": [1, -2, None, -3],
        }
    }
    asked_at(feed, MORNING + 10 * MINUTE)
    told = Forecast.objects.order_by("hour").values_list("hour", "temperature_c", "issued_at")
    assert list(told) == [(MORNING, -2, MORNING), (MORNING + 2 * HOUR, -3, MORNING)]


def test_the_same_answer_again_changes_nothing(feed: Feed) -> None:
    asked_at(feed, MORNING)
    asked_at(feed, MORNING + 30 * MINUTE)
    assert kinds_on("group") == ["weather.values_taken"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "nothing at 'data'"),
        ({"data": "none"}, "no list of rows"),
        ({"data": []}, "no values"),
        ({"data": [{"time": "2026-01-12T08:00"}]}, "nothing at 'temp'"),
        ({"data": [{"time": "soon", "temp": -3, "wind": 1}]}, "'soon' is no time"),
        ({"data": [{"time": "2026-01-12T08:00", "temp": "cold", "wind": 1}]}, "'cold' is no number"),
        ({"data": [{"time": "2026-01-12T08:00", "temp": True, "wind": 1}]}, "is no number"),
        ({"data": [{"time": "2026-01-12T08:00", "temp": -300, "wind": 1}]}, "between -60 and 50"),
        ({"data": [{"time": 1e300, "temp": -3, "wind": 1}]}, "is no time"),
    ],
)
def test_what_cannot_be_is_not_believed(feed: Feed, station: WeatherStation, answer: Any, words: str) -> None:
    station.answer = answer
    health = asked_at(feed, MORNING)
    assert words in health.last_error
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (500, b"", "HTTP 500"),
        (302, b"", "HTTP 302"),
        (200, b"<html>", "not JSON"),
        (200, b" " * 2_000_001, "larger than 2 MB"),
    ],
)
def test_an_answer_that_is_none_is_said_so(
    feed: Feed, station: WeatherStation, status: int, body: bytes, words: str
) -> None:
    station.status, station.body = status, body
    assert words in asked_at(feed, MORNING).last_error


def test_an_address_inside_our_own_network_is_not_asked(feed: Feed, station: WeatherStation, settings: Any) -> None:
    settings.OUTGOING_ALLOWED_NETWORKS = []
    assert "127.0.0.1" in asked_at(feed, MORNING).last_error
    assert station.asked == []


def test_the_key_is_in_no_error(feed: Feed, station: WeatherStation) -> None:
    station.status = 403
    assert "secret-key" not in asked_at(feed, MORNING).last_error


def test_three_failures_open_the_breaker_and_one_success_closes_it(feed: Feed, station: WeatherStation) -> None:
    station.status = 503
    assert [asked_at(feed, MORNING + n * MINUTE).state for n in range(3)] == ["closed", "closed", "open"]
    health = FeedHealth.objects.get()
    assert (health.opened_at, health.next_try_at) == (MORNING + 2 * MINUTE, MORNING + 7 * MINUTE)
    FeedHealth.objects.update(state=Breaker.HALF_OPEN)
    again = asked_at(feed, MORNING + 7 * MINUTE)
    assert (again.state, again.opened_at, again.next_try_at) == (
        "open",
        MORNING + 2 * MINUTE,
        MORNING + 17 * MINUTE,  # twice as long
    )
    station.status = 200
    well = asked_at(feed, MORNING + 17 * MINUTE)
    assert (well.state, well.failures, well.opened_at, well.last_error) == ("closed", 0, None, "")
    assert kinds_on("group") == ["weather.feed_left_alone", "weather.values_taken", "weather.feed_works_again"]


def test_a_feed_is_left_alone_an_hour_at_most(feed: Feed, station: WeatherStation) -> None:
    station.status = 503
    for n in range(12):
        health = asked_at(feed, MORNING + n * HOUR)
    assert health.next_try_at == MORNING + 12 * HOUR


def test_an_open_breaker_is_tried_once_when_its_while_is_over(feed: Feed, station: WeatherStation) -> None:
    station.answer = {"data": [{"time": "2026-01-12T08:00", "temp": -4, "wind": 1}]}
    assert ask_due() == 1
    health = FeedHealth.objects.get()
    assert ask_due() == 0, "it is not due again yet"
    FeedHealth.objects.update(state=Breaker.OPEN, failures=3, next_try_at=health.last_try_at)
    station.status = 503
    assert ask_due() == 1
    assert ask_due() == 0, "it is left alone again"
    again = FeedHealth.objects.get()
    assert (again.state, again.failures) == (Breaker.OPEN, 4)


def test_a_feed_that_is_switched_off_is_not_asked(feed: Feed, station: WeatherStation) -> None:
    Feed.objects.update(enabled=False)
    assert ask_due() == 0
    assert station.asked == []


def test_many_workers_ask_a_feed_once(real_town: SimpleNamespace, feed: Feed, station: WeatherStation) -> None:
    def one(_which: int) -> int:
        try:
            return ask_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(4))) == 1
    assert len(station.asked) == 1
