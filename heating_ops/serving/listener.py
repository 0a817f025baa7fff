"""An address that several processes listen at, each on a socket of its own."""

import socket
from collections.abc import Callable
from typing import Any


class Listener(socket.socket):
    """A bound socket; handed to another process it becomes a new one at the same address.

    Workers that share one listening socket do not share its connections: whoever wakes
    first accepts all that wait, and of 16 connections one of two workers was measured to
    hold 9 to 16. With a socket for each (SO_REUSEPORT) the kernel spreads them.
    """

    @classmethod
    def at(cls, host: str, port: int) -> "Listener":
        """Bind; it takes connections only once somebody listens on it.

        :raises OSError: the address is taken by somebody else, or not ours
        """
        listener = cls(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind((host, port))
        return listener

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str, int]]:
        """Say how another process makes its own."""
        host, port = self.getsockname()[:2]
        return Listener.at, (host, port)
