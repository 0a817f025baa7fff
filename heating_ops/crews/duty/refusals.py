"""Why a change of the roster can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput, Refusal


class NotOnTheRoster(Refusal):
    """The id is unknown, or not within this person's reach."""

    code = "not_on_the_roster"
    sentence = _("There is no such entry on the roster.")
    status = 404


class PersonBusy(Refusal):
    """The database has them on duty elsewhere at that time."""

    code = "person_on_duty_elsewhere"
    sentence = _("%(name)s is on duty at that time already.")


class PersonAway(Refusal):
    """Leave was granted to them."""

    code = "person_on_leave"
    sentence = _("%(name)s is on leave at that time.")


class PostFilled(Refusal):
    """Somebody else took these hours, perhaps in the same second."""

    code = "post_filled"
    sentence = _("Somebody is on duty there at that time already. Say so if one more is wanted.")


class DutyOver(Refusal):
    """What was is what it was: escalations and hand-overs went by it."""

    code = "duty_over"
    sentence = _("These hours are over.")


class DutyBegun(Refusal):
    """Who is on duty hands over; they do not swap away what they have begun."""

    code = "duty_begun"
    sentence = _("These hours have begun. A swap is for hours that are still ahead.")


class DutyCancelled(Refusal):
    """Somebody changed it meanwhile."""

    code = "duty_changed"
    sentence = _("This duty was changed meanwhile. Look at the roster again.")


class NotYours(Refusal):
    """Nobody gives away or answers what is another's."""

    code = "not_yours"
    sentence = _("This is not yours to decide.")


class SwapSettled(Refusal):
    """It was answered, decided or withdrawn."""

    code = "swap_settled"
    sentence = _("This swap is “%(state)s” already.")


class SwapAsked(Refusal):
    """One duty is offered to one person at a time."""

    code = "swap_asked"
    sentence = _("A swap of this duty is asked for already.")


class LeaveSettled(Refusal):
    """It was decided or withdrawn."""

    code = "leave_settled"
    sentence = _("This leave is “%(state)s” already.")


class LeaveOverlaps(Refusal):
    """A person asks once for the same days."""

    code = "leave_overlaps"
    sentence = _("There is leave in these hours already.")


class PatternOver(Refusal):
    """It has ended before that day already."""

    code = "pattern_over"
    sentence = _("This pattern ends before that day already.")


class WhyMissing(InvalidInput):
    """Whoever was on the roster is told why they are not."""

    def __init__(self) -> None:
        super().__init__("reason", _("Say why."))
