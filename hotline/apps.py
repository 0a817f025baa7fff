"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """The hotline: calls taken, told the truth, called back."""

    name = "hotline"
    verbose_name = _("Hotline")

    def ready(self) -> None:
        """Bring the words for the hotline's codes."""
        from heating_ops.ui import wording

        from .models import CallOutcome, Channel

        wording.register("channel", Channel.choices)
        wording.register("call_outcome", CallOutcome.choices)
