"""Keeps the system's processes alive, and ends them in order.

One thread, no locks: it looks around five times a second. The children write
their logs themselves, so neither a busy nor a killed supervisor holds one up.
"""

import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from heating_ops.local.child import Child, ChildSpec, stop_together
from heating_ops.local.console import Murmur, say
from heating_ops.local.log_tail import LogTail
from heating_ops.local.problem import Problem, last_words
from heating_ops.local.services import start

_LOOK_EVERY = 0.2
_TRACEBACK = "Traceback (most recent call last):"
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
#: A child that lived this long (seconds) was well; its next fall counts as its first.
_WELL_AFTER = 60.0


class Stopped(Exception):
    """Somebody asked the system to stop."""


class _Kept:
    """A child that is to be kept alive."""

    def __init__(self, spec: ChildSpec, child: Child) -> None:
        self.spec = spec
        self.child = child
        self.log = LogTail(spec.log_file)
        self.murmur = Murmur(spec.name)
        self.falls = 0
        self.pause = _FIRST_PAUSE
        self.start_again_at: float | None = None


class Supervisor:
    """Starts, watches, restarts and stops the processes of the system in one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: list[_Kept] = []
        self._asked_to_stop = 0
        for asks in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(asks, self._note_the_wish)

    def keep(self, spec: ChildSpec) -> Child:
        """Start a process and keep it running from now on."""
        child = start(spec, self.folder)
        self._kept.append(_Kept(spec, child))
        return child

    def run_to_end(self, spec: ChildSpec) -> None:
        """Run a process that does one thing and ends, showing what it says.

        :raises Problem: it failed
        :raises Stopped: somebody asked to stop meanwhile
        """
        log = LogTail(spec.log_file)
        said: list[str] = []

        def listen() -> bool:
            ended = child.ended() is not None
            for line in log.new_lines():
                said.append(line.decode(errors="replace"))
                if _TRACEBACK not in said:
                    say(spec.name, said[-1])
            return ended

        child = start(spec, self.folder)
        try:
            self.wait_until(listen)
        finally:
            stop_together([child])
        if child.ended() != 0:
            raise Problem(f"{spec.name} failed (see {spec.log_file}): {last_words(said)}")

    def wait_until(self, reached: Callable[[], bool], *, within: float | None = None) -> bool:
        """Look after the children until something is reached; whether it was within so many seconds.

        :raises Stopped: somebody asked to stop meanwhile
        """
        give_up_at = None if within is None else time.monotonic() + within
        while not reached():
            if self._asked_to_stop:
                raise Stopped
            if give_up_at is not None and time.monotonic() > give_up_at:
                return False
            for kept in self._kept:
                self._look_after(kept)
            time.sleep(_LOOK_EVERY)
        return True

    def falling(self) -> Child | None:
        """A child that fell more than once, if there is one: something about it is wrong."""
        return next((kept.child for kept in self._kept if kept.falls > 1), None)

    def stop_all(self) -> None:
        """Stop every child, the highest stage first; asked twice more, do it without waiting for anybody."""
        asked_before = self._asked_to_stop
        for stage in sorted({kept.spec.stage for kept in self._kept}, reverse=True):
            children = [kept.child for kept in self._kept if kept.spec.stage == stage]
            stop_together(children, hurry=lambda: self._asked_to_stop > asked_before + 1)
        self._kept.clear()

    def _look_after(self, kept: _Kept) -> None:
        for line in kept.log.new_lines():
            kept.murmur.hear(line)
        now = time.monotonic()
        if kept.start_again_at is None:
            if (code := kept.child.ended()) is None:
                return
            kept.child.kill_rest()
            kept.falls += 1
            if now - kept.child.started_at > _WELL_AFTER:
                kept.pause = _FIRST_PAUSE
            kept.start_again_at = now + kept.pause
            say(kept.spec.name, f"ended ({_cause(code)}); starting again in {kept.pause:.0f} s")
            kept.pause = min(kept.pause * 2, _LONGEST_PAUSE)
        elif now >= kept.start_again_at:
            kept.start_again_at = None
            kept.child = start(kept.spec, self.folder)

    def _note_the_wish(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked_to_stop += 1


def _cause(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
