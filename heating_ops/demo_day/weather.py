"""The weather of the demonstration: a December week, and a forecast that falls."""

import math
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from heating_ops.journal.actor import Actor
from heating_ops.weather.commands import take_values
from heating_ops.weather.models import Source
from heating_ops.weather.values import Value, hour_of

ACTOR: Final = Actor.system("demo")
_HOUR: Final = timedelta(hours=1)
_DAYS: Final = 7
_MEAN_C: Final = -1.0
_SWING_C: Final = 4.0
_WARMEST_HOUR: Final = 15
_FALL_C: Final = 15.0
_FALLS_WITHIN_HOURS: Final = 14
_AHEAD_HOURS: Final = 60


def plan_weather(*, begins: datetime) -> None:
    """Give the day its weather as it was known when it began: a week behind, and no fall foretold yet."""
    first = hour_of(begins)
    behind = [Value(first - back * _HOUR, _usual(first - back * _HOUR), 2.0) for back in range(_DAYS * 24)]
    ahead = [_foretold(first + hour * _HOUR, first, 0.0) for hour in range(1, _AHEAD_HOURS)]
    take_values([*behind, *ahead], source=Source.FEED, actor=ACTOR, now=begins)


def let_it_fall(*, begins: datetime, now: datetime) -> None:
    """Bring the weather up to now, with a new forecast: a cold wave draws near."""
    last = hour_of(now)
    passed = int((last - hour_of(begins)) / _HOUR)
    behind = [Value(last - back * _HOUR, _usual(last - back * _HOUR), 3.0) for back in range(passed)]
    ahead = [_foretold(last + hour * _HOUR, last, _fallen(hour)) for hour in range(1, _AHEAD_HOURS)]
    take_values([*behind, *ahead], source=Source.FEED, actor=ACTOR, now=now)


def _foretold(hour: datetime, issued: datetime, fall: float) -> Value:
    return Value(hour, round(_usual(hour) - fall, 1), 6.0 if fall else 2.0, issued)


def _usual(hour: datetime) -> float:
    """A clear winter day: warmest after noon, coldest before sunrise, each day a little colder or milder."""
    local = localtime(hour)
    of_the_day = math.cos((local.hour - _WARMEST_HOUR) / 24 * math.tau)
    return round(_MEAN_C + _SWING_C * of_the_day + math.sin(local.toordinal()), 1)


def _fallen(hours: int) -> float:
    """By how much it is colder so many hours from now."""
    return _FALL_C * min(hours / _FALLS_WITHIN_HOURS, 1.0)
