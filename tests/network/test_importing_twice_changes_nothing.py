"""The same file again changes nothing; a changed one changes only what differs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from heating_ops.network.models import Building, Loop, Station

pytestmark = pytest.mark.django_db

HEADER = "branch,station,latitude,longitude,street,building,flats"
LINES = [
    "东城分公司,一站,39.9,116.4,和平路,1号,40",
    "东城分公司,一站,39.9,116.4,和平路,2号,60",
    "东城分公司,二站,,,和平路,2号,30",
]


def load(folder: Path, lines: list[str]) -> str:
    file = folder / "network.csv"
    file.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    out = StringIO()
    call_command("import_network", str(file), stdout=out, verbosity=0)
    return out.getvalue().partition(" addresses")[0]


def everything() -> list[tuple[object, ...]]:
    return [
        *Station.objects.order_by("id").values_list(),
        *Loop.objects.order_by("id").values_list(),
        *Building.objects.order_by("id").values_list(),
    ]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, LINES) == "3 new, 0 changed, 0 unchanged"
    before = everything()
    assert load(tmp_path, LINES) == "0 new, 0 changed, 3 unchanged"
    assert everything() == before


def test_one_address_fed_by_two_stations_is_two_buildings(tmp_path: Path) -> None:
    load(tmp_path, LINES)
    assert Building.objects.filter(street="和平路", number="2号").count() == 2


def test_other_flats_and_other_coordinates_are_taken_over(tmp_path: Path) -> None:
    load(tmp_path, LINES)
    changed = [LINES[0].replace(",40", ",44"), LINES[1], LINES[2].replace(",,,", ",39.8,116.3,")]
    assert load(tmp_path, changed) == "0 new, 2 changed, 1 unchanged"
    assert Building.objects.get(number="1号").flats == 44
    assert Station.objects.get(name="二站").longitude == 116.3


def test_a_line_written_twice_is_one_building(tmp_path: Path) -> None:
    assert load(tmp_path, [LINES[0], LINES[0].replace("1号", "1号 ")]) == "1 new, 0 changed, 1 unchanged"


def test_an_unknown_place_does_not_erase_a_known_one(tmp_path: Path) -> None:
    load(tmp_path, LINES)
    assert load(tmp_path, [line.replace("39.9,116.4", ",") for line in LINES]) == "0 new, 0 changed, 3 unchanged"
    assert Station.objects.get(name="一站").latitude == 39.9


def test_what_the_file_no_longer_names_stays(tmp_path: Path) -> None:
    load(tmp_path, LINES)
    assert load(tmp_path, LINES[:1]) == "0 new, 0 changed, 1 unchanged"
    assert Building.objects.count() == 3
