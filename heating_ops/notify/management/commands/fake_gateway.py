"""``manage.py fake_gateway``: a gateway for trying out: it takes messages over HTTP and prints what arrived."""

import json
from argparse import ArgumentParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Listens on this machine alone; give a channel its address, and allow 127.0.0.0/8 by OUTGOING_ALLOWED_NETWORKS."""

    help = "Take messages over HTTP on this machine and print them, as an SMS gateway would send them on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port, and whether to be out of order."""
        parser.add_argument("--port", type=int, default=8099)
        parser.add_argument("--out-of-order", action="store_true", help="answer everything with 503")

    def handle(self, *, port: int, out_of_order: bool, **options: Any) -> None:
        """Listen until interrupted."""
        show, seen = self.stdout.write, set[str]()

        class Taker(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 65536))
                key = self.headers.get("Idempotency-Key", "")
                note = " (again)" if key in seen else ""
                show(f"{key}{note}: {body.decode(errors='replace')}")
                seen.add(key)
                answer = json.dumps({"id": key}).encode()
                self.send_response(503 if out_of_order else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: Any) -> None:
                """What arrived is printed above."""

        with ThreadingHTTPServer(("127.0.0.1", port), Taker) as server:
            show(f"http://127.0.0.1:{server.server_port}/")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                return
