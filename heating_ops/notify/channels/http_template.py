"""Channels that are a request of our own: method, address, headers and body with places to fill.

The address is resolved once, checked and pinned, and redirects are not followed (``outgoing.py``).
"""

from collections.abc import Mapping
from typing import Any

import orjson

from ..outcomes import Refused
from ..outgoing import ask
from .models import Channel
from .outward import Outward
from .places import as_it_is, filled, in_form, in_json, in_url


def send(channel: Channel, outward: Outward) -> str | None:
    """Ask the gateway to deliver.

    :returns: the gateway's number of the message, where ``id_path`` says
    :raises Refused: the gateway answered, and did not take it
    :raises Unreachable: the gateway is not there
    """
    values = {
        "address": outward.address,
        "title": outward.title,
        "body": outward.body,
        "text": outward.text,
        "link": outward.link,
        "key": outward.key,
        "secret": channel.secret,
    }
    headers = {name: filled(str(value), values, escape=as_it_is) for name, value in channel.headers.items()}
    if channel.key_header:
        headers[channel.key_header] = outward.key
    content = b""
    if channel.method != "GET":
        headers.setdefault("Content-Type", channel.content_type)
        content = filled(channel.body, values, escape=_escape_for(channel.content_type)).encode()
    answer = ask(
        channel.method,
        filled(channel.url, values, escape=in_url),
        content,
        headers=headers,
        timeout_s=channel.timeout_s,
    )
    said = _read(answer)
    if channel.success_path and str(at_path(said, channel.success_path)) != channel.success_value:
        raise Refused(f"the gateway answered that it did not work: {channel.success_path} is not as expected")
    found = at_path(said, channel.id_path) if channel.id_path else None
    return None if found is None else str(found)


def at_path(said: Any, path: str) -> Any:
    """Read ``data.items.0.id`` out of an answer; ``None`` where there is nothing."""
    for part in path.split("."):
        if isinstance(said, Mapping):
            said = said.get(part)
        elif isinstance(said, list) and part.isdigit() and int(part) < len(said):
            said = said[int(part)]
        else:
            return None
    return said


def _escape_for(content_type: str) -> Any:
    if "json" in content_type:
        return in_json
    return in_form if "form" in content_type else as_it_is


def _read(answer: bytes) -> Any:
    try:
        return orjson.loads(answer)
    except orjson.JSONDecodeError:
        return None
