"""One tailer per web process: reads new events once and hands ready frames to every socket.

Woken by the Redis hint and by its own clock every second; the rows in PostgreSQL
are the only truth. 300 screens are one query, not 300.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, NamedTuple, ParamSpec, TypeVar

import orjson
import redis.asyncio
from django.conf import settings
from django.db import close_old_connections

from heating_ops.journal import hints, queries
from heating_ops.journal.replay import epoch as read_epoch

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)
POLL_SECONDS: Final = 1.0
_STALE_SECONDS: Final = 5.0
_RING: Final = 2000
_QUEUE: Final = 4000
_PAGE: Final = 1000


class Encoded(NamedTuple):
    """A frame as it is sent, and where it stands."""

    board: str
    seq: int
    text: str


class _News(NamedTuple):
    """What one look into the database found."""

    epoch: str
    frames: list[Encoded]
    more: bool


@dataclass(eq=False, slots=True)
class Listener:
    """One open screen: the boards it may follow and the frames waiting for it."""

    cursors: dict[str, int]
    queue: "asyncio.Queue[str | None]" = field(default_factory=lambda: asyncio.Queue(maxsize=_QUEUE))
    ended: bool = False

    def offer(self, frame: Encoded) -> None:
        """Queue a frame unless it was seen; a full queue ends the screen's turn."""
        if self.ended or frame.seq <= self.cursors[frame.board]:
            return
        self.cursors[frame.board] = frame.seq
        try:
            self.queue.put_nowait(frame.text)
        except asyncio.QueueFull:
            self.end()

    def end(self) -> None:
        """Tell the screen to come back with its cursor (``None``); never serve it partly."""
        self.ended = True
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)


class Tailer:
    """Follows every board that somebody in this process watches."""

    def __init__(self) -> None:
        self.epoch = ""
        self.heads: dict[str, int] = {}
        self._rings: dict[str, deque[Encoded]] = {}
        self._listeners: dict[str, set[Listener]] = {}
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._lock = asyncio.Lock()
        self._read_at = 0.0
        # One thread, so one database connection, for all screens of this process.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal-tailer")

    @property
    def is_fresh(self) -> bool:
        """Whether the database answered lately: a heartbeat that came without would promise too much."""
        return time.monotonic() - self._read_at < _STALE_SECONDS

    async def read(self, cursors: Mapping[str, int], *, limit: int) -> list[Encoded]:
        """Read what comes after some cursors, at the most ``limit`` of each board."""
        return (await self._in_thread(_look, cursors, limit)).frames

    async def subscribe(self, cursors: Mapping[str, int], *, epoch: str) -> Listener:
        """Follow boards from the given cursors: what is missing first, then everything new.

        :param epoch: the history the cursors belong to; in another one the screen is ended
        """
        self._start()
        listener = Listener(dict(cursors))
        try:
            async with self._lock:
                if not self._listeners:
                    self._forget(epoch)
                for board in cursors:
                    self._listeners.setdefault(board, set()).add(listener)
                if self.epoch == epoch:
                    await self._catch_up(listener)
                else:
                    listener.end()
        except BaseException:
            self.unsubscribe(listener)
            raise
        return listener

    def unsubscribe(self, listener: Listener) -> None:
        """Stop following."""
        for board in listener.cursors:
            self._listeners.get(board, set()).discard(listener)
            if not self._listeners.get(board):
                self._listeners.pop(board, None)
                self._rings.pop(board, None)
                self.heads.pop(board, None)

    def _forget(self, epoch: str) -> None:
        """Begin anew: nothing in memory is worth anything in another history."""
        self.epoch = epoch
        self.heads.clear()
        self._rings.clear()
        self._read_at = time.monotonic()

    async def _catch_up(self, listener: Listener) -> None:
        """Give one screen the rows after its cursors, from memory where it reaches back far enough."""
        missing: dict[str, int] = {}
        for board, seq in listener.cursors.items():
            ring = self._rings.get(board)
            if ring and ring[0].seq <= seq + 1:
                for frame in list(ring):
                    listener.offer(frame)
            elif self.heads.get(board) != seq:
                missing[board] = seq
        while missing:
            news = await self._in_thread(_look, missing, _PAGE)
            for frame in news.frames:
                listener.offer(frame)
            missing = {board: listener.cursors[board] for board in missing} if news.more and not listener.ended else {}
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
            news = await self._in_thread(_look, behind, _PAGE)
            self._read_at = time.monotonic()
            if news.epoch != self.epoch:
                for listener in {one for listeners in self._listeners.values() for one in listeners}:
                    listener.end()
                self._forget(news.epoch)
                return
            for frame in news.frames:
                self.heads[frame.board] = frame.seq
                self._rings.setdefault(frame.board, deque(maxlen=_RING)).append(frame)
                for listener in self._listeners.get(frame.board, ()):
                    listener.offer(frame)
            if news.more:
                self._woken.set()

    async def _hear_hints(self) -> None:
        while True:
            try:
                async with redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1) as client:
                    pubsub = client.pubsub()
                    await pubsub.subscribe(hints.CHANNEL)
                    async for _message in pubsub.listen():
                        self._woken.set()
            except Exception as error:  # noqa: BLE001 - whatever it is, the boards go on by polling
                log.warning("no hints from Redis, boards poll every second: %s", error)
            await asyncio.sleep(2)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def run() -> T:
            close_old_connections()
            return work(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, run)


def _look(cursors: Mapping[str, int], limit: int) -> _News:
    """Look into the database: which history it is, and what comes after the cursors."""
    name = read_epoch()
    counts: dict[str, int] = {}
    frames = []
    for frame in queries.frames_after(cursors, epoch=name, limit=limit):
        frames.append(Encoded(frame["board"], frame["seq"], orjson.dumps(frame).decode()))
        counts[frame["board"]] = counts.get(frame["board"], 0) + 1
    return _News(name, frames, any(count >= limit for count in counts.values()))


_tailers: dict[int, Tailer] = {}


def tailer() -> Tailer:
    """The tailer of this process's event loop."""
    loop = asyncio.get_running_loop()
    key = id(loop)
    if key not in _tailers:
        _tailers[key] = Tailer()
    return _tailers[key]
