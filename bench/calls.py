"""Calls for the load: each from another flat, so that each opens an order of its own."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Caller:
    """An operator's token and the buildings people call from."""

    token: str
    buildings: Sequence[int]


class Calls:
    """An endless supply of calls; no two are from one flat."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._flats = count(1)

    def bodies(self, number: int) -> Iterator[dict[str, Any]]:
        """The next so many calls, over the buildings in turn: cold flats, a temperature said with each."""
        for _call in range(number):
            flat = next(self._flats)
            building = self._caller.buildings[flat % len(self._caller.buildings)]
            yield {
                "request_id": str(uuid4()),
                "channel": "phone",
                "caller_phone": f"138{flat:08}",
                "caller_name": "王女士",
                "place": {"building": str(building), "flat": flat_name(flat)},
                "category": "low_temperature",
                "indoor_temp_c": 15.5,
                "text": "家里不热，只有15度，麻烦来看看",
            }

    def requests(self, number: int) -> Iterator[bytes]:
        """The same as whole HTTP requests."""
        for body in self.bodies(number):
            yield request(body, self._caller.token)


def flat_name(flat: int) -> str:
    """A flat that occurs nowhere else in a statement, so that it can be found in one and replaced."""
    return f"flat{flat:08}"


def request(body: dict[str, Any], token: str) -> bytes:
    """One ``POST /api/calls/`` as it goes over the wire."""
    content = json.dumps(body, ensure_ascii=False).encode()
    head = (
        "POST /api/calls/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: en\r\n"
        f"Authorization: Token {token}\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content
