"""The secret a gateway signs its receipts with: made for each channel, stored nowhere."""

import base64
import hashlib
import hmac
from typing import Final

from django.conf import settings

_PURPOSE: Final = "heating-ops delivery receipts"


def receipt_secret(code: str) -> str:
    """The secret of a channel's receipts; ``manage.py receipt_secret`` prints it."""
    named = f"{_PURPOSE}\x00{code}"
    made = hmac.new(settings.SECRET_KEY.encode(), named.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
