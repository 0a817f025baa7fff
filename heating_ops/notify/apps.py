"""App registration."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """The ``notify`` sub-app."""

    name = "heating_ops.notify"
