"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeatherConfig(AppConfig):
    """The ``weather`` sub-app."""

    name = "heating_ops.weather"
    verbose_name = _("Weather and season")
