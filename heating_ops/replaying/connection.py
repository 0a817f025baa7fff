"""One kept-alive connection to the API of calls."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

# The server closes a connection that was idle for five seconds; closing first avoids meeting it in the act.
_IDLE_SECONDS: Final = 3.0
_TIMEOUT_SECONDS: Final = 30.0
# What a proxy says while the server behind it restarts.
_AWAY: Final = {502, 503, 504}


class NoAnswer(Exception):
    """The server could not be reached, or went away before it answered: the call may or may not be stored."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the server said, and how long it took."""

    status: int
    body: dict[str, Any]
    seconds: float


class Connection:
    """A connection that is opened when needed and opened anew after a failure."""

    def __init__(self, url: str) -> None:
        """:raises ValueError: not an address of a web server."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(_("%(url)s is not an address such as http://127.0.0.1:8000") % {"url": url})
        self._make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._address = parts.hostname, parts.port
        self._base = parts.path.rstrip("/")
        self._open: http.client.HTTPConnection | None = None
        self._last_used = 0.0

    def ask(self, method: str, path: str, *, token: str, body: bytes | None = None) -> Answered:
        """Send one request and wait for its whole answer.

        :raises NoAnswer: there was none; sending the same body again is safe
        """
        headers = {"Authorization": f"Token {token}", "Accept-Language": "en"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        began = time.perf_counter()
        try:
            connection = self._ready()
            connection.request(method, self._base + path, body, headers)
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(str(error) or type(error).__name__) from error
        self._last_used = time.monotonic()
        if answer.status in _AWAY:
            raise NoAnswer(f"{answer.status} {answer.reason}")
        return Answered(answer.status, _object(raw), time.perf_counter() - began)

    def close(self) -> None:
        """Close; the next question opens it anew."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _ready(self) -> http.client.HTTPConnection:
        if self._open is not None and time.monotonic() - self._last_used > _IDLE_SECONDS:
            self.close()
        if self._open is None:
            self._open = self._make(*self._address, timeout=_TIMEOUT_SECONDS)
        return self._open


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
