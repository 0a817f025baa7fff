"""One tailer per web process: reads new events once and hands ready frames to every socket.

Woken by the Redis hint and by its own clock every second; the rows in PostgreSQL
are the only truth. 300 screens are one query, not 300.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import orjson
import redis.asyncio
from django.conf import settings
from django.db import close_old_connections

from heating_ops.journal import hints, queries
from heating_ops.journal.replay import epoch as read_epoch

log = logging.getLogger(__name__)
POLL_SECONDS = 1.0
_RING = 2000
_QUEUE = 4000


@dataclass(eq=False, slots=True)
class Listener:
    """One open screen: the boards it may follow and the frames waiting for it."""

    cursors: dict[str, int]
    queue: "asyncio.Queue[str | None]" = field(default_factory=lambda: asyncio.Queue(maxsize=_QUEUE))

    def offer(self, board: str, seq: int, frame: str) -> None:
        """Queue a frame unless it was seen; a full queue ends the screen's turn (``None``)."""
        if seq <= self.cursors[board]:
            return
        self.cursors[board] = seq
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            # Never served partly: the screen is told to come back with its cursor.
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(None)


class Tailer:
    """Follows every board that somebody in this process watches."""

    def __init__(self) -> None:
        self.epoch = ""
        self.heads: dict[str, int] = {}
        self._rings: dict[str, deque[tuple[int, str]]] = {}
        self._listeners: dict[str, set[Listener]] = {}
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._lock = asyncio.Lock()
        # One thread, so one database connection, for all screens of this process.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal-tailer")

    async def subscribe(self, cursors: Mapping[str, int]) -> Listener:
        """Follow boards from the given cursors: what is missing first, then everything new."""
        self._start()
        listener = Listener(dict(cursors))
        async with self._lock:
            if not self.epoch:
                self.epoch = await self._in_thread(read_epoch)
            for board in cursors:
                self._listeners.setdefault(board, set()).add(listener)
            await self._catch_up(listener)
        return listener

    def unsubscribe(self, listener: Listener) -> None:
        """Stop following."""
        for board in listener.cursors:
            self._listeners.get(board, set()).discard(listener)
            if not self._listeners.get(board):
                self._listeners.pop(board, None)
                self._rings.pop(board, None)
                self.heads.pop(board, None)

    async def _catch_up(self, listener: Listener) -> None:
        """Give one screen the rows after its cursors, from memory where it reaches back far enough."""
        missing: dict[str, int] = {}
        for board, seq in listener.cursors.items():
            ring = self._rings.get(board)
            if ring and ring[0][0] <= seq + 1:
                for number, frame in list(ring):
                    listener.offer(board, number, frame)
            elif self.heads.get(board) != seq:
                missing[board] = seq
        while missing:
            frames = await self._in_thread(queries.frames_after, missing, epoch=self.epoch)
            missing = {}
            counts: dict[str, int] = {}
            for frame in frames:
                board, seq = frame["board"], frame["seq"]
                listener.offer(board, seq, orjson.dumps(frame).decode())
                counts[board] = counts.get(board, 0) + 1
                if counts[board] == 1000:
                    missing[board] = seq
        for board, seq in listener.cursors.items():
            self.heads.setdefault(board, seq)

    def _start(self) -> None:
        if not self._tasks or any(task.done() for task in self._tasks):
            loop = asyncio.get_running_loop()
            self._tasks = [loop.create_task(self._read_for_ever()), loop.create_task(self._hear_hints())]

    async def _read_for_ever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL_SECONDS)
            self._woken.clear()
            try:
                await self._read_new()
            except Exception:
                log.exception("boards could not be read; trying again")
                await asyncio.sleep(POLL_SECONDS)

    async def _read_new(self) -> None:
        if not self._listeners:
            return
        async with self._lock:
            behind = {board: self.heads.get(board, 0) for board in self._listeners}
            for frame in await self._in_thread(queries.frames_after, behind, epoch=self.epoch):
                board, seq = frame["board"], frame["seq"]
                encoded = orjson.dumps(frame).decode()
                self.heads[board] = seq
                self._rings.setdefault(board, deque(maxlen=_RING)).append((seq, encoded))
                for listener in self._listeners.get(board, ()):
                    listener.offer(board, seq, encoded)

    async def _hear_hints(self) -> None:
        while True:
            try:
                async with redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1) as client:
                    pubsub = client.pubsub()
                    await pubsub.subscribe(hints.CHANNEL)
                    async for _message in pubsub.listen():
                        self._woken.set()
            except Exception as error:
                log.warning("no hints from Redis, boards poll every second: %s", error)
                await asyncio.sleep(2)

    async def _in_thread(self, work, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        def run():  # type: ignore[no-untyped-def]
            close_old_connections()
            return work(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)


_tailers: dict[int, Tailer] = {}


def tailer() -> Tailer:
    """The tailer of this process's event loop."""
    loop = asyncio.get_running_loop()
    key = id(loop)
    if key not in _tailers:
        _tailers[key] = Tailer()
    return _tailers[key]
