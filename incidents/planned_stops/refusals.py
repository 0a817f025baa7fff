"""Why a command on a planned stop can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchStop(Refusal):
    """The id is unknown, or not within this person's reach."""

    code = "no_such_planned_stop"
    sentence = _("There is no such planned stop.")
    status = 404


class StopStale(Refusal):
    """Somebody decided something about it since this person looked."""

    code = "stale_version"
    sentence = _("%(number)s was changed meanwhile. Look at it again before you act.")


class StopOver(Refusal):
    """It was ended or called off; its record stays as it was."""

    code = "planned_stop_over"
    sentence = _("%(number)s is over.")


class StopHasBegun(Refusal):
    """Heat that is off cannot be left on: it is ended."""

    code = "planned_stop_has_begun"
    sentence = _("%(number)s has begun already. End it when the heat is back.")


class StopNotBegun(Refusal):
    """What has not begun cannot end."""

    code = "planned_stop_not_begun"
    sentence = _("%(number)s has not begun yet. Call it off if it does not take place.")
