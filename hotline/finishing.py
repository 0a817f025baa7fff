"""The rest of a call that was sent with the place alone, because somebody was in danger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Refusal
from workorders.catalogue import Priority

from . import events
from .models import Call


class NothingLeftToWrite(Refusal):
    """Somebody was first, or the call was filed whole."""

    code = "nothing_left_to_write"
    sentence = _("%(number)s is complete already; look at what is written there.")


@dataclass(frozen=True, slots=True)
class Rest:
    """What was not asked while it was urgent to send somebody."""

    text: str
    caller_phone: str
    caller_name: str
    answers: Mapping[str, bool]
    extent: str
    indoor_temp_c: float | None = None


def is_unfinished(call: Call) -> bool:
    """Answer whether the call was sent in a hurry: whoever files it whole must say how far the trouble reaches."""
    return call.triage["priority"] == Priority.P1 and not call.extent


@command
def finish_call(*, call_id: int, rest: Rest, actor: Actor, now: datetime) -> Call:
    """Write down the rest. The decision stays as it was made: it could not have been stricter.

    :raises NothingLeftToWrite: somebody was first
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if not is_unfinished(call):
        raise NothingLeftToWrite(number=call.number)
    call.text, call.caller_phone, call.caller_name = rest.text, rest.caller_phone, rest.caller_name
    call.extent, call.indoor_temp_c = rest.extent, rest.indoor_temp_c
    # A danger that was heard in the hurry is not taken back by what is asked afterwards.
    call.answers = {**call.answers, **rest.answers} | dict.fromkeys(call.dangers, True)
    call.save(update_fields=["text", "caller_phone", "caller_name", "extent", "indoor_temp_c", "answers"])
    events.finished(call, actor=actor, now=now)
    return call
