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
        from heating_ops.notify import presence as telling
        from heating_ops.timers import clock
        from heating_ops.ui import wording

        from . import catalogue, deadlines, presence, queries
        from .clock_rules import deadlines as warnings
        from .clocks import SUSPENDED_TOO_LONG
        from .escalation import registering as escalating
        from .models import Step

        telling.register(presence.on_duty)
        cards.register("work_order", cards.CardSource(of=queries.cards_of, on=queries.open_cards_on))
        for kind in deadlines.STEP_KINDS:
            clock.register_batch(kind, deadlines.step_missed, on_mark=warnings.steps_warned)
        clock.register(deadlines.GUIDANCE, deadlines.guidance_passed, on_mark=warnings.steps_warned)
        clock.register(SUSPENDED_TOO_LONG, warnings.suspended_too_long)
        escalating.register()
        wording.register("status", catalogue.Status.choices)
        wording.register("urgency", catalogue.Urgency.choices)
        wording.register("category", catalogue.Category.choices)
        wording.register("order_type", catalogue.OrderType.choices)
        wording.register("handling", catalogue.Handling.choices)
        wording.register("guided", catalogue.GuidanceEnd.choices)
        wording.register("suspended", catalogue.SuspendReason.choices)
        wording.register("responsibility", catalogue.Responsibility.choices)
        wording.register("cause", catalogue.Cause.choices)
        steps = [(f"work_order.{step}", step.label) for step in Step]
        wording.register("deadline", [*steps, (SUSPENDED_TOO_LONG, _("Suspended at most until"))])
        wording.register("step", Step.choices)
        warnings.register_topics()
        self._weather()

    @staticmethod
    def _weather() -> None:
        """Let every worker look at open orders again when the weather is another."""
        from heating_ops import chores

        from .regrading.running import regrade_due

        chores.register("regrading", regrade_due)
