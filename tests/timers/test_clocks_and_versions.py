"""Only the database's clock counts, and a deadline of a version to come waits for it."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from servers import free_port, running, wait_until
from timers import bell

from bench.timers import world
from heating_ops.timers import clock, registry
from heating_ops.timers.models import Deadline

SECONDS = 180


@pytest.mark.parametrize("jump", [timedelta(days=-3), timedelta(days=3)])
@pytest.mark.django_db
def test_an_applications_clock_that_jumps_changes_nothing(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    rang: list[str] = []
    monkeypatch.setitem(registry.single, "ring", lambda row, now: rang.append(row.subject))
    now = clock.database_now()
    clock.arm("thing:past", [clock.Due("ring", now - timedelta(hours=1), now - timedelta(seconds=1))], generation=1)
    clock.arm("thing:ahead", [clock.Due("ring", now, now + timedelta(hours=1))], generation=1)
    true_time = time.time
    monkeypatch.setattr(time, "time", lambda: true_time() + jump.total_seconds())
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(now.tzinfo) + jump)
    assert clock.fire_due() == 1
    assert rang == ["thing:past"]
    row = Deadline.objects.get(subject="thing:past")
    assert row.fired_at is not None
    assert abs(row.fired_at - now) < timedelta(minutes=5)
    assert clock.lateness().oldest_overdue_seconds == 0


@pytest.mark.django_db
def test_a_database_clock_set_back_makes_nothing_fire_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rang: list[str] = []
    monkeypatch.setitem(registry.single, "ring", lambda row, now: rang.append(row.subject))
    noon = clock.database_now()
    clock.arm("thing:1", [clock.Due("ring", noon - timedelta(hours=2), noon)], generation=1)
    for moment in (noon, noon - timedelta(hours=1), noon, noon + timedelta(hours=1)):
        clock.fire_due(now=moment)
    assert rang == ["thing:1"]


@pytest.fixture
def _ledger(transactional_db: None) -> Iterator[None]:
    with bell.ledger():
        yield


@pytest.mark.usefixtures("_ledger")
def test_a_deadline_of_a_newer_version_waits_in_the_old_workers_and_fires_in_the_new(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    world.arm_more(3)
    failing = Deadline.objects.filter(kind=bell.KIND, attempts__gt=0, fired_at__isnull=True)
    with running(*bell.OLDER_WORKER, log=log, REDIS_URL=nowhere):
        wait_until(lambda: failing.count() == 3, seconds=SECONDS, why=log.read_text)
    assert "NobodyHandles" in failing[0].last_error
    assert Client().get("/healthz").json()["parts"]["timers"]["failing"] == 3
    with running(*bell.WORKER, log=log, REDIS_URL=nowhere):
        wait_until(lambda: bell.waiting() == 0, seconds=SECONDS, why=log.read_text)
    world.check_cheap(3)
    assert Client().get("/healthz").json()["parts"]["timers"]["failing"] == 0
