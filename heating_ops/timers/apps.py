"""App registration."""

from django.apps import AppConfig


class TimersConfig(AppConfig):
    """The ``timers`` sub-app."""

    name = "heating_ops.timers"
