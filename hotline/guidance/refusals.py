"""Why a guidance cannot be taken or filed, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class GuidedBySomebody(Refusal):
    """Another operator has the customer on the line."""

    code = "guided_by_somebody"
    sentence = _("%(who)s guides the customer of %(number)s.")


class NotAlone(Refusal):
    """The call belongs to something that is more than this caller's trouble."""

    code = "guidance_not_alone"
    sentence = _("This call joins %(number)s: guidance alone cannot end that. File it without what guidance came to.")
