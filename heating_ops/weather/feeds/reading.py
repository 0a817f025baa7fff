"""From a feed's answer to hourly values, by paths that are data. Knows neither network nor database."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

from ..values import Value, hour_of
from .models import Feed, Gives, Layout

_MOST_VALUES: Final = 5_000
# Later than this in seconds would be the year 5138: milliseconds are meant.
_SECONDS_AT_MOST: Final = 100_000_000_000


class Unusable(Exception):
    """The answer is not as the feed's description says."""


def values_of(answer: Any, feed: Feed, *, fetched_at: datetime, zone: ZoneInfo) -> list[Value]:
    """Read the values of an answer; hours without a temperature are left out.

    :param zone: what times without an offset mean
    :raises Unusable: something does not stand where the description says, or is no number or time
    """
    issued = _issued(answer, feed, fetched_at, zone)
    values = []
    for said_time, temperature, wind in _told(answer, feed):
        if temperature is None:
            continue
        hour = hour_of(_time(said_time, zone))
        if feed.gives == Gives.OBSERVATIONS and hour > fetched_at:
            continue  # the hours to come of a feed that gives both
        if issued is not None and hour < hour_of(issued):
            continue
        values.append(Value(hour, _number(temperature), None if wind is None else _number(wind), issued))
    if not values:
        raise Unusable("no values")
    return values


def at(answer: Any, path: str) -> Any:
    """What stands at a path such as ``hourly.time`` or ``data.0.temp``; the empty path is the whole.

    :raises Unusable: nothing stands there
    """
    found = answer
    for step in path.split(".") if path else []:
        try:
            found = found[int(step)] if isinstance(found, Sequence) and not isinstance(found, str) else found[step]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Unusable(f"nothing at {path!r} (stopped at {step!r})") from error
    return found


def _told(answer: Any, feed: Feed) -> list[tuple[Any, Any, Any]]:
    """Time, temperature and wind of every hour, as they were said."""
    if feed.layout == Layout.COLUMNS:
        times, temperatures = _list(answer, feed.time_path), _list(answer, feed.temperature_path)
        winds = _list(answer, feed.wind_path) if feed.wind_path else [None] * len(times)
        if not len(times) == len(temperatures) == len(winds):
            raise Unusable("the columns are not of the same length")
        return list(zip(times, temperatures, winds, strict=True))
    rows = at(answer, feed.rows_path)
    if isinstance(rows, Mapping):
        rows = [rows]
    if not isinstance(rows, list) or len(rows) > _MOST_VALUES:
        raise Unusable(f"no list of rows at {feed.rows_path!r}")
    return [
        (at(row, feed.time_path), at(row, feed.temperature_path), at(row, feed.wind_path) if feed.wind_path else None)
        for row in rows
    ]


def _list(answer: Any, path: str) -> list[Any]:
    found = at(answer, path)
    if not isinstance(found, list) or len(found) > _MOST_VALUES:
        raise Unusable(f"no list at {path!r}")
    return found


def _issued(answer: Any, feed: Feed, fetched_at: datetime, zone: ZoneInfo) -> datetime | None:
    if feed.gives == Gives.OBSERVATIONS:
        return None
    return _time(at(answer, feed.issued_path), zone) if feed.issued_path else hour_of(fetched_at)


def _time(said: Any, zone: ZoneInfo) -> datetime:
    try:
        if isinstance(said, int | float) and not isinstance(said, bool):
            return datetime.fromtimestamp(said if said < _SECONDS_AT_MOST else said / 1000, tz=UTC)
        moment = parse_datetime(str(said))
    except (ValueError, OverflowError, OSError) as error:
        raise Unusable(f"{str(said)[:40]!r} is no time") from error
    if moment is None:
        raise Unusable(f"{str(said)[:40]!r} is no time")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _number(said: Any) -> float:
    if isinstance(said, bool):
        raise Unusable(f"{said!r} is no number")
    try:
        return float(said)
    except (TypeError, ValueError) as error:
        raise Unusable(f"{str(said)[:40]!r} is no number") from error
