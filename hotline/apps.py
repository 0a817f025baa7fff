"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """The hotline: calls taken, told the truth, called back."""

    name = "hotline"
    verbose_name = _("Hotline")
