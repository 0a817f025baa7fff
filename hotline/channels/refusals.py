"""Why a ticket or what is done with it can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchSource(Refusal):
    """The code is unknown, or the source is switched off."""

    code = "no_such_source"
    sentence = _("There is no source of tickets with this code, or it is switched off.")
    status = 404


class TicketDiffers(Refusal):
    """A number stands for one ticket."""

    code = "ticket_differs"
    sentence = _("Ticket %(number)s was taken before with other content. What differs: %(fields)s.")


class NoSuchTicket(Refusal):
    """The id is unknown."""

    code = "no_such_ticket"
    sentence = _("There is no such ticket.")
    status = 404


class AlreadySorted(Refusal):
    """Somebody was first."""

    code = "already_sorted"
    sentence = _("Ticket %(number)s is sorted out already.")


class ClaimedByAnother(Refusal):
    """One ticket, one pair of hands."""

    code = "claimed_by_another"
    sentence = _("%(who)s has ticket %(number)s in hand.")


class NoSuchFile(Refusal):
    """The id is unknown."""

    code = "no_such_file"
    sentence = _("There is no such file.")
    status = 404


class FileNotWaiting(Refusal):
    """It was taken or dropped already."""

    code = "file_not_waiting"
    sentence = _("This file was taken or dropped already.")
