"""Deadlines: how late they fire when ten thousand pass at once, how many a second, and whether a full table slows them.

Two real Celery workers sweep, as two machines do. The cheap kind writes one row a
deadline and shows the clock itself; the orders are open ones of the city whose
dispatch is missed, and show what the product does about it: version, escalation,
journal. The limit is the same lasting work in raw SQL, a batch in one or two
statements, by two threads that need not look for it: they start at the moment it is due.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bench.figure import Figure, middle, percentile
from bench.system import System
from bench.timers import raw, world
from bench.timers.flat import flatness
from bench.timers.watch import Seen, watched
from bench.timers.workers import held_still, workers
from heating_ops.local.child import Child

__all__ = ["HOUSEHOLDS", "measure"]
HOUSEHOLDS: Final = 20_000
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Size:
    """How much is armed and how much passes at once, and how often it is tried."""

    armed: int
    due: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What passes: how it is armed and checked, and the same work in raw SQL."""

    name: str
    arm: Callable[[int], None]
    check: Callable[[int], None]
    raw: raw.Statements


FULL: Final = Size(armed=1_000_000, due=10_000, rounds=3)
QUICK: Final = Size(armed=50_000, due=2_000, rounds=1)


def measure(system: System) -> Iterator[Figure]:
    """Measure ``timers.*``.

    :raises BenchFailed: a deadline was lost, fired twice, or did not fire in time
    """
    size = QUICK if system.quick else FULL
    world.make_ledger()
    yield from flatness(size.armed)
    orders = world.open_orders(size.due)
    cheap = Kind("timers.", world.arm_cheap, world.check_cheap, raw.CHEAP)
    missed = Kind("timers.orders_", partial(world.arm_orders, orders), world.check_orders, raw.orders())
    with workers(system, 2) as running:
        for kind in (cheap, missed):
            yield from _side_by_side(kind, size, running)


def _side_by_side(kind: Kind, size: Size, running: Sequence[Child]) -> Iterator[Figure]:
    """Rounds of the workers and of raw SQL in turn, so that a neighbour's noise meets both."""
    ours: list[Seen] = []
    bares: list[Seen] = []
    for _round in range(size.rounds):
        kind.arm(size.due)
        ours.append(watched(size.due, raw=None, batch=_BATCH))
        kind.check(size.due)
        with held_still(running):
            kind.arm(size.due)
            bares.append(watched(size.due, raw=kind.raw, batch=_BATCH))
            kind.check(size.due)
    count = size.due * size.rounds
    for what, value in (("lateness_p99", _p99), ("lateness_max", _latest)):
        mine, bare = middle([value(seen) for seen in ours]), middle([value(seen) for seen in bares])
        yield Figure(f"{kind.name}{what}", mine, "s", bare, count, less_is_better=True)
    speed, limit = middle([seen.per_second for seen in ours]), middle([seen.per_second for seen in bares])
    yield Figure(f"{kind.name}fired_per_second", speed, "1/s", limit, count)


def _p99(seen: Seen) -> float:
    return percentile(seen.late, 0.99)


def _latest(seen: Seen) -> float:
    return max(seen.late)
