"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeatherConfig(AppConfig):
    """The ``weather`` sub-app."""

    name = "heating_ops.weather"
    verbose_name = _("Weather and season")

    def ready(self) -> None:
        """Let every worker ask the feeds that are due, and look whether a cold wave begins or ends as time passes."""
        from heating_ops import chores
        from heating_ops.ui import wording

        from . import watching
        from .cold_waves import telling
        from .feeds import asking
        from .models import ColdWaveLevel, SeasonMode

        telling.register_topics()
        chores.register("weather_feeds", asking.ask_due)
        chores.register("weather_watch", watching.watch)
        wording.register("cold_wave", ColdWaveLevel.choices)
        wording.register("season", SeasonMode.choices)
