"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrewsConfig(AppConfig):
    """The ``crews`` sub-app."""

    name = "heating_ops.crews"
    verbose_name = _("Crews")
