"""Promising a call."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput
from hotline.models import Call

from . import events
from .models import CallBack, Why
from .opening import made
from .refusals import NoSuchCall


@command
def promise(*, call_id: int, why: str, due_at: datetime, actor: Actor, now: datetime) -> CallBack:
    """Promise a caller a call at a time; promised again for the same reason, the new time counts.

    The caller stands on the list from now on, and at its head from ``due_at`` on.

    :param why: one of ``Why``
    :raises NoSuchCall: the id is unknown
    :raises InvalidInput: the time has passed, or nobody knows the reason
    """
    if why not in Why.values:
        raise InvalidInput("why", _("“%(value)s” is not one of the choices."), value=why)
    if due_at < now:
        raise InvalidInput("due_at", _("This time has passed: promise one that is to come."))
    call = Call.objects.select_for_update(of=("self",)).select_related("work_order").filter(pk=call_id).first()
    if call is None:
        raise NoSuchCall
    # The call is locked, so that two who promise at once make one row.
    one = CallBack.objects.select_for_update(of=("self",)).filter(call=call, why=why, state="open").first()
    if one is None:
        one = made([call], why=Why(why), due_at=due_at, now=now, next_try_at=due_at)[0]
    else:
        one.due_at = one.next_try_at = due_at
        one.save(update_fields=["due_at", "next_try_at"])
    events.promised(one, actor=actor, now=now)
    return one
