"""The real call logs are read without a complaint. They are not ours to ship, so this needs them beside the clone."""

import os
from pathlib import Path

import pytest

from heating_ops.replaying.call_log import read_call_log
from hotline.models import Channel
from workorders.catalogue import Category

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
DATA = Path(os.environ.get("SHARED_DATA") or _BESIDE) / "bucharest"


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data in {DATA}; set SHARED_DATA to the folder that holds it")
@pytest.mark.parametrize(("day", "calls"), [("2023-11-13", 11_859), ("2023-12-06", 6_001)])
def test_every_row_of_a_real_day_is_a_call(day: str, calls: int) -> None:
    read = read_call_log(DATA / f"calls_{day}.csv.gz", channels=Channel.values, categories=Category.values)
    assert len(read) == calls
    assert len({call.request_id for call in read}) == calls
