"""What the person who started the system sees."""

import re
import sys
import time

_LOUD = re.compile(rb"\b(WARNING|ERROR|CRITICAL|FATAL|PANIC)\b")
#: A constraint of the database that held is no trouble, and Redis finds fault with nearly every machine.
_NO_NEWS = re.compile(rb"\] \S+ (ERROR|WARNING):  |Memory overcommit must be enabled")
_WIDTH = 180
#: So many lines of one process in so many seconds; the others are counted.
_FLOOD_LINES, _FLOOD_SECONDS = 3, 10.0


def say(name: str, words: str) -> None:
    """One short line: when, who, what."""
    try:
        print(f"{time.strftime('%H:%M:%S')} {name:<8} {words}", flush=True)
    except OSError:
        pass  # the terminal is gone; whoever closed it wants us to stop in order all the same


def complain(sentence: str) -> None:
    """The one sentence that explains why it does not work."""
    print(sentence, file=sys.stderr, flush=True)


class Murmur:
    """What the console shows of one log: only what is wrong, not all of a long line, and no flood."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._shown_since = 0.0
        self._shown = 0
        self._kept_back = 0

    def hear(self, line: bytes) -> None:
        """Show the line if it is worth it."""
        if not _LOUD.search(line) or _NO_NEWS.search(line):
            return
        now = time.monotonic()
        if now - self._shown_since > _FLOOD_SECONDS:
            if self._kept_back:
                say(self.name, f"… and {self._kept_back} more such lines in its log")
            self._shown_since, self._shown, self._kept_back = now, 0, 0
        if self._shown == _FLOOD_LINES:
            self._kept_back += 1
            return
        self._shown += 1
        text = line.decode(errors="replace").rstrip()
        say(self.name, text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…")
