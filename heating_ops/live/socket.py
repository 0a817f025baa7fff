"""The live socket: hello with cursors, then everything after them. One way: actions are POSTs."""

import asyncio
import contextlib
import logging
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone

from heating_ops.access.boards import followable
from heating_ops.access.models import User
from heating_ops.journal import queries
from heating_ops.journal.replay import epoch as read_epoch

from .tailer import Listener, tailer

log = logging.getLogger(__name__)
SIGNED_OUT, TOO_SLOW, BAD_HELLO = 4001, 4008, 4400
HEARTBEAT_SECONDS = 10.0
RECHECK_SECONDS = 3.0
_BOARDS_LIMIT = 400
_TOO_FAR_BEHIND = 20_000


class BoardSocket(AsyncWebsocketConsumer):
    """One screen. It asks for boards with its cursors and is told every event after them, in order."""

    # State never travels through the channel layer, so the socket takes no part in it
    # (and does not need Redis to open).
    channel_layer_alias = ""

    async def connect(self) -> None:
        """Take the socket of somebody signed in; refuse anybody else with 4001."""
        self.tasks: list[asyncio.Task[None]] = []
        self.listener: Listener | None = None
        self.user: User | AnonymousUser = self.scope.get("user") or AnonymousUser()
        await self.accept()
        if not isinstance(self.user, User):
            await self.close(SIGNED_OUT)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Understand the hello; nothing else is ever expected from a screen."""
        try:
            message = orjson.loads(text_data or "")
            asked = {str(slug): int(seq) for slug, seq in message["boards"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            await self.close(BAD_HELLO)
            return
        if message.get("type") != "hello" or self.listener is not None or len(asked) > _BOARDS_LIMIT:
            await self.close(BAD_HELLO)
            return
        if not isinstance(self.user, User) or await _allowed(self.user, list(asked)) != set(asked):
            await self.close(SIGNED_OUT)
            return
        cursors = await self._resumable(asked, str(message.get("epoch", "")))
        self.listener = await tailer().subscribe(cursors)
        loop = asyncio.get_running_loop()
        self.tasks = [
            loop.create_task(self._send_frames(self.listener)),
            loop.create_task(self._beat(cursors)),
            loop.create_task(self._check_rights(list(asked))),
        ]

    async def _resumable(self, asked: dict[str, int], epoch: str) -> dict[str, int]:
        """Answer the cursors that can be followed on; the others are told to fetch a snapshot and go on from now."""
        current, heads = await sync_to_async(_epoch_and_heads)(list(asked))
        cursors = {}
        for board, seq in asked.items():
            head = heads.get(board, 0)
            if epoch == current and 0 <= seq <= head and head - seq <= _TOO_FAR_BEHIND:
                cursors[board] = seq
            else:
                reason = "epoch" if epoch != current or seq > head else "too_old"
                await self.send(_text({"type": "reset", "epoch": current, "board": board, "reason": reason, "seq": head}))
                cursors[board] = head
        return cursors

    async def _send_frames(self, listener: Listener) -> None:
        while True:
            frame = await listener.queue.get()
            if frame is None:
                await self.close(TOO_SLOW)
                return
            await self.send(frame)

    async def _beat(self, cursors: dict[str, int]) -> None:
        while True:
            follow = tailer()
            heads = {board: follow.heads.get(board, seq) for board, seq in cursors.items()}
            at = timezone.now().isoformat()
            await self.send(_text({"type": "heartbeat", "epoch": follow.epoch, "heads": heads, "at": at}))
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def _check_rights(self, slugs: list[str]) -> None:
        """Signing out or a change of role closes the socket within seconds."""
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            session = self.scope.get("session")
            key = session.session_key if session is not None else None
            if not await sync_to_async(_still_allowed)(key, self.user.pk, slugs):
                await self.close(SIGNED_OUT)
                return

    async def disconnect(self, code: int) -> None:
        """Free what the screen held."""
        for task in self.tasks:
            task.cancel()
        if self.listener is not None:
            tailer().unsubscribe(self.listener)
        for task in self.tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


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


def _still_allowed(session_key: str | None, user_id: int | None, slugs: list[str]) -> bool:
    close_old_connections()
    if session_key is not None and not Session.objects.filter(pk=session_key, expire_date__gt=timezone.now()).exists():
        return False
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and followable(user, slugs) == set(slugs)
