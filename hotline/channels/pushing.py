"""The channel that takes a ticket's states to its source."""

from typing import Final

import orjson

from heating_ops.notify.models import Message
from heating_ops.notify.outgoing import post_signed

from .api import SIGNATURE_HEADER, TIME_HEADER
from .models import IntakeSource
from .secrets import secret_of

KEY_HEADER: Final = "Idempotency-Key"


def push_state(message: Message) -> None:
    """Post one state to the address it was queued for, signed as the source signs its tickets."""
    source = IntakeSource.objects.get(code=message.payload["source"])
    said = {name: value for name, value in message.payload.items() if name != "source"}
    post_signed(
        message.to,
        orjson.dumps(said, option=orjson.OPT_SORT_KEYS),
        secret=secret_of(source),
        headers={KEY_HEADER: message.key},
        time_header=TIME_HEADER,
        signature_header=SIGNATURE_HEADER,
    )
