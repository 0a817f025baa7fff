"""The hours behind and ahead as lines for the page: places in percent and pixels, made on the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Final

from django.utils.timezone import localtime

from .values import hour_of

_HOUR: Final = timedelta(hours=1)
BACK_HOURS: Final = 24
AHEAD_HOURS: Final = 48
TOP: Final = 14
BOTTOM: Final = 150
_STEP_C: Final = 5
_LABEL_EVERY_HOURS: Final = 6
_SPAN: Final = (BACK_HOURS + AHEAD_HOURS) * _HOUR


@dataclass(frozen=True, slots=True)
class Point:
    """One hour: where it stands, and what it says."""

    at: datetime
    temperature_c: float
    foretold: bool
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the line between two hours that follow each other."""

    begin: Point
    end: Point
    foretold: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid or an hour below it."""

    text: str
    place: float
    is_midnight: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn; ``now_left`` is where the present stands, in percent."""

    points: list[Point]
    segments: list[Segment]
    grid: list[Mark]
    hours: list[Mark]
    now_left: float
    lowest: Point | None


def chart_of(observed: Mapping[datetime, float], foretold: Mapping[datetime, float], *, now: datetime) -> Chart:
    """Draw a day behind and two days ahead; hours that are not known leave a gap in the line."""
    first = hour_of(now) - BACK_HOURS * _HOUR
    known = {hour: (each, True) for hour, each in foretold.items()}
    known |= {hour: (each, False) for hour, each in observed.items()}
    told = sorted((hour, *said) for hour, said in known.items() if first <= hour <= first + _SPAN)
    lows = [each for _hour, each, _foretold in told]
    low, high = _scale(min(lows, default=0), max(lows, default=0))
    points = [
        Point(hour, each, is_foretold, _left(hour, first), _top(each, low, high)) for hour, each, is_foretold in told
    ]
    segments = [Segment(one, two, two.foretold) for one, two in pairwise(points) if two.at - one.at == _HOUR]
    grid = [Mark(f"{each}°", _top(each, low, high)) for each in range(low, high + 1, _STEP_C)]
    ahead = [point for point in points if point.at >= hour_of(now)]
    return Chart(
        points=points,
        segments=segments,
        grid=grid,
        hours=[
            _hour_mark(first + hour * _HOUR, first)
            for hour in range(BACK_HOURS + AHEAD_HOURS + 1)
            if _labelled(first + hour * _HOUR)
        ],
        now_left=_left(now, first),
        lowest=min(ahead, key=lambda point: point.temperature_c, default=None),
    )


def _scale(low: float, high: float) -> tuple[int, int]:
    bottom, top = floor(low / _STEP_C) * _STEP_C, ceil(high / _STEP_C) * _STEP_C
    return bottom, top if top > bottom else bottom + _STEP_C


def _left(moment: datetime, first: datetime) -> float:
    return round((moment - first) / _SPAN * 100, 2)


def _top(temperature: float, low: int, high: int) -> float:
    return round(BOTTOM - (temperature - low) / (high - low) * (BOTTOM - TOP), 1)


def _labelled(hour: datetime) -> bool:
    return localtime(hour).hour % _LABEL_EVERY_HOURS == 0


def _hour_mark(hour: datetime, first: datetime) -> Mark:
    local = localtime(hour)
    midnight = local.hour == 0
    return Mark(local.strftime("%m-%d") if midnight else local.strftime("%H"), _left(hour, first), midnight)
