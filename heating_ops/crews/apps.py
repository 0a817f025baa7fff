"""App registration."""

from django.apps import AppConfig


class CrewsConfig(AppConfig):
    """The ``crews`` sub-app."""

    name = "heating_ops.crews"
