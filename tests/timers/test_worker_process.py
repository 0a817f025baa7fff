"""Every Celery worker is a clock: it needs no broker, and what it was killed in the middle of is done by the next."""

import signal
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from django.utils import timezone
from servers import free_port, running, wait_until
from town import api_client, body

from heating_ops.celery import app
from heating_ops.journal.models import Event
from heating_ops.timers.models import Deadline

WORKER = ("celery", "-A", "heating_ops.celery", "worker", "--concurrency", "1", "--loglevel", "INFO")


def overdue_order(town: SimpleNamespace, *, flat: str) -> str:
    """An order whose dispatch deadline has passed; its subject."""
    place = {"street": "阳光花园", "building": "1号楼", "flat": flat}
    told = api_client(town.olga).post("/api/calls/", body(place=place), format="json").json()
    subject = f"work_order:{told['work_order']['id']}"
    past = timezone.now() - timedelta(seconds=1)
    Deadline.objects.filter(subject=subject, kind="work_order.dispatch").update(due_at=past, next_attempt_at=past)
    return subject


def missed(subject: str) -> int:
    return Event.objects.filter(subject=subject, kind="work_order.deadline_missed").count()


def test_a_worker_without_redis_fires_what_is_due_and_so_does_the_next_after_a_kill(
    real_town: SimpleNamespace, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    before = overdue_order(real_town, flat="1-101")
    with running(*WORKER, log=log, REDIS_URL=nowhere) as worker:
        wait_until(lambda: missed(before), seconds=40, why=log.read_text)
        meanwhile = overdue_order(real_town, flat="1-102")
        wait_until(lambda: missed(meanwhile), seconds=40, why=log.read_text)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    while_dead = overdue_order(real_town, flat="1-201")
    with running(*WORKER, log=log, REDIS_URL=nowhere):
        wait_until(lambda: missed(while_dead), seconds=40, why=log.read_text)
    assert [missed(subject) for subject in (before, meanwhile, while_dead)] == [1, 1, 1]


def test_a_worker_never_gives_up_waiting_for_redis() -> None:
    assert app.conf.broker_connection_max_retries is None
    assert app.conf.broker_connection_retry_on_startup is True
