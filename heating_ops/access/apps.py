"""App registration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The ``access`` sub-app."""

    name = "heating_ops.access"
