"""The API's addresses of the weather."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.WeatherNow.as_view(), name="weather-now"),
    path("values/", api.WeatherValues.as_view(), name="weather-values"),
    path("cold-wave/", api.ColdWaveDeclared.as_view(), name="weather-cold-wave"),
    path("cold-wave/withdrawal/", api.ColdWaveWithdrawn.as_view(), name="weather-cold-wave-withdrawal"),
    path("stand-by/", api.StandBy.as_view(), name="weather-stand-by"),
]
