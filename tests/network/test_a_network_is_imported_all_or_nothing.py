"""``import_network``: every problem is named with its line, and a bad file leaves nothing behind."""

import gzip
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from heating_ops.crews.models import Crew, DutyPost
from heating_ops.network.models import Branch, Building, Loop, Station
from heating_ops.network.search import search_places

pytestmark = pytest.mark.django_db

HEADER = "branch,station,latitude,longitude,street,building,flats\n"
GOOD = (
    "Sector 5,1 Alexandria,44.40,26.06,Şos Alexandria,L1,40\n"
    "Sector 5,1 Alexandria,44.40,26.06,Şos Alexandria,L2,60\n"
    "Sector 4,Norilor,,,Bld Gheorghe Şincai,30,24\n"
)


def written(folder: Path, text: str, name: str = "network.csv") -> Path:
    file = folder / name
    if name.endswith(".gz"):
        file.write_bytes(gzip.compress(text.encode()))
    else:
        file.write_text(text, encoding="utf-8")
    return file


def run(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_network", str(file), *options, stdout=out, verbosity=0)
    return out.getvalue()


def refusal(file: Path) -> str:
    with pytest.raises(CommandError) as refused:
        run(file)
    assert Branch.objects.count() == 0
    return str(refused.value)


@pytest.mark.parametrize("name", ["network.csv", "network.csv.gz"])
def test_a_good_file_becomes_branches_stations_loops_and_buildings(tmp_path: Path, name: str) -> None:
    assert run(written(tmp_path, HEADER + GOOD, name)).startswith("3 new, 0 changed, 0 unchanged")

    building = Building.objects.get(number="L2")
    assert (building.street, building.flats, building.loop.name) == ("Şos Alexandria", 60, "1")
    assert building.loop.station.branch.code == "sector-5"
    assert Station.objects.get(name="Norilor").latitude is None
    assert Loop.objects.count() == 2


def test_an_imported_street_is_found_at_once(tmp_path: Path) -> None:
    run(written(tmp_path, HEADER + GOOD))
    assert [hit.label for hit in search_places("gheorghe sincai 30")] == ["Bld Gheorghe Şincai 30"]


def test_columns_may_stand_in_any_order_and_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    header = "\ufeffflats,building,street,longitude,latitude,station,branch\n"
    line = "40,L1,Şos Alexandria,26.06,44.40,1 Alexandria,Sector 5\n"
    assert run(written(tmp_path, header + line)).startswith("1 new")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Sector 5,S,44.4,26.0,,L1,40", "street is empty"),
        ("Sector 5,S,95,26.0,Street,L1,40", "latitude 95 is not between -90 and 90"),
        ("Sector 5,S,44.4,nan,Street,L1,40", "longitude nan is not between"),
        ("Sector 5,S,north,26.0,Street,L1,40", "latitude is not a number: north"),
        ("Sector 5,S,44.4,,Street,L1,40", "latitude without longitude"),
        ("Sector 5,S,44.4,26.0,Street,L1,many", "flats is not a whole number: many"),
        ("Sector 5,S,44.4,26.0,Street,L1,-1", "flats -1 is not between 0 and 5000"),
        ("Sector 5,S,44.4,26.0,Street,L1", "6 values where the header has 7 columns"),
        ("Sector 5,S,44.4,26.0," + "x" * 121 + ",L1,40", "street is longer than 120 characters"),
        ("Sector 5,1 Alexandria,44.41,26.06,Street,L1,40", "station 1 Alexandria lies elsewhere than in line 2"),
        ("Sector 5,1 Alexandria,44.40,26.06,Şos Alexandria,L1,41", "the same building as in line 2 with other flats"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(tmp_path: Path, line: str, complaint: str) -> None:
    said = refusal(written(tmp_path, HEADER + GOOD + line + "\n"))
    assert "Line 5" in said
    assert complaint in said


def test_all_problems_are_named_up_to_twenty(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, HEADER + "Sector 5,S,44.4,26.0,,L1,40\n" * 30))
    assert said.count("street is empty") == 20
    assert "Line 21:" in said
    assert "Line 22:" not in said


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("branch,station,street,building\n", "missing columns: latitude, longitude, flats"),
        (HEADER.replace("flats", "flats,colour"), "unknown or repeated columns: colour"),
        (HEADER.replace("flats", "flats,flats"), "unknown or repeated columns: flats"),
        ("", "The file is empty"),
        (HEADER, "no addresses, only a header"),
    ],
)
def test_a_wrong_header_is_explained(tmp_path: Path, header: str, complaint: str) -> None:
    assert complaint in refusal(written(tmp_path, header))


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "network.csv.gz"
    plain.write_text(HEADER + GOOD)
    assert "not a gzip file" in refusal(plain)


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path, HEADER + GOOD * 500, "network.csv.gz")
    whole.write_bytes(whole.read_bytes()[:-20])
    assert "cut off or damaged" in refusal(whole)


def test_text_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "network.csv"
    file.write_bytes(HEADER.encode() + GOOD.encode() + "Sector 5,S,,,阳光,1,2\n".encode("gbk"))
    assert "Line 5: this is not UTF-8 text" in refusal(file)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nowhere.csv")


def test_branches_without_crews_can_be_given_some(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + GOOD)
    run(file, "--with-crews", "3")
    run(file, "--with-crews", "3")
    assert {branch.crews.count() for branch in Branch.objects.all()} == {3}
    assert DutyPost.objects.filter(branch__code="sector-4").exists()
    assert Crew.objects.filter(branch__code="sector-4", latitude=None).count() == 3
