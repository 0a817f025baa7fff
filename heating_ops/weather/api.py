"""The weather over the API: as it is now, values typed or sent, cold waves and their stand-by."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api_fields import IdField, MeasureField, MomentField
from heating_ops.journal.actor import Actor

from .cold_waves.commands import declare_cold_wave, take_posture, withdraw_cold_wave
from .commands import take_values
from .models import ColdWaveLevel, Source
from .reading import Weather, weather_at
from .values import Value, hour_of

_MOST_VALUES = 1000


class WeatherValueShape(serializers.Serializer[dict[str, Any]]):
    """One hourly value; with `issued_at` it is a forecast."""

    at = MomentField()
    temperature_c = MeasureField()
    wind_m_s = MeasureField(required=False, allow_null=True)
    issued_at = MomentField(required=False, allow_null=True)


class WeatherValuesShape(serializers.Serializer[dict[str, Any]]):
    """Hourly values, all or none of which are taken."""

    values = serializers.ListField(child=WeatherValueShape(), min_length=1, max_length=_MOST_VALUES)


class ColdWaveShape(serializers.Serializer[dict[str, Any]]):
    """A level set by hand."""

    level = serializers.CharField(max_length=6, help_text=", ".join(ColdWaveLevel.values))
    until = MomentField()
    reason = serializers.CharField(max_length=300)


class ColdWaveReasonShape(serializers.Serializer[dict[str, Any]]):
    """Why a declared level counts no more."""

    reason = serializers.CharField(max_length=300)


class StandByShape(serializers.Serializer[dict[str, Any]]):
    """A line of the stand-by list that is done."""

    cold_wave = IdField()
    item = IdField()


class _Now(APIView):
    """Answers with the weather after what was done."""

    def answer(self) -> Response:
        """The weather now."""
        return Response(as_json(weather_at(timezone.now())))


class WeatherNow(_Now):
    """The weather now."""

    action = Action.WEATHER_VIEW

    @extend_schema(operation_id="weather_now", responses={200: dict})
    def get(self, request: Request) -> Response:
        """Conditions, the hours behind and ahead, cold wave, season and feeds; what is too old is null."""
        return self.answer()


class WeatherValues(_Now):
    """Values typed by hand or sent by a program."""

    action = Action.WEATHER_EDIT

    @extend_schema(operation_id="weather_values_take", request=WeatherValuesShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Take hourly values; the same again change nothing."""
        shape = WeatherValuesShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        values = [
            Value(hour_of(each["at"]), each["temperature_c"], each.get("wind_m_s"), each.get("issued_at"))
            for each in shape.validated_data["values"]
        ]
        actor, now = Actor.user(user), timezone.now()
        taken = take_values(values, source=Source.TYPED, entered_by=user.pk, actor=actor, now=now)
        return Response({"new": taken.new, "changed": taken.changed, "known": taken.known})


class ColdWaveDeclared(_Now):
    """A cold wave set by hand."""

    action = Action.WEATHER_EDIT

    @extend_schema(operation_id="weather_cold_wave_declare", request=ColdWaveShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Declare a level until a moment; a stricter computed one goes on counting."""
        shape = ColdWaveShape(data=request.data)
        shape.is_valid(raise_exception=True)
        declare_cold_wave(**shape.validated_data, user=signed_in(request), now=timezone.now())
        return self.answer()


class ColdWaveWithdrawn(_Now):
    """The end of a declaration."""

    action = Action.WEATHER_EDIT

    @extend_schema(operation_id="weather_cold_wave_withdraw", request=ColdWaveReasonShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Withdraw the declared level."""
        shape = ColdWaveReasonShape(data=request.data)
        shape.is_valid(raise_exception=True)
        withdraw_cold_wave(**shape.validated_data, user=signed_in(request), now=timezone.now())
        return self.answer()


class StandBy(_Now):
    """The stand-by list of the level in force."""

    action: ClassVar[Action] = Action.WEATHER_EDIT

    @extend_schema(operation_id="weather_stand_by", request=StandByShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Say that a line is done; a second time changes nothing."""
        shape = StandByShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        take_posture(wave_id=said["cold_wave"], item_id=said["item"], user=signed_in(request), now=timezone.now())
        return self.answer()


def as_json(weather: Weather) -> dict[str, Any]:
    """The weather as the API tells it."""
    told, seen, wave = weather.conditions, weather.observation, weather.wave
    return {
        "outdoor_c": told.outdoor_c,
        "forecast_low_c": told.forecast_low_c,
        "cold_wave": told.cold_wave,
        "season": told.season,
        "season_day": told.season_day,
        "observation": seen
        and {
            "at": seen.hour,
            "temperature_c": seen.temperature_c,
            "wind_m_s": seen.wind_m_s,
            "source": seen.source,
            "too_old": weather.observation_old,
        },
        "forecast": {"issued_at": weather.issued_at, "too_old": weather.forecast_old},
        "observed": [{"at": hour, "temperature_c": each} for hour, each in sorted(weather.observed.items())],
        "foretold": [{"at": hour, "temperature_c": each} for hour, each in sorted(weather.foretold.items())],
        "wave": wave
        and {
            "id": wave.pk,
            "level": wave.level,
            "declared": wave.declared,
            "began_at": wave.began_at,
            "fall_c": wave.fall_c,
            "low_c": wave.low_c,
            "stand_by": [
                {"item": line.item.pk, "words": line.item.words, "done_at": line.done and line.done.at}
                for line in weather.posture
            ],
        },
        "feeds": [
            {
                "name": feed.name,
                "enabled": feed.enabled,
                "state": health.state,
                "last_success_at": health.last_success_at,
                "next_try_at": health.next_try_at,
                "last_error": health.last_error,
            }
            for feed in weather.feeds
            if (health := getattr(feed, "health", None))
        ],
    }
