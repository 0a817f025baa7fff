"""A figure says how near the limit it is, and the command says what there is to measure."""

import json

import pytest

from bench.__main__ import main
from bench.figure import Figure, percentile


def test_a_figure_is_one_line_of_json() -> None:
    line = Figure("intake.throughput", 250.04, "calls/s", 500.0, 1000).line()
    assert json.loads(line) == {
        "name": "intake.throughput", "value": 250.0, "unit": "calls/s", "limit": 500.0, "ratio": 0.5, "n": 1000,
    }  # fmt: skip


def test_half_as_good_is_one_half_also_where_less_is_better() -> None:
    assert Figure("x", 40.0, "ms", 20.0, 1, less_is_better=True).ratio == 0.5


def test_percentiles() -> None:
    assert percentile(range(1, 101), 0.5) == 51
    assert percentile(range(1, 101), 0.99) == 100
    assert percentile([7.0], 0.99) == 7.0


def test_an_unknown_name_is_one_sentence_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["warp"]) == 2
    assert "There is no benchmark named warp; there are intake" in capsys.readouterr().err
