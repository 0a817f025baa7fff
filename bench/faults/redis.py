"""Redis stopped, its data wiped, and started again empty, while deadlines pass and two workers sweep."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.faults.outcome import Outcome
from bench.problem import BenchFailed
from bench.system import System
from bench.timers import world
from bench.timers.workers import workers
from heating_ops.local.child import Child, stop_together
from heating_ops.local.redis_server import EmbeddedRedis
from heating_ops.local.services import redis_in, start, wait_until_ready

_AWAY_SECONDS: Final = 600.0
_AWAY_SECONDS_QUICK: Final = 15.0
_EVERY_SECONDS: Final = 0.5
_WITHIN: Final = 120.0


def break_it(system: System, away_seconds: float | None = None) -> Outcome:
    """Take Redis away for ten minutes, or ``AWAY_SECONDS``, then give an empty one back.

    :raises BenchFailed: a deadline did not fire, or background work did not go on when Redis was back
    """
    asked = away_seconds or float(os.environ.get("AWAY_SECONDS", "0"))
    away = asked or (_AWAY_SECONDS_QUICK if system.quick else _AWAY_SECONDS)
    server = redis_in(system.folder / "other")
    world.make_ledger()
    world.run("TRUNCATE bench_rang")
    redis = _started(server, system.folder)
    with_it = System({**system.environment, "REDIS_URL": server.url}, system.folder, system.quick)
    try:
        with workers(with_it, 2):
            world.run("TRUNCATE bench_rang")
            armed = _pass(3.0)
            stop_together([redis])
            armed += _pass(away)
            shutil.rmtree(server.folder / "data")
            redis = _started(server, system.folder)
            armed += _pass(3.0)
            _wait_until(lambda: world.run("SELECT count(DISTINCT deadline_id) FROM bench_rang") >= armed, "all fired")
            _background_work_goes_on(server.url)
    finally:
        stop_together([redis])
    rang = world.run("SELECT count(*) FROM bench_rang")
    once = world.run("SELECT count(DISTINCT deadline_id) FROM bench_rang")
    latest = world.run(
        "SELECT extract(epoch FROM max(fired_at - due_at))::float8 FROM timers_deadline WHERE kind = 'bench.ring'"
    )
    return Outcome("redis", 1, 0, armed, lost=armed - once, doubled=rang - once, latest=latest or 0.0)


def _started(server: EmbeddedRedis, folder: Path) -> Child:
    (folder / "log").mkdir(exist_ok=True)
    server.log_file.parent.mkdir(parents=True, exist_ok=True)
    child = start(server.prepare(), folder)

    def wait(reached: Callable[[], bool]) -> bool:
        _wait_until(reached, "Redis answered")
        return True

    wait_until_ready(server, child, wait)
    return child


def _pass(seconds: float) -> int:
    """Let time pass with a few deadlines every half second; how many there were."""
    ends_at, armed = time.monotonic() + seconds, 0
    while time.monotonic() < ends_at:
        world.arm_more(5, ahead=1.0)
        armed += 5
        time.sleep(_EVERY_SECONDS)
    return armed


def _background_work_goes_on(url: str) -> None:
    """A task sent through the new Redis is done by workers that knew only the old one."""
    from bench.timers.worker_app import app
    from heating_ops.timers.models import JobRun

    JobRun.objects.filter(job="clear_sessions").delete()
    with app.connection_for_write(url) as broker:
        app.send_task("heating_ops.tasks.clear_sessions", connection=broker)
    _wait_until(lambda: JobRun.objects.filter(job="clear_sessions").exists(), "a task was done")


def _wait_until(reached: Callable[[], bool], what: str) -> None:
    give_up_at = time.monotonic() + _WITHIN
    while not reached():
        if time.monotonic() > give_up_at:
            raise BenchFailed(f"{_WITHIN:.0f} s passed, and not yet: {what}")
        time.sleep(0.1)
