"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """The ``journal`` sub-app."""

    name = "heating_ops.journal"
    verbose_name = _("Journal")
