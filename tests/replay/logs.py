"""Call logs for the tests."""

import csv
import gzip
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from heating_ops.replaying.call_log import COLUMNS

DAY = date(2026, 1, 12)
CALLS = 200
_CATEGORIES = ("low_temperature", "no_heat", "leak", "enquiry", "not_our_customer", "noise")
_CHANNELS = ("phone", "12345", "app")
# Both houses of the town's Sunshine Garden, the hospital, and a street that is in no network.
_ADDRESSES = (("阳光花园", "1号楼"), ("阳光花园", "2"), ("医院路", "1"), ("磨坊胡同", "7"), ("别处路", "9"))


def rows(count: int) -> list[dict[str, str]]:
    """A day's calls in the town: every category, channel and kind of place, some of them about one trouble."""
    return [
        {
            "call": str(number),
            "reported_at": f"{DAY}T{number // 60 % 24:02}:{number % 60:02}:00+08:00",
            "caller_phone": f"138{number:08}",
            "channel": _CHANNELS[number % 3],
            "category": _CATEGORIES[number % 6],
            "street": _ADDRESSES[number % 5][0],
            "building": _ADDRESSES[number % 5][1],
            "flat": f"1-{number % 40}",
            "indoor_temp_c": "14.5" if number % 4 == 0 else "",
            "text": "暖气不热",
            "truth_outage": "17",
        }
        for number in range(1, count + 1)
    ]


def write(path: Path, lines: Sequence[dict[str, str]]) -> Path:
    """Write a log, compressed if the name says so."""
    text = io.StringIO()
    table = csv.DictWriter(text, [*COLUMNS, "truth_outage"], lineterminator="\n")
    table.writeheader()
    table.writerows(lines)
    raw = text.getvalue().encode()
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)
    return path
