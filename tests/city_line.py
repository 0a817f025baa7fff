"""A small city line that takes states: real HTTP, checks every signature, and is out of order when told to be."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from heating_ops.signing import signature
from hotline.channels.api import SIGNATURE_HEADER, TIME_HEADER


class CityLine:
    """What it took: each key once, in the order of arrival; ``arrivals`` has the repeats too."""

    def __init__(self) -> None:
        self.secret = ""
        self.ledger: dict[str, dict[str, Any]] = {}
        self.arrivals: list[str] = []
        self.answer: Callable[[str], int] = lambda key: 200
        self.url = ""

    def states_of(self, number: str) -> list[str]:
        """The states taken for a ticket, in order."""
        return [said["state"] for said in self.ledger.values() if said["number"] == number]

    def take(self, headers: Any, body: bytes) -> int:
        """Answer one request."""
        timestamp, key = headers.get(TIME_HEADER, ""), headers.get("Idempotency-Key", "")
        if headers.get(SIGNATURE_HEADER) != signature(secret=self.secret, timestamp=timestamp, body=body):
            return 401
        self.arrivals.append(key)
        status = self.answer(key)
        if status == 200 or status == 599:  # 599: taken, but the answer is lost on the way
            self.ledger.setdefault(key, json.loads(body))
        return 503 if status == 599 else status


@contextmanager
def city_line(secret: str) -> Iterator[CityLine]:
    """Run it on a free port of this machine."""
    line = CityLine()
    line.secret = secret

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = line.take(self.headers, body)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    line.url = f"http://127.0.0.1:{server.server_port}/states"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=30)
