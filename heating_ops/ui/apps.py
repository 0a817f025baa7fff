"""Registers the shared look with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, page shell, style guide."""

    name = "heating_ops.ui"
    label = "ui"
