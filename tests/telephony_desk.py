"""What tests of the telephone say often."""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
from django.test import Client
from town import MORNING

from hotline.telephony.hearing import Heard, hear
from hotline.telephony.models import ExchangeKind, Ring
from hotline.telephony.signing import SIGNATURE_HEADER, TIME_HEADER, signature

SECRET = "between-the-exchange-and-us"
CALLER = "13800131234"


def event(kind: str = "ringing", call_id: str = "x-1", **changes: Any) -> dict[str, Any]:
    """An event that would be taken; change what the test is about."""
    return {
        "event_id": str(uuid4()),
        "kind": kind,
        "call_id": call_id,
        "number": CALLER,
        "line": "2",
        "at": MORNING.isoformat(),
    } | changes


def post(
    said: Mapping[str, Any] | bytes,
    *,
    secret: str = SECRET,
    at: float | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """Post an event as the exchange does, signed."""
    raw = said if isinstance(said, bytes) else orjson.dumps(dict(said))
    now = str(int(time.time() if at is None else at))
    signed = {TIME_HEADER: now, SIGNATURE_HEADER: signature(secret=secret, timestamp=now, body=raw)}
    sent = {"accept-language": "en"} | signed | dict(headers or {})
    return Client(headers=sent).post("/api/telephony/events/", raw, content_type="application/json")


def heard(kind: str, after: float = 0.0, call_id: str = "x-1", **changes: Any) -> Ring:
    """Let the exchange tell something that happened so many seconds into the morning."""
    at: datetime = MORNING + timedelta(seconds=after)
    told: dict[str, Any] = {
        "event_id": str(uuid4()),
        "call_id": call_id,
        "at": at,
        "number": CALLER,
        "line": "2",
    } | changes
    return hear(heard=Heard(kind=ExchangeKind(kind), **told), now=at).ring


def second(after: float) -> datetime:
    """A moment of the morning."""
    return MORNING + timedelta(seconds=after)
