"""The weather service is down for a night, and nobody believes old numbers.

The feed is left alone and tried again by itself; the page says why; what is too old counts as unknown; and a
person types a value that counts at once.
"""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone
from weather_station import weather_station

from heating_ops.weather.conditions import conditions, forget
from heating_ops.weather.feeds.asking import ask
from heating_ops.weather.models import Feed, FeedHealth
from heating_ops.weather.values import hour_of

HOUR = timedelta(hours=1)


def test_a_night_without_the_feed(town: SimpleNamespace, browse: Callable[[str], Client], settings: Any) -> None:
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    morning = hour_of(timezone.now())
    evening = morning - 8 * HOUR
    with weather_station() as station:
        feed = Feed.objects.create(
            name="气象局",
            enabled=True,
            url=station.url,
            gives="observations",
            rows_path="data",
            time_path="at",
            temperature_path="c",
        )

        # In the evening it works: −6 °C.
        station.answer = {"data": [{"at": evening.isoformat(), "c": -6.0}]}
        ask(feed, now=evening)
        assert conditions(evening).outdoor_c == -6.0

        # Then the service is out of order, all night.
        station.status = 503
        for hour in range(1, 8):
            ask(feed, now=evening + hour * HOUR)
        health = FeedHealth.objects.get(feed=feed)
        assert health.state == "open"
        assert health.last_success_at == evening

        # Two hours later its last value still counts, in the morning it does not.
        forget()
        assert conditions(evening + 2 * HOUR).outdoor_c == -6.0
        assert conditions(morning).outdoor_c is None
        told = browse("olga").get("/weather/").content.decode()
        assert "The observation is too old" in told
        assert "HTTP 503" in told

        # The duty leader reads the thermometer at the door, and that counts.
        typed = {"act": "value", "at": timezone.localtime(morning).strftime("%Y-%m-%dT%H:%M"), "temperature_c": "-11"}
        assert browse("lena").post("/weather/", typed).status_code == 302
        forget()
        assert conditions(timezone.now()).outdoor_c == -11.0

        # The service is mended: one answer, and the feed is as before.
        station.status = 200
        station.answer = {"data": [{"at": morning.isoformat(), "c": -10.0}]}
        ask(feed, now=timezone.now())
        health.refresh_from_db()
        assert (health.state, health.failures) == ("closed", 0)
