"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """The ``access`` sub-app."""

    name = "heating_ops.access"
    verbose_name = _("Accounts")
