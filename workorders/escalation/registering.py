"""What the lower layers must know of escalation: clocks, cards, words, and topics people are told of."""

from heating_ops.crews.models import Level
from heating_ops.journal import cards
from heating_ops.timers import clock
from heating_ops.ui import wording

from . import alarm_cards, alarms, chasing, community, deadlines, messages, supervised, upward
from .models import Because, Cause, Ended, Stage
from .rule_models import AlarmKind, CommunityRule


def register() -> None:
    """Called in ``AppConfig.ready()``."""
    for kind, handle in (
        (upward.ESCALATE, deadlines.escalations_due),
        (upward.SILENCE, deadlines.silences_due),
        (supervised.SUPERVISION, deadlines.supervisions_due),
        (chasing.CHASE, deadlines.chases_due),
    ):
        clock.register_batch(kind, handle)
    clock.register(community.UNANSWERED, alarms.alarm_unanswered)
    clock.register(community.QUIET, alarms.alarm_quiet)
    cards.register("community_alarm", cards.CardSource(of=alarm_cards.cards_of, on=alarm_cards.open_cards_on))
    wording.register("duty_level", Level.choices)
    wording.register("escalation", Stage.choices)
    wording.register("escalated_because", Because.choices)
    wording.register("escalation_cause", Cause.choices)
    wording.register("escalation_ended", Ended.choices)
    wording.register("alarm_kind", AlarmKind.choices)
    wording.register("alarm_where", CommunityRule.Where.choices)
    messages.register()
