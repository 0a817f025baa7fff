"""Workers killed with SIGKILL at any moment, a thousand times, while deadlines pass.

Starting a whole worker takes seconds, so most of those that are killed are forked from a
server that has loaded the application already: they sweep with the worker's own code
until they are shot. Some are whole Celery workers.
"""

import multiprocessing
import random
import time
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.context import ForkServerContext
from typing import Any, Final

from bench.faults.outcome import Outcome
from bench.problem import BenchFailed
from bench.system import System
from bench.timers import world
from bench.timers.workers import worker

_KIND: Final = "bench.ring"
_DRAINED_WITHIN: Final = 120.0
STARTING, IDLE, AT_WORK = range(3)


@dataclass(frozen=True, slots=True)
class Size:
    """How many processes are killed, how many of them whole workers, and how much passes meanwhile."""

    kills: int
    workers: int
    cheap_a_second: int
    orders: int


FULL: Final = Size(kills=1000, workers=20, cheap_a_second=200, orders=3000)
QUICK: Final = Size(kills=40, workers=1, cheap_a_second=200, orders=200)


def break_it(system: System, size: Size | None = None) -> Outcome:
    """Kill, let what is left be done by somebody who lives, and count.

    :raises BenchFailed: deadlines were left that nobody fires
    """
    size = size or (QUICK if system.quick else FULL)
    world.make_ledger()
    world.run("TRUNCATE bench_rang")
    world.run("DELETE FROM timers_deadline WHERE kind = %s", [_KIND])
    chance = random.Random(96069)
    orders = world.open_orders(size.orders)
    world.arm_orders(orders, size.orders)
    # The orders' first clocks pass all the while, not all at once.
    every = max(size.kills * 0.1, 2.0) / max(size.orders, 1)
    world.run(
        """
        UPDATE timers_deadline d SET due_at = now() + n * %s * interval '1 second',
            next_attempt_at = now() + n * %s * interval '1 second'
        FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM timers_deadline WHERE kind = 'work_order.dispatch') o
        WHERE d.id = o.id
        """,
        [every, every],
    )
    armed = _Feed(size.cheap_a_second)
    _kill_workers(system, size.workers, armed)
    _let_the_rest_be_done()
    since = world.run("SELECT clock_timestamp()")
    middle = _kill_sweepers(size.kills - size.workers, armed, chance)
    _let_the_rest_be_done()
    return _counted(size, armed.count, middle, since)


class _Feed:
    """Arms cheap deadlines, so many a second, whenever it is asked to."""

    def __init__(self, a_second: int) -> None:
        self._a_second = a_second
        self._last = time.monotonic()
        self.count = 0

    def go_on(self) -> None:
        now = time.monotonic()
        many = int((now - self._last) * self._a_second)
        if many:
            world.arm_more(many)
            self._last, self.count = now, self.count + many


def _kill_workers(system: System, kills: int, feed: _Feed) -> None:
    """Whole Celery workers, killed while they sweep."""
    for number in range(kills):
        rang = world.run("SELECT count(*) FROM bench_rang")
        child = worker(system.environment, system.folder, f"killed-{number}")
        give_up_at = time.monotonic() + _DRAINED_WITHIN
        try:
            while world.run("SELECT count(*) FROM bench_rang") == rang:
                if time.monotonic() > give_up_at or child.ended() is not None:
                    raise BenchFailed(f"worker {number} fired nothing: {child.spec.log_file.read_text()[-1000:]}")
                feed.go_on()
                time.sleep(0.05)
        finally:
            child.kill_rest()


def _kill_sweepers(kills: int, feed: _Feed, chance: random.Random) -> int:
    """Two at a time: every other as soon as it is seen at work on a batch, the others some time after they are up.

    :returns: how many were hit between claim and commit
    """
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["bench.timers.worker_app"])
    living: list[_Sweeper] = []
    killed = middle = 0
    try:
        while killed < kills:
            feed.go_on()
            while len(living) < 2:
                living.append(_Sweeper(forks, at_work=len(living) + killed & 1 == 1, patience=chance.uniform(0, 0.2)))
            time.sleep(0.001)
            for sweeper in [one for one in living if one.is_to_be_killed()]:
                middle += sweeper.kill()
                killed += 1
                living.remove(sweeper)
    finally:
        for sweeper in living:
            sweeper.kill()
    return middle


class _Sweeper:
    """A process that sweeps until it is killed; a byte it shares says how far it is."""

    def __init__(self, forks: ForkServerContext, *, at_work: bool, patience: float) -> None:
        self._byte: Any = forks.Value("b", STARTING, lock=False)
        self._process = forks.Process(target=sweep_until_killed, args=(self._byte,), daemon=True)
        self._process.start()
        self._at_work, self._patience = at_work, patience
        self._up_at: float | None = None

    def is_to_be_killed(self) -> bool:
        if self._process.exitcode is not None:
            raise BenchFailed(f"a sweeper ended by itself, with {self._process.exitcode}")
        if self._byte.value == STARTING:
            return False
        self._up_at = self._up_at or time.monotonic()
        if self._at_work:
            return bool(self._byte.value == AT_WORK)
        return time.monotonic() - self._up_at > self._patience

    def kill(self) -> bool:
        """Kill it with SIGKILL; answers whether it was between claim and commit."""
        self._process.kill()
        self._process.join()
        return bool(self._byte.value == AT_WORK)


def sweep_until_killed(byte: Any) -> None:
    """What a worker's thread does, told to a byte that outlives the process."""
    from bench.timers import worker_app
    from heating_ops.timers.sweep import fire_due

    worker_app.tell_when_busy(byte, AT_WORK)
    while True:
        fired = fire_due(limit=20)
        byte.value = IDLE
        if not fired:
            time.sleep(0.005)


def _let_the_rest_be_done() -> None:
    from bench.timers import worker_app  # noqa: F401 - knows the cheap kind
    from heating_ops.timers.sweep import fire_due

    give_up_at = time.monotonic() + _DRAINED_WITHIN
    left = "SELECT count(*) FROM timers_deadline WHERE kind IN (%s, 'work_order.dispatch') AND fired_at IS NULL"
    while world.run(left, [_KIND]):
        if time.monotonic() > give_up_at:
            raise BenchFailed(f"{world.run(left, [_KIND])} deadlines are left that nobody fires")
        fire_due()
        time.sleep(0.05)


def _counted(size: Size, cheap: int, middle: int, since: datetime) -> Outcome:
    """Look at what is there; how late, only while somebody swept: between two whole workers nobody does."""
    rang = world.run("SELECT count(*) FROM bench_rang")
    once = world.run("SELECT count(DISTINCT deadline_id) FROM bench_rang")
    missed = "FROM journal_event WHERE kind = 'work_order.deadline_missed' AND data->>'step' = 'dispatch'"
    told, told_once = world.run(f"SELECT count(*) {missed}"), world.run(f"SELECT count(DISTINCT subject) {missed}")
    late = "SELECT extract(epoch FROM max(fired_at - greatest(due_at, set_at)))::float8 FROM timers_deadline"
    latest = world.run(f"{late} WHERE kind = %s AND due_at > %s", [_KIND, since])
    return Outcome(
        name="timers",
        faults=size.kills,
        in_the_middle=middle,
        deadlines=cheap + size.orders,
        lost=cheap - once + size.orders - told_once,
        doubled=rang - once + told - told_once,
        latest=latest or 0.0,
    )
