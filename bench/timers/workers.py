"""Real Celery workers on the run's database, as the product starts them."""

import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from bench.problem import BenchFailed
from bench.system import System
from heating_ops.local.child import Child, ChildSpec, stop_together
from heating_ops.local.processes import WORKER

PROJECT = Path(__file__).resolve().parents[2]
_WITHIN = 180.0


def worker(environment: Mapping[str, str], folder: Path, name: str) -> Child:
    """Start one worker; it sweeps from the moment it is up."""
    command = [
        sys.executable,
        *("bench.timers.worker_app" if part == "heating_ops.celery" else part for part in WORKER),
    ]
    command += [f"--hostname={name}@%h"]
    log = folder / f"{name}.log"
    spec = ChildSpec(name=name, command=command, log_file=log, env={**environment, "LOG_LEVEL": "WARNING"}, cwd=PROJECT)
    return Child(spec, shared_env={})


@contextmanager
def workers(system: System, count: int) -> Iterator[list[Child]]:
    """Run workers for as long as the block lasts, all of them seen at work.

    :raises BenchFailed: they did not come up
    """
    running = [worker(system.environment, system.folder, f"worker-{number}") for number in range(count)]
    try:
        _wait_until_all_work(running)
        yield running
    finally:
        stop_together(running)


@contextmanager
def held_still(running: Sequence[Child]) -> Iterator[None]:
    """Stop processes for as long as the block lasts; nothing is due when it begins, so they hold nothing."""
    for child in running:
        child.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for child in running:
            child.process.send_signal(signal.SIGCONT)


def _wait_until_all_work(running: list[Child]) -> None:
    from bench.timers import world

    give_up_at = time.monotonic() + _WITHIN
    while _at_work() < len(running):
        if time.monotonic() > give_up_at or any(child.ended() is not None for child in running):
            words = "\n".join(child.spec.log_file.read_text(errors="replace")[-1000:] for child in running)
            raise BenchFailed(f"the workers did not come up: {words}")
        world.arm_more(1000)
        time.sleep(1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM timers_deadline WHERE kind = 'bench.ring'")


def _at_work() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pid) FROM bench_rang")
        count: int = cursor.fetchone()[0]
        return count
