"""Search and the duplicate step, measured in small: every line finds its place, every read has its bare statements."""

from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import board, duplicates, search
from bench.problem import BenchFailed
from bench.statements import in_turn, recorded
from bench.system import System
from heating_ops.network.models import Building, PlaceName
from heating_ops.network.place_names import rebuild_place_names
from heating_ops.network.search import search_places


@pytest.fixture
def small(tmp_path: Path) -> System:
    return System({}, tmp_path, quick=True)


def test_search_is_measured_kind_by_kind(
    town: SimpleNamespace, small: System, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rebuild_place_names()
    monkeypatch.setattr(search, "_OF_EACH_KIND", 2)
    figures = list(search.measure(small))
    assert [figure.name for figure in figures] == ["search.p95", "search.typo_p95"]
    assert all(figure.value > 0 < figure.limit for figure in figures)
    assert "building-unit-room: 2 of 2 found" in capsys.readouterr().err


def test_lines_that_find_nothing_are_no_figure(town: SimpleNamespace, small: System) -> None:
    rebuild_place_names()
    PlaceName.objects.filter(kind="community").delete()
    with pytest.raises(BenchFailed, match="only 0 found the place"):
        list(search.measure(small))


@pytest.mark.no_replay  # its orders are put into the table past the journal
def test_the_duplicate_step_is_measured_among_open_orders(
    town: SimpleNamespace, small: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "_ORDERS_QUICK", 20)
    monkeypatch.setattr(duplicates, "_ASKED_QUICK", 3)
    (figure,) = duplicates.measure(small)
    assert (figure.name, figure.n) == ("duplicates.p95", 6)


@pytest.mark.no_replay
def test_places_without_candidates_are_no_figure(
    town: SimpleNamespace, small: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "_ASKED_QUICK", 3)
    monkeypatch.setattr(duplicates, "open_orders", lambda *_asked: [town.house_1.pk])
    with pytest.raises(BenchFailed, match="only 0 of 6 places showed a candidate"):
        list(duplicates.measure(small))


@pytest.mark.no_replay  # its orders are put into the table past the journal
def test_the_board_is_measured_with_the_crews_for_an_order(
    town: SimpleNamespace, small: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "_ORDERS_QUICK", 20)
    monkeypatch.setattr(board, "_CREWS_QUICK", 5)
    # The screen has a browser and a server of its own: it is measured, and tested, elsewhere.
    snapshot, crews = islice(board.measure(small), 2)
    assert [(one.name, one.n) for one in (snapshot, crews)] == [("board.snapshot", 3), ("board.crews_p95", 12)]


def test_a_read_is_sent_bare_right_after_itself(town: SimpleNamespace) -> None:
    with recorded() as noted:
        list(Building.objects.filter(pk=town.house_1.pk))
    assert len(noted) == 1
    times = in_turn([lambda: search_places("阳光"), Building.objects.count], rounds=3)
    assert (len(times.ours), len(times.bare)) == (6, 6)
