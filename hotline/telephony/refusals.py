"""Why the telephone's commands refuse, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoTelephone(Refusal):
    """Nobody shares a secret with us, so no event can be believed."""

    code = "no_telephone"
    sentence = _("No telephone system is connected: TELEPHONY_SECRET is not set.")
    status = 404


class NoSuchRing(Refusal):
    """No ring has this id."""

    code = "no_such_ring"
    sentence = _("There is no such telephone call.")
    status = 404


class AnsweredBySomebody(Refusal):
    """Another operator was first."""

    code = "answered_by_somebody"
    sentence = _("%(who)s has answered this call.")


class AlreadyYours(Refusal):
    """The person has the call or the call-back already."""

    code = "already_yours"
    sentence = _("You have this call already.")


class CallerIsGone(Refusal):
    """The call is over; a missed caller stands on the list."""

    code = "caller_is_gone"
    sentence = _("The caller has hung up.")


class StillRinging(Refusal):
    """There is nobody to take it from."""

    code = "still_ringing"
    sentence = _("Nobody has this call yet: answer it.")


class TakeNeedsReason(Refusal):
    """The first seconds, in which a call may be taken freely, are over."""

    code = "reason_needed"
    sentence = _("%(who)s has had this call for more than %(seconds)s s. Say why you take it.")


class NotYours(Refusal):
    """Only who has a call ends it."""

    code = "not_yours"
    sentence = _("%(who)s has this call.")


class NotOwed(Refusal):
    """The caller was reached, or rang again."""

    code = "not_owed"
    sentence = _("This caller does not wait for a call-back any more.")


class CalledBySomebody(Refusal):
    """Another operator calls this number back."""

    code = "called_by_somebody"
    sentence = _("%(who)s is calling this number back. Say why you take it over.")
