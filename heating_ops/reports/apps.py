"""App registration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The ``reports`` sub-app."""

    name = "heating_ops.reports"
