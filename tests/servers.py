"""Real processes of ours, on the database of the test: workers and web servers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**changes: str) -> dict[str, str]:
    """What a process of ours needs to work on the test's database."""
    said = connection.settings_dict
    password = f":{quote(str(said['PASSWORD']))}" if said["PASSWORD"] else ""
    name = quote(str(said["NAME"]))
    url = f"postgresql://{said['USER']}{password}@{said['HOST']}:{said['PORT']}/{name}"
    if str(said["HOST"]).startswith("/"):
        url = f"postgresql://{said['USER']}{password}@{quote(str(said['HOST']), safe='')}:{said['PORT']}/{name}"
    return os.environ | {"DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY, "PYTHONUNBUFFERED": "1"} | changes


@contextmanager
def running(*command: str, log: Path, **changes: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module of ours for as long as the block lasts.

    :param log: where its words go, appended
    """
    with log.open("ab") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=environment(**changes), stdout=words, stderr=words
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(reached: Callable[[], Any], *, seconds: float, why: Callable[[], str] = lambda: "") -> float:
    """Wait until something is so; answer how long it took."""
    began = time.monotonic()
    while not reached():
        assert time.monotonic() - began < seconds, f"not within {seconds} s. {why()}"
        time.sleep(0.02)
    return time.monotonic() - began
