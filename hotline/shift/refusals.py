"""Why the commands of seats refuse, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class SeatTaken(Refusal):
    """Somebody else is signed on there, and their browser was heard of lately."""

    code = "seat_taken"
    sentence = _("%(who)s sits at seat %(seat)s.")


class AlreadySignedOn(Refusal):
    """A person has one seat at a time."""

    code = "already_signed_on"
    sentence = _("You are signed on at seat %(seat)s. Sign off there first.")


class NotSignedOn(Refusal):
    """There is no open session to change."""

    code = "not_signed_on"
    sentence = _("You are not signed on at any seat.")


class AlreadyOnBreak(Refusal):
    """On this very break."""

    code = "already_on_break"
    sentence = _("You are on this break already.")


class NotOnBreak(Refusal):
    """There is no break to come back from."""

    code = "not_on_break"
    sentence = _("You are not on a break.")
