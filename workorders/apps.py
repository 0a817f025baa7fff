"""App registration: what the lower layers must know of work orders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkordersConfig(AppConfig):
    """Work orders: triage, dispatch, the crew's steps, escalation."""

    name = "workorders"
    verbose_name = _("Work orders")

    def ready(self) -> None:
        """Register the cards of work orders and what to do when their deadlines pass."""
        from heating_ops.journal import cards
        from heating_ops.timers import clock

        from . import deadlines, queries

        cards.register("work_order", cards.CardSource(of=queries.cards_of, on=queries.open_cards_on))
        for kind in deadlines.STEP_KINDS:
            clock.register(kind, deadlines.step_missed)
        clock.register(deadlines.ESCALATE, deadlines.escalation_due)
