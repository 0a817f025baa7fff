"""The whole benchmark in small: the real server, the recorded statements, the bare view, every call counted."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from replay.served import url_of_the_tests

from bench import intake
from bench.system import System
from heating_ops.journal.models import Event
from hotline.models import Call
from workorders.models import WorkOrder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_BUILDINGS", 3)
    monkeypatch.setattr(intake, "_WARM_UP", 8)
    monkeypatch.setattr(intake, "_QUICK", intake.Rounds(throughput=1, throughput_calls=40, steady=1, steady_calls=20))


@pytest.mark.no_replay  # the recorded calls are taken out of the tables again, past the journal
def test_figures_come_with_their_limits(
    real_town: SimpleNamespace, small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "static").mkdir()
    system = System({"DATABASE_URL": url_of_the_tests(), "VAR_DIR": str(tmp_path)}, tmp_path, quick=True)
    throughput, answer_time = intake.measure(system)
    assert (throughput.name, throughput.n, answer_time.name, answer_time.n) == (
        *("intake.throughput", 40),
        *("intake.p99_at_50", 20),
    )
    assert throughput.value > 0 < throughput.limit
    assert answer_time.value > 0 < answer_time.limit
    assert "statements a call" in capsys.readouterr().err
    sent = 2 * (2 * 8 + 40 + 20)
    assert Call.objects.exclude(place_text="somewhere else").count() == sent
    assert WorkOrder.objects.exclude(place_text="somewhere else").count() == sent
    assert Event.objects.filter(kind="work_order.opened", card__open=True).count() >= sent
