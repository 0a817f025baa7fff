"""Fetching a feed: the address is checked and pinned, the answer is limited in time and size, redirects are refused."""

import json
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import httpx

from heating_ops.notify.outgoing import ForbiddenAddress, checked_address

_TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
_LONGEST_SECONDS: Final = 20.0
_MOST_BYTES: Final = 2_000_000
_PORTS: Final = {"http": 80, "https": 443}


class NoAnswer(Exception):
    """Nothing usable came back; the words say what did."""


def fetch(url: str, headers: Mapping[str, str]) -> Any:
    """Ask an address and answer its JSON.

    :raises ForbiddenAddress: the address lies inside our own network, or is none
    :raises Unreachable: its name does not resolve
    :raises NoAnswer: no connection, no success, too slow, too large, or no JSON
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenAddress(url)
    port = parts.port or _PORTS[parts.scheme]
    address = checked_address(parts.hostname, port)
    pinned = f"[{address}]" if ":" in address else address
    target = urlunsplit((parts.scheme, f"{pinned}:{port}", parts.path or "/", parts.query, ""))
    sent = {"Accept": "application/json", **headers, "Host": parts.netloc.rpartition("@")[2]}
    try:
        with httpx.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False) as client:
            request = client.build_request("GET", target, headers=sent)
            request.extensions["sni_hostname"] = parts.hostname
            answer = client.send(request, stream=True)
            try:
                body = _body(answer)
            finally:
                answer.close()
    except httpx.HTTPError as error:
        raise NoAnswer(type(error).__name__) from error
    try:
        return json.loads(body)
    except ValueError as error:
        raise NoAnswer("the answer is not JSON") from error


def _body(answer: httpx.Response) -> bytes:
    if answer.status_code != httpx.codes.OK:
        raise NoAnswer(f"HTTP {answer.status_code}")
    started = time.monotonic()
    body = bytearray()
    for part in answer.iter_bytes():
        body += part
        if len(body) > _MOST_BYTES:
            raise NoAnswer("the answer is larger than 2 MB")
        if time.monotonic() - started > _LONGEST_SECONDS:
            raise NoAnswer("the answer takes longer than 20 s")
    return bytes(body)
