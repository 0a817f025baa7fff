"""Django's entry for the one-machine start; it has no models."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """The one-machine start."""

    name = "heating_ops.local"
    label = "local"
