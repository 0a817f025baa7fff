"""Why a call-back can be refused, in words."""

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal


class NoSuchCall(Refusal):
    """The id of the call is unknown."""

    code = "no_such_call"
    sentence = _("There is no such call.")
    status = 404


class NoSuchCallBack(Refusal):
    """The id is unknown, or lies outside what the person may reach."""

    code = "no_such_call_back"
    sentence = _("There is no such call-back.")
    status = 404


class CallBackSettled(Refusal):
    """Somebody else called, or there is work again."""

    code = "call_back_settled"
    sentence = _("This caller does not wait any more: somebody else called back, or there is work again.")


class SomebodyIsOnIt(Refusal):
    """One caller is called by one operator."""

    code = "somebody_is_on_it"
    sentence = _("%(who)s is calling this caller.")


class NotInYourHand(Refusal):
    """Only what one has can be put back."""

    code = "not_in_your_hand"
    sentence = _("You are not calling this caller.")


class NotTriedOften(Refusal):
    """A caller is given up only after enough tries."""

    code = "not_tried_often"
    sentence = _("Nobody gives a caller up before %(attempts)s calls without an answer.")
