"""What other systems send us, and we send them, is signed: HMAC-SHA256 over the time and the raw body. No database."""

import hashlib
import hmac
from typing import Final

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import Refusal

VALID_SECONDS: Final = 300
_SCHEME: Final = "sha256="
_LONGEST_TIME: Final = 12


class NotSigned(Refusal):
    """Not from whom it says, as far as we can tell."""

    code = "not_signed"
    sentence = _("The signature is missing or wrong. Nothing was taken.")
    status = 401


class SignedTooLongAgo(Refusal):
    """Rightly signed, but perhaps recorded and sent again."""

    code = "signed_too_long_ago"
    sentence = _("The event was signed more than five minutes before or after our time. Check both clocks.")
    status = 401


def signature(*, secret: str, timestamp: str, body: bytes) -> str:
    """Sign a body: ``sha256=`` and the HMAC of ``<timestamp>.<body>`` in hexadecimal."""
    signed = timestamp.encode() + b"." + body
    return _SCHEME + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def verify(*, secret: str, timestamp: str, claimed: str, body: bytes, now: float) -> None:
    """Check that who knows the secret sent these bytes, and lately.

    :param timestamp: seconds since 1970, as the header says
    :param now: our time, in the same seconds
    :raises NotSigned: no signature, or one that does not fit
    :raises SignedTooLongAgo: it fits, but its time is more than five minutes from ours
    """
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIME):
        raise NotSigned
    expected = signature(secret=secret, timestamp=timestamp, body=body)
    if not constant_time_compare(claimed.encode(), expected.encode()):
        raise NotSigned
    if abs(now - int(timestamp)) > VALID_SECONDS:
        raise SignedTooLongAgo
