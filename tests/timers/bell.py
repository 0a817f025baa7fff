"""A deadline kind whose handler writes one row each time it runs, in real workers that can be stopped half way."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.timers import world

WORKER = ("celery", "-A", "bench.timers.worker_app", "worker", "--concurrency", "1", "--loglevel", "WARNING")
"""A worker that knows the kind."""
OLDER_WORKER = ("celery", "-A", "heating_ops.celery", "worker", "--concurrency", "1", "--loglevel", "WARNING")
"""A worker of a version that does not."""
KIND = "bench.ring"


@contextmanager
def ledger() -> Iterator[None]:
    """The table that is written to, for as long as the block lasts."""
    world.make_ledger()
    world.run("TRUNCATE bench_rang")
    try:
        yield
    finally:
        world.run("DROP TABLE bench_rang")


def rang() -> int:
    """How often handlers ran and were committed."""
    count: int = world.run("SELECT count(*) FROM bench_rang")
    return count


def waiting() -> int:
    """How many have not fired."""
    count: int = world.run("SELECT count(*) FROM timers_deadline WHERE kind = %s AND fired_at IS NULL", [KIND])
    return count
