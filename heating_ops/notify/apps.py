"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    """The ``notify`` sub-app."""

    name = "heating_ops.notify"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Let every worker send."""
        from heating_ops import chores

        from .sending import send_due

        chores.register("notify", send_due)
