"""What the person who started the system sees."""

import re
import sys
import time

_LOUD = re.compile(rb"\b(WARNING|ERROR|CRITICAL|FATAL|PANIC|Traceback)\b")
#: A constraint of the database that held is no trouble, and Redis finds fault with nearly every machine.
_NO_NEWS = re.compile(rb"\] \S+ (ERROR|WARNING):  |Memory overcommit must be enabled")
_WIDTH = 180


def say(name: str, words: str) -> None:
    """One short line: when, who, what."""
    print(f"{time.strftime('%H:%M:%S')} {name:<8} {words}", flush=True)


def complain(sentence: str) -> None:
    """The one sentence that explains why it does not work."""
    print(sentence, file=sys.stderr, flush=True)


def worth_showing(line: bytes) -> str | None:
    """A log line as the console shows it: only what is wrong, and not all of a long line."""
    if not _LOUD.search(line) or _NO_NEWS.search(line):
        return None
    text = line.decode(errors="replace").rstrip()
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
