"""Screens that follow boards, and what happens on the boards."""

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.test import Client
from town import MORNING
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Fact, command, record
from heating_ops.journal.replay import epoch

Message = dict[str, Any]


@command
def note(kind: str, *boards: str) -> None:
    """Something happens on boards."""
    record(Fact(kind, "thing:1", boards, Actor.system("test"), MORNING))


@command
def note_many(count: int, board: str) -> None:
    """Much happens on a board at once."""
    for number in range(count):
        record(Fact(f"many.{number}", "thing:1", [board], Actor.system("test"), MORNING))


def signed_in(user: User) -> Client:
    """A browser that signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Screen:
    """A browser's socket: it says hello and listens."""

    def __init__(self, server: str, browser: Client | None, *, origin: str | None = None) -> None:
        name = settings.SESSION_COOKIE_NAME
        cookie = {"Cookie": f"{name}={browser.cookies[name].value}"} if browser else {}
        address, page = f"ws://{server}/ws/boards/", origin or f"http://{server}"
        self.heard: list[Message] = []
        self._open = ExitStack()
        self.socket = self._open.enter_context(
            connect(address, additional_headers=cookie, origin=Origin(page), open_timeout=20)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def hello(self, boards: Mapping[str, Any], *, said_epoch: str | None = None) -> Self:
        """Ask for boards with cursors."""
        self.say({"type": "hello", "epoch": epoch() if said_epoch is None else said_epoch, "boards": dict(boards)})
        return self

    def say(self, message: object) -> None:
        """Send anything."""
        self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    def next(self, *kinds: str, within: float = 10) -> Message:
        """The next message of one of these types; others are passed over."""
        until = time.monotonic() + within
        while True:
            message: Message = json.loads(self.socket.recv(timeout=max(until - time.monotonic(), 0.001)))
            if message["type"] in kinds:
                return message

    def events(self, count: int, *, within: float = 20) -> list[Message]:
        """So many events; a reset on the way is an error."""
        found = [self.next("event", "reset", within=within) for _place in range(count)]
        assert {message["type"] for message in found} <= {"event"}, found
        return found

    def close_code(self, *, within: float = 10) -> int | None:
        """Listen until the server closes the socket; its code. What was heard until then is kept."""
        until = time.monotonic() + within
        try:
            while True:
                self.heard.append(json.loads(self.socket.recv(timeout=max(until - time.monotonic(), 0.001))))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def numbers(frames: Sequence[Message]) -> list[int]:
    """The numbers of events, in order."""
    return [frame["seq"] for frame in frames]
