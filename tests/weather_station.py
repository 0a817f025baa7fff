"""A small weather service: real HTTP, answers what it is told to, and is out of order when told to be."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class WeatherStation:
    """What it answers next, and the headers of those who asked."""

    def __init__(self) -> None:
        self.url = ""
        self.status = 200
        self.answer: Any = {}
        self.body: bytes | None = None
        self.asked: list[dict[str, str]] = []


@contextmanager
def weather_station() -> Iterator[WeatherStation]:
    """Run it on a free port of this machine."""
    station = WeatherStation()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            station.asked.append(dict(self.headers))
            body = json.dumps(station.answer).encode() if station.body is None else station.body
            self.send_response(station.status)
            if station.status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    station.url = f"http://127.0.0.1:{server.server_port}/hourly?days=2"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield station
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=30)
