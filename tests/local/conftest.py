"""Systems started for tests, and ended with them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from local.running import System

from heating_ops.local.data_folder import end_leftovers


@pytest.fixture
def start_system() -> Iterator[Callable[..., System]]:
    """Start systems; whatever a failing test leaves running is ended."""
    started: list[System] = []

    def start(folder: Path, *arguments: str, **settings: str) -> System:
        started.append(System(folder, *arguments, **settings))
        return started[-1]

    yield start
    for system in started:
        _end(system)


@pytest.fixture(scope="module")
def running_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system that runs while a module's tests look at it."""
    system = System(tmp_path_factory.mktemp("running") / "var")
    try:
        system.wait_until_running()
        yield system
    finally:
        _end(system)


def _end(system: System) -> None:
    system.process.kill()
    system.process.wait()
    end_leftovers(system.folder, polite_seconds=0)
