"""A small gateway for messages: real HTTP, a ledger of keys, out of order or hanging when told to be."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway:
    """What it took, in the order of arrival, repeats included."""

    def __init__(self) -> None:
        self.arrivals: list[str] = []
        self.said: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[str], int] = lambda key: 200
        self.url = ""


@contextmanager
def gateway() -> Iterator[Gateway]:
    """Run it on a free port of this machine."""
    held = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            key = self.headers.get("Idempotency-Key", "")
            status = held.answer(key)
            held.headers.append(dict(self.headers))
            held.said.append(json.loads(body))
            held.arrivals.append(key)
            told = json.dumps({"id": f"gw-{key}", "code": "ok"}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_port}/send"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
