"""How the API's description tells of a signed request (``signing.py``)."""

from collections.abc import Sequence
from typing import Final

from drf_spectacular.utils import OpenApiParameter

_SIGNED: Final = "`sha256=` and the HMAC-SHA256 of `<timestamp>.<raw body>` in hexadecimal."


def signed_parameters(time_header: str, signature_header: str) -> Sequence[OpenApiParameter]:
    """The two headers that sign a request of another system, under the names its address gives them."""
    return [
        OpenApiParameter(name, str, OpenApiParameter.HEADER, required=True, description=said)
        for name, said in ((time_header, "Unix seconds."), (signature_header, _SIGNED))
    ]
