"""``python -m heating_ops.serving APPLICATION --host … --port … --workers …``."""

import argparse
import sys

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from heating_ops.serving.listener import Listener


def main(arguments: list[str]) -> int:
    """Serve until told to stop; one of several workers that dies is started again."""
    parser = argparse.ArgumentParser(prog="python -m heating_ops.serving")
    parser.add_argument("application", help="module:name of an ASGI application")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    config = Config(
        asked.application,
        host=asked.host,
        port=asked.port,
        workers=asked.workers,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=65_536,
        timeout_graceful_shutdown=3,
        access_log=False,
        server_header=False,
    )
    try:
        listener = Listener.at(asked.host, asked.port)
    except OSError as refused:
        print(f"{asked.host}:{asked.port}: {refused.strerror}", file=sys.stderr)
        return 1
    if asked.workers == 1:
        server = Server(config)
        server.run([listener])
        return 0 if server.started else 1
    Multiprocess(config, sockets=[listener]).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
