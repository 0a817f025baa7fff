"""Requests to addresses that an administrator typed: resolved once, checked, pinned, signed; no redirects.

A name is resolved by us and the connection goes to the address that was checked: a name that
resolves to something else a moment later (rebinding) changes nothing.
"""

import ipaddress
import socket
import time
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings

from heating_ops.signing import signature

from .outcomes import NotSent, Refused, Unreachable

_CONNECT_SECONDS: Final = 4.0
_LONGEST_ANSWER: Final = 65536
_PORTS: Final = {"http": 80, "https": 443}
# What the receiver says when the message itself is wrong; anything else may be mended and is tried again.
_REFUSES: Final = frozenset({400, 410, 413, 415, 422})


class ForbiddenAddress(Exception):
    """The address lies where we do not send: inside our own network, or under no name at all."""


def checked_address(host: str, port: int) -> str:
    """Resolve a host and answer one of its addresses, all of which must be public or allowed by the settings.

    :raises ForbiddenAddress: one is private, local or reserved, and ``OUTGOING_ALLOWED_NETWORKS`` does not hold it
    :raises NotSent: the name does not resolve
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(f"{host}: {error}") from error
    allowed = [ipaddress.ip_network(network) for network in settings.OUTGOING_ALLOWED_NETWORKS]
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    for text in addresses:
        address = ipaddress.ip_address(text)
        inner = getattr(address, "ipv4_mapped", None) or address
        if not inner.is_global and not any(inner in network for network in allowed if network.version == inner.version):
            raise ForbiddenAddress(f"{host} → {text}")
    return addresses[0]


def post_signed(
    url: str, body: bytes, *, secret: str, headers: Mapping[str, str], time_header: str, signature_header: str
) -> None:
    """Post a signed JSON body; returns when the receiver answered with success.

    :raises ForbiddenAddress: the address may not be sent to
    :raises Unreachable: nobody answers, or the receiver is out of order
    :raises Refused: the receiver says that the message is wrong
    """
    timestamp = str(int(time.time()))
    signed = {
        "Content-Type": "application/json",
        time_header: timestamp,
        signature_header: signature(secret=secret, timestamp=timestamp, body=body),
    }
    ask("POST", url, body, headers=signed | dict(headers))


def ask(method: str, url: str, body: bytes, *, headers: Mapping[str, str], timeout_s: float = 10.0) -> bytes:
    """Send one request to an address that was checked; answers what the receiver said with success.

    The whole of it ends before ``timeout_s`` and a little: an answer that only trickles is none. Errors
    name neither address nor headers, which hold what gateways know us by.

    :raises ForbiddenAddress: the address may not be sent to
    :raises NotSent: no connection came about, so nothing was sent
    :raises Unreachable: nobody answers, or the receiver is out of order
    :raises Refused: the receiver says that the message is wrong
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ForbiddenAddress("the address is none of the web")
    port = parts.port or _PORTS[parts.scheme]
    ends = time.monotonic() + timeout_s
    address = checked_address(parts.hostname, port)
    pinned = f"[{address}]" if ":" in address else address
    target = urlunsplit((parts.scheme, f"{pinned}:{port}", parts.path or "/", parts.query, ""))
    limits = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_SECONDS))
    sent = {"Host": parts.netloc.rpartition("@")[2], **headers}
    try:
        with httpx.Client(timeout=limits, follow_redirects=False, trust_env=False) as client:
            request = client.build_request(method, target, content=body or None, headers=sent)
            request.extensions["sni_hostname"] = parts.hostname
            answer = client.send(request, stream=True)
            status, said = answer.status_code, b""
            if 200 <= status < 300:
                said = _beginning(answer, ends)
            answer.close()
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise NotSent(type(error).__name__) from error
    except httpx.HTTPError as error:
        raise Unreachable(type(error).__name__) from error
    _judge(status)
    return said


def _beginning(answer: httpx.Response, ends: float) -> bytes:
    """As much of an answer as anybody needs: it is there to say a number, not to fill the memory."""
    said = b""
    for piece in answer.iter_bytes():
        said += piece
        if len(said) > _LONGEST_ANSWER or time.monotonic() > ends:
            break
    return said


def _judge(status: int) -> None:
    """Success is silent."""
    if 200 <= status < 300:
        return
    if status in _REFUSES:
        raise Refused(f"HTTP {status}")
    if status >= 500 or status == 429:
        raise Unreachable(f"HTTP {status}")
    raise RuntimeError(f"HTTP {status}")
