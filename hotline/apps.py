"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    """The hotline: calls taken, told the truth, called back."""

    name = "hotline"
    verbose_name = _("Hotline")

    def ready(self) -> None:
        """Register the telephone's cards and board, the hotline's words, and what turns of the work mean to callers."""
        from heating_ops.access import boards
        from heating_ops.journal import cards
        from heating_ops.notify import topics
        from heating_ops.timers import clock
        from heating_ops.ui import wording
        from incidents import turns as incident_turns
        from workorders import turns

        from . import customer_texts
        from .call_backs import listening
        from .models import CallOutcome, Channel, Situation
        from .telephony import forgotten
        from .telephony import queries as telephony

        wording.register("channel", Channel.choices)
        wording.register("call_outcome", CallOutcome.choices)
        wording.register("situation", Situation.choices)
        cards.register("ring", cards.CardSource(of=telephony.cards_of, on=telephony.open_cards_on))
        boards.register("hotline", telephony.boards_followed)
        clock.register(forgotten.FORGOTTEN, forgotten.ring_forgotten)
        turns.register(turns.Turn.DONE, listening.work_done)
        turns.register(turns.Turn.DONE, customer_texts.work_done)
        turns.register(turns.Turn.REOPENED, listening.work_again)
        turns.register(turns.Turn.MERGED, listening.merged)
        turns.register_answers(listening.order_answered)
        incident_turns.register(listening.phase_changed)
        topics.register(
            customer_texts.WORK_DONE,
            title=_("Heating repair %(number)s"),
            body=_("The crew reports that the work is done. If your heating is not in order, please call %(hotline)s."),
        )
        self._channels()
        self._shift()

    @staticmethod
    def _channels() -> None:
        """Let every worker follow the journal for sources of tickets, and take files of calls."""
        from heating_ops import chores
        from heating_ops.notify import sending

        from .channels import following, pushing
        from .channels.files.taking import take_rows

        sending.register(following.PUSH, pushing.push_state)
        chores.register("ticket_states", following.follow)
        chores.register("call_files", take_rows)

    @staticmethod
    def _shift() -> None:
        """Let seats stand on the hotline's board, end when somebody signs out, and be ended when forgotten."""
        from heating_ops.access import leaving
        from heating_ops.journal import cards
        from heating_ops.timers import clock
        from heating_ops.ui import wording

        from .knowledge import queries as knowledge
        from .shift import commands, forgotten, queries, words

        wording.register("seat_state", words.STATES)
        wording.register("break_reason", words.REASONS)
        cards.register("article", cards.CardSource(of=knowledge.cards_of, on=knowledge.open_cards_on))
        cards.register("seat", cards.CardSource(of=queries.cards_of, on=queries.open_cards_on))
        clock.register(commands.FORGOTTEN, forgotten.seat_forgotten)
        leaving.register(commands.sign_off_if_on)
