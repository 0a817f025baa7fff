"""The weather as a whole, for page and API: what is known now, how old it is, and from where."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from .chart import AHEAD_HOURS, BACK_HOURS
from .cold_waves import queries as cold_waves
from .cold_waves.queries import PostureLine
from .conditions import Conditions, local_day, read_now
from .default_rules import FORECAST_BELIEVED, OBSERVATION_BELIEVED
from .models import ColdWave, ColdWaveDeclaration, Feed, Observation, SeasonPeriod
from .queries import foretold, newest_issue, newest_observation, observed, standards

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Weather:
    """Everything the page shows.

    ``observation`` is the newest one however old; ``observation_old`` says that it is not believed any
    more. ``issued_at`` and ``forecast_old`` say the same of the forecast.
    """

    conditions: Conditions
    observation: Observation | None
    observation_old: bool
    issued_at: datetime | None
    forecast_old: bool
    believed_hours: int
    observed: dict[datetime, float]
    foretold: dict[datetime, float]
    wave: ColdWave | None
    posture: list[PostureLine]
    declaration: ColdWaveDeclaration | None
    season: SeasonPeriod | None
    next_season: SeasonPeriod | None
    feeds: list[Feed]


def weather_at(now: datetime) -> Weather:
    """Read the weather now, past what this process keeps: whoever typed a value sees it."""
    numbers = standards()
    told = read_now(now)
    observation, issued_at = newest_observation(now), newest_issue(now)
    wave = cold_waves.in_force()
    today = local_day(now)
    return Weather(
        conditions=told,
        observation=observation,
        observation_old=observation is not None and observation.hour <= now - numbers[OBSERVATION_BELIEVED] * _HOUR,
        issued_at=issued_at,
        forecast_old=issued_at is not None and issued_at <= now - numbers[FORECAST_BELIEVED] * _HOUR,
        believed_hours=numbers[OBSERVATION_BELIEVED],
        observed=observed(since=now - (BACK_HOURS + 1) * _HOUR, until=now),
        foretold=foretold(now=now, until=now + AHEAD_HOURS * _HOUR, believed_hours=numbers[FORECAST_BELIEVED]),
        wave=wave,
        posture=list(cold_waves.posture_of(wave)) if wave else [],
        declaration=cold_waves.declaration(now),
        season=_season_on(today),
        next_season=SeasonPeriod.objects.filter(first_day__gt=today).order_by("first_day").first(),
        feeds=list(Feed.objects.select_related("health").order_by("name")),
    )


def _season_on(day: date) -> SeasonPeriod | None:
    return SeasonPeriod.objects.filter(first_day__lte=day, last_day__gte=day).first()
