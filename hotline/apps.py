"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """The hotline: calls taken, told the truth, called back."""

    name = "hotline"
    verbose_name = _("Hotline")

    def ready(self) -> None:
        """Register the telephone's cards, who may follow its board, and the words for the hotline's codes."""
        from heating_ops.access import boards
        from heating_ops.journal import cards
        from heating_ops.timers import clock
        from heating_ops.ui import wording

        from .models import CallOutcome, Channel
        from .telephony import forgotten
        from .telephony import queries as telephony

        wording.register("channel", Channel.choices)
        wording.register("call_outcome", CallOutcome.choices)
        cards.register("ring", cards.CardSource(of=telephony.cards_of, on=telephony.open_cards_on))
        boards.register("hotline", telephony.boards_followed)
        clock.register(forgotten.FORGOTTEN, forgotten.ring_forgotten)
