"""App registration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The ``network`` sub-app."""

    name = "heating_ops.network"
