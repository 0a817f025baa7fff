"""A web server as the system itself runs it: two workers, the same switches."""

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.problem import BenchFailed
from heating_ops.local.child import Child, ChildSpec, stop_together
from heating_ops.local.ports import free_port
from heating_ops.local.processes import APPLICATION, web

PROJECT = Path(__file__).resolve().parents[1]
_WITHIN = 60.0


@contextmanager
def served(application: str, environment: Mapping[str, str], *, folder: Path, path: str) -> Iterator[int]:
    """Serve an ASGI application the way ``make run`` serves ours, for as long as the block lasts; gives the port.

    :param path: where it answers anything at all once it is up
    :raises BenchFailed: it did not come up
    """
    port = free_port()
    command = [sys.executable, *(application if part == APPLICATION else part for part in web("127.0.0.1", port))]
    log = folder / f"{application.partition('.')[0]}-web.log"
    server = Child(ChildSpec(name="web", command=command, log_file=log, env=environment, cwd=PROJECT), shared_env={})
    try:
        _wait_until_up(server, f"http://127.0.0.1:{port}{path}", log)
        yield port
    finally:
        stop_together([server])


def _wait_until_up(server: Child, url: str, log: Path) -> None:
    give_up_at = time.monotonic() + _WITHIN
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            if server.ended() is not None or time.monotonic() > give_up_at:
                raise BenchFailed(f"the server did not come up: {log.read_text(errors='replace')[-2000:]}") from None
            time.sleep(0.1)
