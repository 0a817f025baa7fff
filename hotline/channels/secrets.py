"""The secret a source signs with. It is stored nowhere.

It is made from the installation's ``SECRET_KEY``, the source's code and the generation of its
secret; a new generation is another secret. A source that dictates its own is given one in the
environment (``INTAKE_SECRETS``), which wins.
"""

import base64
import hashlib
import hmac
from typing import Final

from django.conf import settings

from .models import IntakeSource

_PURPOSE: Final = "heating-ops intake source"


def secret_of(source: IntakeSource) -> str:
    """The secret of a source: the one of the environment, else the one made for it."""
    given: dict[str, str] = settings.INTAKE_SECRETS
    if source.code in given:
        return given[source.code]
    named = f"{_PURPOSE}\x00{source.code}\x00{source.secret_generation}"
    made = hmac.new(settings.SECRET_KEY.encode(), named.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")
