"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimersConfig(AppConfig):
    """The ``timers`` sub-app."""

    name = "heating_ops.timers"
    verbose_name = _("Deadlines")
