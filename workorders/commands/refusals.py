"""Why a command on a work order can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchWorkOrder(Refusal):
    code = "no_such_work_order"
    sentence = _("There is no such work order.")
    status = 404


class IllegalMove(Refusal):
    code = "illegal_move"
    sentence = _("%(number)s is “%(status)s”; this step does not follow from there.")


class StaleVersion(Refusal):
    code = "stale_version"
    sentence = _("%(number)s was changed meanwhile (now “%(status)s”). Look at it again before you act.")


class AssignedElsewhere(Refusal):
    code = "assigned_elsewhere"
    sentence = _("%(number)s is assigned to %(crew)s now.")


class CrewBusy(Refusal):
    code = "crew_busy"
    sentence = _("%(crew)s is already out on %(number)s. Finish or suspend that first.")


class NoSuchCrew(Refusal):
    code = "no_such_crew"
    sentence = _("There is no such crew in this branch.")
    status = 400


class ReturnedTooOften(Refusal):
    code = "returned_too_often"
    sentence = _("%(number)s was already returned %(count)s times. Call the dispatcher instead.")


class MergeTargetClosed(Refusal):
    code = "merge_target_closed"
    sentence = _("%(number)s is not open, so nothing can be merged into it.")


class MergeIntoItself(Refusal):
    code = "merge_into_itself"
    sentence = _("A work order cannot be merged into itself.")


class SameTroubleOpen(Refusal):
    code = "same_trouble_open"
    sentence = _("Another open work order already covers this trouble: %(number)s.")
