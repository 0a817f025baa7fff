"""What tests of tickets say often."""

import time
from collections.abc import Mapping
from typing import Any

import orjson
from django.test import Client

from heating_ops.signing import signature
from hotline.channels.api import SIGNATURE_HEADER, TIME_HEADER
from hotline.channels.models import IntakeSource
from hotline.channels.secrets import secret_of


def source(code: str = "12345", **changes: Any) -> IntakeSource:
    """A source, switched on."""
    found = IntakeSource.objects.get(code=code)
    for name, value in ({"active": True} | changes).items():
        setattr(found, name, value)
    found.save()
    return found


def ticket(number: str = "20260112-001", **changes: Any) -> dict[str, Any]:
    """A ticket that would be taken; change what the test is about."""
    return {
        "number": number,
        "text": "家里暖气不热，只有15度，请尽快处理",
        "address": "东城区阳光花园小区1号楼1单元101室",
        "caller_phone": "13800001010",
    } | changes


def post(
    said: Mapping[str, Any] | bytes,
    *,
    to: str = "12345",
    secret: str | None = None,
    at: float | None = None,
    headers: Mapping[str, str] | None = None,
) -> Any:
    """Post a ticket as a source does, signed."""
    raw = said if isinstance(said, bytes) else orjson.dumps(dict(said))
    now = str(int(time.time() if at is None else at))
    if secret is None:
        secret = secret_of(IntakeSource.objects.get(code=to))
    signed = {TIME_HEADER: now, SIGNATURE_HEADER: signature(secret=secret, timestamp=now, body=raw)}
    sent = {"accept-language": "en"} | signed | dict(headers or {})
    return Client(headers=sent).post(f"/api/intake/{to}/", raw, content_type="application/json")
