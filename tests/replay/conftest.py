"""One real server for the tests of a file, and a busy day to send to it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from replay.logs import CALLS, rows, write
from replay.served import Served


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("web"))
    try:
        served.start()
        yield served
    finally:
        served.kill()


@pytest.fixture
def server(web: Served, real_town: SimpleNamespace) -> Served:
    return web


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path / "busy-day.csv.gz", rows(CALLS))
