"""A leak is reported and nobody sends a crew. Redis is gone, a worker dies: the missed minute is noticed all the same.

The station head is told, and told once, by a worker that was started after the first one had been killed.
"""

import signal
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from order_cast import opened
from servers import free_port, running, wait_until

from heating_ops.journal.models import Event
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline
from workorders.catalogue import Category

WORKER = ("celery", "-A", "heating_ops.celery", "worker", "--concurrency", "1", "--loglevel", "WARNING")
A_LONG_START = 180


def test_nobody_is_forgotten(real_town: SimpleNamespace, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    no_redis = f"redis://127.0.0.1:{free_port()}/0"

    # Somebody calls: hot water runs down the stairs. A crew is to be sent within a minute. Two minutes pass.
    leak = opened(real_town, Category.LEAK, now=clock.database_now() - timedelta(minutes=2))

    def told(*kinds: str) -> int:
        names = [f"work_order.{kind}" for kind in kinds]
        return Event.objects.filter(subject=leak.subject, kind__in=names).count()

    # One worker lives, without Redis. It notices; then it is killed.
    with running(*WORKER, log=log, REDIS_URL=no_redis) as worker:
        wait_until(lambda: told("deadline_missed"), seconds=A_LONG_START, why=log.read_text)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    missed = told("deadline_missed")

    # A quarter of an hour passes with nobody there to look at the clock: the station head's time comes.
    chain = Deadline.objects.get(subject=leak.subject, kind="work_order.escalate", fired_at__isnull=True)
    past = clock.database_now() - timedelta(seconds=1)
    Deadline.objects.filter(pk=chain.pk).update(due_at=past, next_attempt_at=past)

    # The next worker is started. The chain goes on where it was, and nothing is said twice.
    with running(*WORKER, log=log, REDIS_URL=no_redis):
        wait_until(lambda: told("escalated", "nobody_on_duty"), seconds=A_LONG_START, why=log.read_text)
    assert told("deadline_missed") == missed == 1
    first = Event.objects.filter(
        subject=leak.subject, kind__in=["work_order.escalated", "work_order.nobody_on_duty"], data__level="station_head"
    )
    assert first.count() == 1
