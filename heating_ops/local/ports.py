"""Choosing TCP ports on this machine."""

import errno
import random
import socket

from heating_ops.local.problem import Problem

#: Below the range out of which the kernel serves outgoing connections,
#: so that a server restarted after a crash finds its port still free.
_CHOICE = range(20_000, 32_000)


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on right now."""
    for _attempt in range(200):
        port = random.choice(_CHOICE)
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Problem("No free TCP port was found on 127.0.0.1.")


def check_can_listen(host: str, port: int) -> None:
    """:raises Problem: nobody could listen at this address, and why."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as unknown:
        raise Problem(f"HOST {host!r} is not an address of this machine: {unknown.strerror}.") from unknown
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as refused:
            raise Problem(_why_not(refused, host, port)) from refused


def _why_not(refused: OSError, host: str, port: int) -> str:
    if refused.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: choose another, for example PORT={port + 1}."
    if refused.errno == errno.EACCES:
        return f"Port {port} is for root only: choose one from 1024 up, for example PORT=8000."
    return f"Cannot listen on {host} port {port}: {refused.strerror}."
