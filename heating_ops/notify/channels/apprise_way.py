"""Channels that speak through Apprise: WeCom, DingTalk, e-mail and others.

Apprise makes its own connections: the pinning of ``outgoing.py`` does not hold there. What protects
instead: only these schemes, which lead to fixed services or to a mail server; the address of the
gateway is an administrator's, and a person's address is escaped before it is put in.
"""

import logging
from typing import Any, Final

import apprise

from ..outcomes import Refused, Unreachable
from .models import Channel
from .outward import Outward
from .places import filled, in_url

ALLOWED_SCHEMES: Final = ("wecombot", "dingtalk", "mailto", "mailtos", "feishu", "lark", "wxpusher", "serverchan")


def allowed(url: str) -> bool:
    """Answer whether an address speaks one of the allowed schemes."""
    return url.partition("://")[0].lower() in ALLOWED_SCHEMES and "://" in url


def send(channel: Channel, outward: Outward) -> None:
    """Send; Apprise says only yes or no, and writes the reason, with the secret in it, into a log of its own.

    :raises Refused: the address is none that Apprise understands, or of a scheme that is not allowed
    :raises Unreachable: it was not sent
    """
    values = {"address": outward.address, "secret": channel.secret, "key": outward.key}
    url = filled(channel.url, values, escape=in_url)
    if not allowed(url):
        raise Refused("the scheme of this channel is not allowed")
    service: Any = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if service is None:
        raise Refused("Apprise does not understand the address of this channel")
    service.socket_connect_timeout = service.socket_read_timeout = float(channel.timeout_s)
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    body = "\n".join(part for part in (outward.body, outward.link) if part)
    if not service.notify(title=outward.title, body=body or outward.title):
        raise Unreachable("the service did not take the message")
