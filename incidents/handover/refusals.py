"""Why a step of a hand-over can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchHandover(Refusal):
    """The id is unknown, or not within this person's reach."""

    code = "no_such_handover"
    sentence = _("There is no such hand-over.")
    status = 404


class SignedByAnother(Refusal):
    """Who wrote it cannot have read it for the first time."""

    code = "signed_by_another"
    sentence = _("Who wrote the note does not sign it. The next person does.")


class HandoverSettled(Refusal):
    """It was signed, or written anew."""

    code = "handover_settled"
    sentence = _("This hand-over is “%(state)s” already.")


class WatchItemStruck(Refusal):
    """Somebody struck it off already."""

    code = "watch_item_struck"
    sentence = _("This line was struck off already.")
