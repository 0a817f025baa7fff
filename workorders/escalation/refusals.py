"""Why a word about an escalation can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NotEscalated(Refusal):
    """Nobody was told of it, so nobody can say that they have it."""

    code = "not_escalated"
    sentence = _("%(number)s is not escalated, or caught up meanwhile.")


class HasIt(Refusal):
    """Somebody else was first."""

    code = "escalation_acknowledged"
    sentence = _("%(name)s has %(number)s already.")


class NoHigherLevel(Refusal):
    """It is at that level, or above it, and somebody there was told."""

    code = "level_was_told"
    sentence = _("%(level)s was told of %(number)s already and has not answered yet.")


class AlreadySupervised(Refusal):
    """One pair of eyes answers for an order."""

    code = "already_supervised"
    sentence = _("%(name)s supervises %(number)s already.")


class NotSupervised(Refusal):
    """There is no supervision to end."""

    code = "not_supervised"
    sentence = _("%(number)s is not supervised.")


class AlreadyChased(Refusal):
    """One question at a time, so that its answer is clear."""

    code = "already_chased"
    sentence = _("%(number)s is chased already: an answer is expected by %(due_at)s.")


class NotChased(Refusal):
    """Nobody asked, or it was answered."""

    code = "not_chased"
    sentence = _("Nobody waits for an answer about %(number)s.")


class NoSuchAlarm(Refusal):
    """The id is unknown, or not within this person's reach."""

    code = "no_such_community_alarm"
    sentence = _("There is no such community alarm.")
    status = 404


class AlarmOver(Refusal):
    """It grew quiet."""

    code = "community_alarm_over"
    sentence = _("The alarm of %(name)s is over.")


class AlarmTaken(Refusal):
    """Somebody else was first."""

    code = "community_alarm_taken"
    sentence = _("%(name)s has the alarm of %(place)s already.")
