"""The headers of the exchange's signature; how it is made is ``heating_ops.signing``."""

from typing import Final

from heating_ops.signing import VALID_SECONDS, NotSigned, SignedTooLongAgo, signature, verify

TIME_HEADER: Final = "X-Telephony-Timestamp"
SIGNATURE_HEADER: Final = "X-Telephony-Signature"

__all__ = [
    "SIGNATURE_HEADER",
    "TIME_HEADER",
    "VALID_SECONDS",
    "NotSigned",
    "SignedTooLongAgo",
    "signature",
    "verify",
]
