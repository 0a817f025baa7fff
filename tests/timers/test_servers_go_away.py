"""Redis stopped and wiped, PostgreSQL killed: deadlines fire in time, or as soon as there is a database again."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from servers import ROOT, environment, free_port, running, wait_until
from timers import bell

from bench.faults import redis as faults
from bench.system import System
from heating_ops.local.child import Child, stop_together
from heating_ops.local.postgres_server import EmbeddedPostgres
from heating_ops.local.services import postgres_in, start, wait_until_ready

SECONDS = 180


@pytest.mark.django_db(transaction=True)
def test_redis_is_stopped_wiped_and_started_again_empty(tmp_path: Path) -> None:
    """Ten minutes of it are ``make faults NAME=redis``."""
    (tmp_path / "log").mkdir()
    system = System({key: environment()[key] for key in ("DATABASE_URL", "SECRET_KEY")}, tmp_path, quick=True)
    with bell.ledger():
        outcome = faults.break_it(system, away_seconds=3.0)
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.deadlines > 40


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A database of its own that can be killed, with nothing in it but deadlines."""
    (tmp_path / "log").mkdir()
    # As durable as the real one: what was committed before the kill must be there after it.
    server = postgres_in(tmp_path)
    children = [started(server, tmp_path)]
    try:
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "timers", "--verbosity", "0"],
            cwd=ROOT,
            env=environment(DATABASE_URL=server.url),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        ask(server, "CREATE TABLE bench_rang (deadline_id bigint NOT NULL, pid integer NOT NULL)")
        server.children = children  # type: ignore[attr-defined]
        yield server
    finally:
        stop_together(children)


def started(server: EmbeddedPostgres, folder: Path) -> Child:
    def wait(reached: Callable[[], bool]) -> bool:
        wait_until(reached, seconds=120)
        return True

    child = start(server.prepare(), folder)
    wait_until_ready(server, child, wait)
    return child


def ask(server: EmbeddedPostgres, sql: str) -> int:
    with closing(psycopg2.connect(server.url)) as own, own, own.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return int(row[0]) if row else 0


def arm(server: EmbeddedPostgres, number: int) -> None:
    ask(
        server,
        f"""
        INSERT INTO timers_deadline
            (kind, subject, generation, started_at, due_at, next_attempt_at, attempts, last_error)
        SELECT '{bell.KIND}', 'thing:{number}-' || n, 0, now(), now(), now(), 0, '' FROM generate_series(1, 5) n
        """,
    )


def test_postgresql_is_killed_and_started_again_under_a_worker(postgres: EmbeddedPostgres, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    children: list[Child] = postgres.children  # type: ignore[attr-defined]
    nowhere = f"redis://127.0.0.1:{free_port()}/0"

    def rang() -> int:
        return ask(postgres, "SELECT count(*) FROM bench_rang")

    with running(*bell.WORKER, log=log, DATABASE_URL=postgres.url, REDIS_URL=nowhere):
        arm(postgres, 1)
        wait_until(lambda: rang() == 5, seconds=SECONDS, why=log.read_text)
        arm(postgres, 2)
        children.pop().kill_rest()
        children.append(started(postgres, tmp_path))
        arm(postgres, 3)
        wait_until(lambda: rang() >= 15, seconds=SECONDS, why=log.read_text)
    assert rang() == ask(postgres, "SELECT count(DISTINCT deadline_id) FROM bench_rang") == 15
