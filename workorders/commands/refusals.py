"""Why a command on a work order can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchWorkOrder(Refusal):
    """The id is unknown, or lies outside what the person may reach."""

    code = "no_such_work_order"
    sentence = _("There is no such work order.")
    status = 404


class IllegalMove(Refusal):
    """The table of moves has no such step from where the order stands."""

    code = "illegal_move"
    sentence = _("%(number)s is “%(status)s”; this step does not follow from there.")


class AlreadySent(IllegalMove):
    """Two people sent a crew to one order; the second is told who was first, and whom they sent."""

    code = "already_sent"
    sentence = _("%(who)s has already sent %(crew)s to %(number)s.")


class StaleVersion(Refusal):
    """The decision was made on what the order is not any more."""

    code = "stale_version"
    sentence = _("%(who)s changed %(number)s meanwhile (now “%(status)s”). Look at it again before you act.")


class AssignedElsewhere(Refusal):
    """Another crew has the order."""

    code = "assigned_elsewhere"
    sentence = _("%(number)s is assigned to %(crew)s now.")


class CrewBusy(Refusal):
    """One crew cannot be out on two orders."""

    code = "crew_busy"
    sentence = _("%(crew)s is already out on %(number)s. Finish or suspend that first.")


class NoSuchCrew(Refusal):
    """The id of the crew is unknown."""

    code = "no_such_crew"
    sentence = _("There is no such crew.")
    status = 400


class ReturnedTooOften(Refusal):
    """The order went back to the dispatcher as often as it may."""

    code = "returned_too_often"
    sentence = _("%(number)s was already returned %(count)s times. Call the dispatcher instead.")


class MergeTargetClosed(Refusal):
    """Reports must not vanish into an order nobody works on."""

    code = "merge_target_closed"
    sentence = _("%(number)s is not open, so nothing can be merged into it.")


class MergeIntoItself(Refusal):
    """Both orders are the same."""

    code = "merge_into_itself"
    sentence = _("A work order cannot be merged into itself.")


class OrderNotOpen(Refusal):
    """Nobody works on the order any more."""

    code = "order_not_open"
    sentence = _("%(number)s is not open any more, so the caller cannot be added to it.")


class SameTroubleOpen(Refusal):
    """Two open orders of one trouble would send two crews."""

    code = "same_trouble_open"
    sentence = _("Another open work order already covers this trouble: %(number)s.")


class NothingToGuide(Refusal):
    """Nobody waits for guidance about this order: somebody was sent, or it is over."""

    code = "nothing_to_guide"
    sentence = _("%(number)s does not wait for guidance any more; it is “%(status)s”.")


class TooUrgentToGuide(Refusal):
    """A danger, or a leak, is gone to and never talked away."""

    code = "too_urgent_to_guide"
    sentence = _("%(number)s is urgent: a crew goes there, whatever the telephone says.")
