"""``manage.py up``, for real."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from local.running import PROJECT, System, wait_until

from heating_ops.local.data_folder import read_notes

Start = Callable[..., System]


@pytest.fixture(scope="module")
def other_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second data folder, with a path longer than the 107 bytes a Unix socket's may have."""
    long_one = tmp_path_factory.mktemp("other") / ("long " * 20).strip()
    long_one.mkdir()
    return long_one / "var"


def test_it_answers_and_keeps_its_secrets(running_system: System) -> None:
    folder = running_system.folder
    assert f"The system is running at http://127.0.0.1:{running_system.port}/" in running_system.words()
    assert len(running_system.processes()) > 5
    for secret in [folder / "secret_key", *folder.glob("*/*password"), folder / "running.json"]:
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600, secret


def test_a_second_start_in_the_same_folder_is_refused(running_system: System) -> None:
    second = System(running_system.folder)
    assert second.process.wait(30) == 1
    assert second.words() == (
        f"A system runs in {running_system.folder} already at http://127.0.0.1:{running_system.port}: "
        "stop it first, or choose another VAR_DIR.\n"
    )
    assert running_system.is_well()


def test_commands_in_another_terminal_find_the_running_system(running_system: System) -> None:
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    found = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=PROJECT,
        env={**ours, "VAR_DIR": str(running_system.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr


def test_a_process_that_dies_is_started_again(running_system: System) -> None:
    marks = {"web": "heating_ops.serving", "worker": "\0worker\0", "redis": "redis-server", "postgres": "\0-D\0"}
    for name, mark in marks.items():
        os.kill(_child(running_system, mark), signal.SIGKILL)
        news = f"{name:<8} ended (signal SIGKILL); starting again in 1 s"
        wait_until(lambda news=news: news in running_system.words(), 10)  # type: ignore[misc]
    wait_until(running_system.is_well, 60)
    assert running_system.process.poll() is None


def test_two_systems_run_side_by_side_and_one_stops_without_a_trace(
    running_system: System, start_system: Start, other_folder: Path
) -> None:
    other = start_system(other_folder)
    other.wait_until_running()
    assert read_notes(other_folder)["DATABASE_URL"] != read_notes(running_system.folder)["DATABASE_URL"]

    assert other.ask_to_stop(signal.SIGTERM) == 0
    assert other.processes() == set()
    assert read_notes(other_folder) == {}
    assert "Traceback" not in other.words()
    assert running_system.is_well()


def test_a_killed_supervisor_takes_everything_along_and_the_next_start_recovers(
    start_system: Start, other_folder: Path
) -> None:
    killed = start_system(other_folder)
    killed.wait_until_running()
    _sql(other_folder, "CREATE TABLE kept AS SELECT 1 AS one")
    killed.process.kill()
    killed.process.wait()

    recovered = start_system(other_folder, PORT=str(killed.port))  # at once, while the old ones are still dying
    recovered.wait_until_running()
    assert _sql(other_folder, "SELECT one FROM kept") == 1
    recovered.process.kill()
    recovered.process.wait()
    wait_until(lambda: recovered.processes() == set(), 15)


def _child(system: System, mark: str) -> int:
    """The process id of the one child whose command line has this in it."""
    children = Path(f"/proc/{system.process.pid}/task/{system.process.pid}/children").read_text().split()
    [pid] = [int(child) for child in children if mark in Path(f"/proc/{child}/cmdline").read_text()]
    return pid


def _sql(folder: Path, statement: str) -> object:
    with closing(psycopg2.connect(read_notes(folder)["DATABASE_URL"])) as connection, connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None  # type: ignore[index]
