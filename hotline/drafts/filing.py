"""Filing what was typed: once, whatever is sent again, and the unfinished call is no more."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from django.http import QueryDict
from django.urls import reverse

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.queries import answer_to
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import RequestIdTaken

from .commands import settle
from .refusals import FiledAlready, SomebodyElse

# What a sending carries beside the call.
_NOT_OF_THE_CALL: Final = frozenset({"csrfmiddlewaretoken", "request_id", "sender"})


def file_once(request_id: UUID, *, said: QueryDict, user: User, do: Callable[[], object], now: datetime) -> int:
    """File a call form once, and settle its draft; answer the call's id.

    The form's own number stays the same from its first letter on, also when it is mended or continued
    on another machine. So the same number may come with other words: then the call is there already, and
    the words that are new are not dropped in silence.

    :param do: files the call
    :raises FiledAlready: it was filed with other words before; says where it is
    :raises RequestIdTaken: the number is another person's
    :raises SomebodyElse: the page that sends it was opened by another person
    """
    actor = Actor.user(user)
    if said.get("sender", "") not in ("", str(user.pk)):
        raise SomebodyElse
    try:
        filed = once(request_id, actor=actor, do=do, digest=_digest(said), subject_type="call")
    except RequestIdTaken:
        earlier = answer_to(request_id)
        if earlier is None or earlier.actor != actor.ref or not earlier.data.get("call"):
            raise
        call = earlier.data["call"]
        location = reverse("hotline:call", args=[call["id"]])
        raise FiledAlready(number=call["number"], location=location) from None
    settle(user=user, key=request_id, now=now)
    return int(filed.data["call"]["id"])


def _digest(said: QueryDict) -> str:
    pairs = sorted((name, said.getlist(name)) for name in said if name not in _NOT_OF_THE_CALL)
    return hashlib.sha256(orjson.dumps(["hotline/calls/new", pairs])).hexdigest()
