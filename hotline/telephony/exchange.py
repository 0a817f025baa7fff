"""A fake telephone exchange that speaks the real protocol: signed events over HTTP. Knows no database."""

import heapq
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import httpx
import orjson

from .signing import SIGNATURE_HEADER, TIME_HEADER, signature

Tell = Callable[[Mapping[str, str]], Mapping[str, Any]]
_RINGS_AGAIN_SECONDS: Final = 1.0
_LINES: Final = 4


class ExchangeRefused(Exception):
    """The system did not take an event; the text says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """The way to the system: signs events and posts them."""

    url: str
    secret: str

    def tell(self, event: Mapping[str, str]) -> Mapping[str, Any]:
        """Post one event and answer what the system says of the call.

        :raises ExchangeRefused: it could not be reached, or refused
        """
        body = orjson.dumps(dict(event))
        now = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            TIME_HEADER: now,
            SIGNATURE_HEADER: signature(secret=self.secret, timestamp=now, body=body),
        }
        try:
            answer = httpx.post(f"{self.url}/api/telephony/events/", content=body, headers=headers, timeout=10)
        except httpx.HTTPError as error:
            raise ExchangeRefused(f"{self.url}: {error}") from error
        if answer.status_code != httpx.codes.OK:
            raise ExchangeRefused(f"{answer.status_code}: {answer.text}")
        said: Mapping[str, Any] = answer.json()
        return said


@dataclass(frozen=True, slots=True)
class Habits:
    """How often callers ring, how long they wait and how long they talk; seconds."""

    every: float = 5.0
    patience: float = 30.0
    talk: float = 60.0
    numbers: tuple[str, ...] = ()


@dataclass(slots=True)
class _Caller:
    call_id: str
    number: str
    line: str
    began: float

    @property
    def name(self) -> str:
        """How we speak of the caller."""
        return self.number or "somebody"


@dataclass(slots=True)
class Exchange:
    """Lets callers ring until somebody answers or their patience ends.

    A call rings again every second, as exchanges do; the answer to that event says whether
    an operator has picked up. ``clock`` and ``sleep`` are the machine's, or a test's.
    """

    tell: Tell
    habits: Habits
    say: Callable[[str], object] = print
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    draw: random.Random = field(default_factory=random.Random)
    outcomes: Counter[str] = field(default_factory=Counter)
    _due: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _planned: int = 0

    def ring(self, calls: int) -> None:
        """Let so many callers ring, and stay until the last of them has hung up."""
        began = self.clock()
        for number in range(calls):
            self._plan(began + number * self.habits.every, lambda place=number: self._begin(place))  # type: ignore[misc]
        while self._due:
            at, _order, act = heapq.heappop(self._due)
            if (wait := at - self.clock()) > 0:
                self.sleep(wait)
            act()

    def _plan(self, at: float, act: Callable[[], None]) -> None:
        self._planned += 1
        heapq.heappush(self._due, (at, self._planned, act))

    def _begin(self, place: int) -> None:
        numbers = self.habits.numbers
        number = numbers[place % len(numbers)] if numbers else f"1380013{self.draw.randrange(10_000):04d}"
        caller = _Caller(str(uuid4()), number, str(1 + place % _LINES), self.clock())
        self.say(f"{caller.name} rings")
        self._ringing(caller)

    def _ringing(self, caller: _Caller) -> None:
        state = self._told("ringing", caller)
        waited = self.clock() - caller.began
        if state == "answered":
            self._told("answered", caller)
            self.say(f"{caller.name} was answered after {waited:.0f} s")
            self._plan(self.clock() + self.habits.talk, lambda: self._over("ended", caller))
        elif waited >= self.habits.patience:
            self._over("missed", caller)
        else:
            self._plan(self.clock() + _RINGS_AGAIN_SECONDS, lambda: self._ringing(caller))

    def _over(self, kind: str, caller: _Caller) -> None:
        self._told(kind, caller)
        self.outcomes["answered" if kind == "ended" else kind] += 1
        self.say(f"{caller.name} {'hung up after the talk' if kind == 'ended' else 'gave up'}")

    def _told(self, kind: str, caller: _Caller) -> str:
        answer = self.tell(
            {
                "event_id": str(uuid4()),
                "kind": kind,
                "call_id": caller.call_id,
                "number": caller.number,
                "line": caller.line,
                "at": datetime.now(UTC).isoformat(),
            }
        )
        return str(answer["state"])
