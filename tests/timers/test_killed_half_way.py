"""A worker killed between claim and commit leaves nothing behind, and what it held is done once by the next."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import environment, free_port, running, wait_until
from timers import bell

from bench.faults import timers as faults
from bench.system import System
from bench.timers import world

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 180


@pytest.fixture(autouse=True)
def _ledger(transactional_db: None) -> Iterator[None]:
    with bell.ledger():
        yield


def test_kill_9_after_the_work_and_before_the_commit(tmp_path: Path) -> None:
    failpoint, log = tmp_path / "stop", tmp_path / "worker.log"
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    failpoint.touch()
    world.arm_more(50)
    with running(*bell.WORKER, log=log, REDIS_URL=nowhere, FAILPOINT=str(failpoint)) as worker:
        wait_until(failpoint.with_suffix(".reached").exists, seconds=SECONDS, why=log.read_text)
        assert (bell.rang(), bell.waiting()) == (0, 50), "done, but not committed"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert (bell.rang(), bell.waiting()) == (0, 50)
    failpoint.unlink()
    with running(*bell.WORKER, log=log, REDIS_URL=nowhere):
        wait_until(lambda: bell.waiting() == 0, seconds=SECONDS, why=log.read_text)
    world.check_cheap(50)


def test_one_worker_stands_still_with_rows_in_its_hand_and_another_does_the_rest(tmp_path: Path) -> None:
    failpoint, log = tmp_path / "stop", tmp_path / "worker.log"
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    failpoint.touch()
    world.arm_more(250)
    with running(*bell.WORKER, log=log, REDIS_URL=nowhere, FAILPOINT=str(failpoint)):
        wait_until(failpoint.with_suffix(".reached").exists, seconds=SECONDS, why=log.read_text)
        with running(*bell.WORKER, log=log, REDIS_URL=nowhere):
            # At least: on a slow machine the first may have lost its session, and its rows, by now.
            wait_until(lambda: bell.rang() >= 50, seconds=SECONDS, why=log.read_text)
            failpoint.unlink()
            wait_until(lambda: bell.waiting() == 0, seconds=SECONDS, why=log.read_text)
    world.check_cheap(250)


@pytest.mark.no_replay  # the orders are put straight into the tables
def test_nothing_is_lost_and_nothing_done_twice_over_many_kills(
    real_town: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thousand are ``make faults NAME=timers``; these are the first of them."""
    # The server the sweepers are forked from keeps the environment it was started in.
    for name in ("DATABASE_URL", "SECRET_KEY"):
        monkeypatch.setenv(name, environment()[name])
    system = System({}, tmp_path, quick=True)
    outcome = faults.break_it(system, faults.Size(kills=12, workers=0, cheap_a_second=200, orders=20))
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.faults == 12
    assert outcome.deadlines > 20
