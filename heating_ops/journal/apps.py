"""App registration."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The ``journal`` sub-app."""

    name = "heating_ops.journal"
