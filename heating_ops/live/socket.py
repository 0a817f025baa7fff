"""The live socket: hello with cursors, then everything after them. One way: actions are POSTs."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any, Final

import orjson
from asgiref.sync import sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import AnonymousUser
from django.db import close_old_connections
from django.utils import timezone

from heating_ops.access.boards import followable
from heating_ops.access.models import User
from heating_ops.journal import queries
from heating_ops.journal.replay import epoch as read_epoch

from .rights import Guest, doorkeeper
from .tailer import Listener, tailer

log = logging.getLogger(__name__)
SIGNED_OUT, TOO_SLOW, BAD_HELLO = 4001, 4008, 4400
HEARTBEAT_SECONDS: Final = 10.0
_HELLO_WITHIN_SECONDS: Final = 15.0
_HELLO_LIMIT: Final = 40_000
_BOARDS_LIMIT: Final = 400
_TOO_FAR_BEHIND: Final = 20_000
_PAGE: Final = 2000


class BoardSocket(AsyncWebsocketConsumer):
    """One screen. It asks for boards with its cursors and is told every event after them, in order."""

    # State never travels through the channel layer, so the socket takes no part in it
    # (and does not need Redis to open).
    channel_layer_alias = ""

    async def connect(self) -> None:
        """Take the socket of somebody signed in; refuse anybody else with 4001."""
        self.tasks: list[asyncio.Task[None]] = []
        self.listener: Listener | None = None
        self.guest: Guest | None = None
        self.greeted = False
        self.user: User | AnonymousUser = self.scope.get("user") or AnonymousUser()
        await self.accept()
        session = self.scope.get("session")
        self.session_key: str | None = session.session_key if session is not None else None
        if isinstance(self.user, User) and self.session_key:
            self._begin(self._expect_hello())
        else:
            await self.close(SIGNED_OUT)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Understand the hello; nothing else is ever expected from a screen."""
        asked = _hello(text_data)
        if asked is None or self.greeted:
            await self.close(BAD_HELLO)
            return
        self.greeted = True
        cursors, epoch = asked
        if not isinstance(self.user, User) or await _allowed(self.user, list(cursors)) != set(cursors):
            await self.close(SIGNED_OUT)
            return
        self.guest = Guest(self.session_key or "", self.user.pk, frozenset(cursors), self._sign_out)
        doorkeeper().admit(self.guest)
        self._begin(self._serve(cursors, epoch))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(work))

    async def _expect_hello(self) -> None:
        await asyncio.sleep(_HELLO_WITHIN_SECONDS)
        if not self.greeted:
            await self.close(BAD_HELLO)

    async def _sign_out(self) -> None:
        await self.close(SIGNED_OUT)

    async def _serve(self, asked: dict[str, int], said_epoch: str) -> None:
        """Send everything after the cursors, until the screen leaves or is too slow."""
        try:
            epoch, cursors = await self._resumable(asked, said_epoch)
            await self._catch_up(cursors)
            self.listener = await tailer().subscribe(cursors, epoch=epoch)
            self._begin(self._beat(cursors))
            while (frame := await self.listener.queue.get()) is not None:
                await self.send(frame)
        except OSError:
            return  # the screen left while it was being sent to
        except Exception:
            log.exception("a screen could not be served; it is told to come back")
        await self.close(TOO_SLOW)

    async def _resumable(self, asked: dict[str, int], said_epoch: str) -> tuple[str, dict[str, int]]:
        """Answer the epoch and the cursors that can be followed on.

        Screens with other cursors are told to fetch a snapshot, and go on from now.
        """
        epoch, heads = await sync_to_async(_epoch_and_heads)(list(asked))
        cursors = {}
        for board, seq in asked.items():
            head = heads.get(board, 0)
            if said_epoch == epoch and 0 <= seq <= head and head - seq <= _TOO_FAR_BEHIND:
                cursors[board] = seq
            else:
                reason = "epoch" if said_epoch != epoch or not 0 <= seq <= head else "too_old"
                await self.send(_text({"type": "reset", "epoch": epoch, "board": board, "reason": reason, "seq": head}))
                cursors[board] = head
        return epoch, cursors

    async def _catch_up(self, cursors: dict[str, int]) -> None:
        """Send what lies far back page by page, as fast as the screen takes it; moves the cursors along."""
        limit = max(_PAGE // len(cursors), 10)
        while True:
            frames = await tailer().read(cursors, limit=limit)
            for frame in frames:
                await self.send(frame.text)
                cursors[frame.board] = frame.seq
            if len(frames) < limit:
                return

    async def _beat(self, cursors: dict[str, int]) -> None:
        with contextlib.suppress(OSError):
            while True:
                follow = tailer()
                if follow.is_fresh:
                    heads = {board: follow.heads.get(board, seq) for board, seq in cursors.items()}
                    at = timezone.now().isoformat()
                    await self.send(_text({"type": "heartbeat", "epoch": follow.epoch, "heads": heads, "at": at}))
                await asyncio.sleep(HEARTBEAT_SECONDS)

    async def disconnect(self, code: int) -> None:
        """Free what the screen held."""
        if self.guest is not None:
            doorkeeper().dismiss(self.guest)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        if self.listener is not None:
            tailer().unsubscribe(self.listener)


def _hello(text: str | None) -> tuple[dict[str, int], str] | None:
    """Read the hello: the cursors by board, and the epoch they belong to; ``None`` when it is none."""
    if not text or len(text) > _HELLO_LIMIT:
        return None
    try:
        message = orjson.loads(text)
        cursors = {str(slug): int(seq) for slug, seq in message["boards"].items()}
        if message["type"] != "hello" or not 0 < len(cursors) <= _BOARDS_LIMIT:
            return None
        return cursors, str(message.get("epoch", ""))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _text(message: dict[str, Any]) -> str:
    return orjson.dumps(message).decode()


def _epoch_and_heads(slugs: list[str]) -> tuple[str, dict[str, int]]:
    close_old_connections()
    return read_epoch(), queries.heads(slugs)


async def _allowed(user: User, slugs: list[str]) -> set[str]:
    def ask() -> set[str]:
        close_old_connections()
        return followable(user, slugs)

    return await sync_to_async(ask)()
