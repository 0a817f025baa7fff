"""Web servers as they run in production, on the database of the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from servers import free_port, running, wait_until

from heating_ops.local.processes import web


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def web_command(port: int) -> list[str]:
    """How production starts its web workers, but one."""
    command = web("127.0.0.1", port)[1:]
    command[command.index("--workers") + 1] = "1"
    return command


@contextmanager
def web_server(log: Path, **settings: str) -> Iterator[str]:
    """One web worker for as long as the block lasts; its host and port."""
    port = free_port()
    with running(*web_command(port), log=log, **settings):
        wait_until(lambda: _answers(f"http://127.0.0.1:{port}"), seconds=40, why=log.read_text)
        yield f"127.0.0.1:{port}"


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server with Redis."""
    with web_server(tmp_path_factory.mktemp("web") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def server_without_redis(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server whose Redis is not there."""
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    with web_server(tmp_path_factory.mktemp("web") / "log", REDIS_URL=nowhere) as address:
        yield address
