"""The benchmark of the clock in small: two real workers, raw SQL, every deadline counted."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from servers import environment

from bench import timers
from bench.problem import BenchFailed
from bench.system import System
from bench.timers import flat, world

pytestmark = pytest.mark.no_replay  # its orders are put into the tables past the journal


def test_figures_come_with_their_limits(
    real_town: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timers, "QUICK", timers.Size(armed=1000, due=50, rounds=1))
    monkeypatch.setattr(flat, "_FEW", 100)
    monkeypatch.setattr(flat, "_TIMES", 3)
    ours = {name: environment()[name] for name in ("DATABASE_URL", "SECRET_KEY")}
    figures = {figure.name: figure for figure in timers.measure(System(ours, tmp_path, quick=True))}
    world.run("DROP TABLE bench_rang")
    of_both = [f"timers.{kind}{what}" for kind in ("", "orders_") for what in ("lateness_p99", "lateness_max")]
    speeds = ["timers.fired_per_second", "timers.orders_fired_per_second"]
    assert set(figures) == {*of_both, *speeds, "timers.flatness", "timers.flatness_idle"}
    assert all(figure.value > 0 < figure.limit for figure in figures.values())


def test_a_deadline_that_was_lost_or_rang_twice_is_no_figure(transactional_db: None) -> None:
    world.make_ledger()
    world.run("INSERT INTO bench_rang VALUES (1, 0), (2, 0), (2, 0)")
    with pytest.raises(BenchFailed, match="of 3 deadlines 2 rang, 1 of them again"):
        world.check_cheap(3)
    world.run("DROP TABLE bench_rang")
