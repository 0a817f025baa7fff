"""Why an unfinished call is not kept, or not filed, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchDraft(Refusal):
    """There is none of this key, or it is somebody else's, which is not told."""

    code = "no_such_draft"
    sentence = _("There is no such unfinished call.")
    status = 404


class DraftChanged(Refusal):
    """Another window kept something since; what is at hand now does not build on it."""

    code = "draft_changed"
    sentence = _("This unfinished call was changed in another window. Both are kept.")


class DraftDone(Refusal):
    """The call was filed or let go since."""

    code = "draft_done"
    sentence = _("This unfinished call was filed or discarded meanwhile.")


class TooManyDrafts(Refusal):
    """More unfinished calls than anybody can have at hand."""

    code = "too_many_drafts"
    sentence = _("There are %(count)s unfinished calls already. Finish or discard some of them.")


class FiledAlready(Refusal):
    """The call arrived before with other words; what is new belongs into the call that is there."""

    code = "filed_already"
    sentence = _("This call was filed already, as it was before: %(number)s. Open it to add what is new.")


class SomebodyElse(Refusal):
    """A page that one person opened sends in the session of another."""

    code = "somebody_else"
    sentence = _("Somebody else is signed in on this machine now. Sign in again to send this.")
