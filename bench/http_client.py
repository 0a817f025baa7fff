"""The load: requests made beforehand, sent over raw sockets by a process of its own.

``python -m bench.http_client JOB.json`` prints the outcome as JSON. Kept lean on
purpose: on two cores every cycle spent here is missing where it is measured.
"""

import json
import selectors
import socket
import struct
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

_LENGTH = struct.Struct("<I")
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH_NAME = b"content-length:"
_GIVE_UP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """What to send and how.

    ``rate`` requests a second at fixed times whatever the answers do, timed from when each
    should have gone out; 0 sends the next one on each connection as soon as it is free.
    """

    host: str
    port: int
    requests: str
    connections: int
    rate: float = 0.0


@dataclass(slots=True)
class Outcome:
    """How it went: seconds from the first request to the last answer, and each answer's milliseconds."""

    seconds: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    first_unexpected: str = ""


def write_requests(file: Path, requests: Iterator[bytes]) -> int:
    """Put requests where a job finds them; answers how many."""
    count = 0
    with file.open("wb") as target:
        for request in requests:
            target.write(_LENGTH.pack(len(request)) + request)
            count += 1
    return count


def _read_requests(file: Path) -> list[bytes]:
    raw = file.read_bytes()
    requests, at = [], 0
    while at < len(raw):
        (length,) = _LENGTH.unpack_from(raw, at)
        at += _LENGTH.size
        requests.append(raw[at : at + length])
        at += length
    return requests


@dataclass(slots=True, eq=False)
class _Line:
    """One kept-alive connection, with one request under way or none."""

    socket: socket.socket
    since: float = 0.0
    heard: bytes = b""

    def send(self, request: bytes, since: float) -> None:
        self.since, self.heard = since, b""
        self.socket.sendall(request)

    def hear(self) -> tuple[bytes, bytes] | None:
        """Status and body once the answer is whole."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed a connection in the middle of an answer")
        self.heard += part
        head, found, body = self.heard.partition(_HEAD_ENDS)
        if not found:
            return None
        at = head.lower().find(_LENGTH_NAME)
        if at < 0:
            raise ConnectionError("an answer does not say how long it is")
        length = int(head[at + len(_LENGTH_NAME) :].split(b"\r\n", 1)[0])
        return (head[9:12], body) if len(body) >= length else None


class Load:
    """One job under way."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._requests = _read_requests(Path(job.requests))
        self._statuses: Counter[str] = Counter()
        self._outcome = Outcome()
        self._selector = selectors.DefaultSelector()
        # Used in turn: the server would close one that stays idle for seconds.
        self._free: deque[_Line] = deque()

    def run(self) -> Outcome:
        """Send every request and wait for every answer.

        :raises ConnectionError: the server went away
        """
        for _place in range(self._job.connections):
            line = _Line(socket.create_connection((self._job.host, self._job.port), timeout=_GIVE_UP_SECONDS))
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(line.socket, selectors.EVENT_READ, line)
            self._free.append(line)
        began = time.perf_counter()
        answered, sent = 0, 0
        while answered < len(self._requests):
            sent = self._send_due(sent, began)
            answered += self._hear(self._wait(sent, began))
        self._outcome.seconds = time.perf_counter() - began
        self._outcome.statuses = dict(self._statuses)
        return self._outcome

    def _send_due(self, sent: int, began: float) -> int:
        while self._free and sent < len(self._requests):
            since = now = time.perf_counter()
            if self._job.rate:
                since = began + sent / self._job.rate
                if since > now:
                    break
            self._free.popleft().send(self._requests[sent], since)
            sent += 1
        return sent

    def _wait(self, sent: int, began: float) -> float:
        if not self._job.rate or not self._free or sent >= len(self._requests):
            return _GIVE_UP_SECONDS
        return max(0.0, began + sent / self._job.rate - time.perf_counter())

    def _hear(self, timeout: float) -> int:
        ready = self._selector.select(timeout)
        if not ready and timeout >= _GIVE_UP_SECONDS:
            raise ConnectionError(f"no answer for {_GIVE_UP_SECONDS:.0f} seconds")
        answered = 0
        for key, _events in ready:
            line: _Line = key.data
            answer = line.hear()
            if answer is None:
                continue
            self._outcome.milliseconds.append((time.perf_counter() - line.since) * 1000)
            self._count(*answer)
            self._free.append(line)
            answered += 1
        return answered

    def _count(self, status: bytes, body: bytes) -> None:
        self._statuses[status.decode()] += 1
        if not self._outcome.first_unexpected and status[:1] != b"2":
            self._outcome.first_unexpected = body[:500].decode(errors="replace")


if __name__ == "__main__":
    _job = Job(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write(json.dumps(asdict(Load(_job).run())))
