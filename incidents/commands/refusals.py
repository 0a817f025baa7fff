"""Why a command on an incident can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput, Refusal


class NoSuchIncident(Refusal):
    """The id is unknown, or not within this person's reach."""

    code = "no_such_incident"
    sentence = _("There is no such incident.")
    status = 404


class IllegalPhase(Refusal):
    """The table of phases has no such step."""

    code = "illegal_phase"
    sentence = _("%(number)s is “%(phase)s”; that phase does not follow from there.")


class IncidentStale(Refusal):
    """Somebody decided something about it since this person looked."""

    code = "stale_version"
    sentence = _("%(number)s was changed meanwhile. Look at it again before you act.")


class IncidentClosed(Refusal):
    """Its record stays as it was."""

    code = "incident_closed"
    sentence = _("%(number)s is closed.")


class AlreadyGathered(Refusal):
    """An order belongs to one incident at a time."""

    code = "already_gathered"
    sentence = _("%(number)s already belongs to incident %(incident)s.")


class NotGathered(Refusal):
    """There is nothing to take out."""

    code = "not_gathered"
    sentence = _("%(number)s does not belong to incident %(incident)s.")


class OrderOver(Refusal):
    """Only open orders are work an incident can gather."""

    code = "order_over"
    sentence = _("%(number)s is “%(status)s”, so there is nothing to gather.")


class ReachTaken(Refusal):
    """Somebody declared an incident there already, perhaps in the same second."""

    code = "reach_taken"
    sentence = _("%(number)s is already open there. Gather under it, or say that this is another incident.")


class NothingChanges(Refusal):
    """Somebody was first with the same decision."""

    code = "nothing_changes"
    sentence = _("%(number)s is that already.")


class CallersGathered(Refusal):
    """A false alarm has no callers: they were told that their heat comes back."""

    code = "callers_gathered"
    sentence = _("%(count)s callers were told about %(number)s, so it cannot be closed as none. Restore it first.")


class ReasonMissing(InvalidInput):
    """A step back, a new grade and a false alarm are explained."""

    def __init__(self) -> None:
        super().__init__("reason", _("Say why."))
