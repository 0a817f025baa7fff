"""``sample_calls``: a log of the columns replay reads, about places that exist."""

import csv
import gzip
from collections import Counter
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from heating_ops.network.addresses import match_address
from heating_ops.network.models import Branch, Building, Loop, Station

pytestmark = pytest.mark.django_db
COLUMNS = "call,reported_at,caller_phone,channel,category,street,building,flat,indoor_temp_c,text"


@pytest.fixture
def city(db: None) -> None:
    call_command("seed_city", households=2000, verbosity=0, stdout=StringIO())


def sample(folder: Path, *options: str, name: str = "calls.csv") -> list[dict[str, str]]:
    file = folder / name
    call_command("sample_calls", "--output", str(file), "--date", "2026-01-12", *options, stdout=StringIO())
    text = gzip.decompress(file.read_bytes()).decode() if name.endswith(".gz") else file.read_text(encoding="utf-8")
    assert text.splitlines()[0] == COLUMNS
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.usefixtures("city")
def test_calls_come_in_order_through_one_day_about_places_that_exist(tmp_path: Path) -> None:
    calls = sample(tmp_path, "--calls", "200")
    assert [call["call"] for call in calls] == [str(n) for n in range(1, 201)]
    times = [datetime.fromisoformat(call["reported_at"]) for call in calls]
    assert times == sorted(times)
    assert {f"{time:%Y-%m-%d %z}" for time in times} == {"2026-01-12 +0800"}
    ours = [call for call in calls if call["category"] != "not_our_customer"]
    assert all(len(match_address(call["street"], call["building"])) == 1 for call in ours)
    assert not any(match_address(c["street"], c["building"]) for c in calls if c["category"] == "not_our_customer")


@pytest.mark.usefixtures("city")
def test_all_kinds_of_calls_occur_and_a_few_stations_stand_out(tmp_path: Path) -> None:
    calls = sample(tmp_path, "--calls", "400", name="calls.csv.gz")
    kinds = Counter(call["category"] for call in calls)
    assert set(kinds) == {"no_heat", "low_temperature", "leak", "noise", "enquiry", "not_our_customer"}
    assert {call["channel"] for call in calls} == {"phone", "12345", "app"}
    assert not any("{" in call["text"] for call in calls)
    assert all(float(call["indoor_temp_c"]) < 18 for call in calls if call["indoor_temp_c"])
    (_, most), *_ = Counter(call["street"] for call in calls).most_common(1)
    assert most > 40


@pytest.mark.usefixtures("city")
def test_the_same_seed_draws_the_same_calls(tmp_path: Path) -> None:
    assert sample(tmp_path, "--seed", "3") == sample(tmp_path, "--seed", "3")
    assert sample(tmp_path, "--seed", "3") != sample(tmp_path, "--seed", "4")


def test_a_network_whose_flats_are_unknown_can_be_sampled_too(tmp_path: Path) -> None:
    station = Station.objects.create(branch=Branch.objects.create(code="s", name="S"), name="1")
    Building.objects.create(
        loop=Loop.objects.create(station=station, name="1"), street="Str Cedrilor", number="7", flats=40
    )
    calls = sample(tmp_path, "--calls", "20")
    assert {call["flat"] for call in calls if call["street"] == "Str Cedrilor"} <= {str(n) for n in range(1, 41)}


def test_an_empty_network_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no network to call about"):
        sample(tmp_path)


@pytest.mark.usefixtures("city")
def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not a date"):
        call_command("sample_calls", "--date", "tomorrow")
    with pytest.raises(CommandError, match="From 1 to"):
        call_command("sample_calls", "--calls", "0")
    with pytest.raises(CommandError, match="No such file"):
        call_command("sample_calls", "--output", str(tmp_path / "no" / "folder.csv"))
