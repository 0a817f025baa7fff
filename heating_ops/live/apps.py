"""App registration."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """The live boards' wiring."""

    name = "heating_ops.live"
