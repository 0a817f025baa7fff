"""Type-ahead: name, pinyin, initials, building-unit-room, key site, station, telephone; and all of it misspelt."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heating_ops.network.models import Branch, Building, Community, Household, KeySite, Loop, Station
from heating_ops.network.place_names import rebuild_place_names
from heating_ops.network.search import PlaceHit, search_places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(db: None) -> None:
    branch = Branch.objects.create(code="east", name="东城分公司")
    station = Station.objects.create(branch=branch, name="阳光花园热力站")
    loop = Loop.objects.create(station=station, name="一环")
    for name in ("阳光花园", "阳光家园", "朝阳里", "翠湖苑"):
        community = Community.objects.create(branch=branch, name=name, district="和平街道")
        Building.objects.bulk_create(
            Building(loop=loop, community=community, street=name, number=f"{n}号楼", flats=2) for n in range(1, 13)
        )
    third = Building.objects.get(street="阳光花园", number="3号楼")
    for unit in ("1", "2"):
        Household.objects.create(building=third, unit=unit, room="501", phone=f"1381234567{unit}")
    hospital = Building.objects.create(loop=loop, street="健康路", number="8号", flats=0)
    KeySite.objects.create(building=hospital, name="东城第一医院", kind=KeySite.Kind.HOSPITAL)
    for street, number in (("Str Săvineşti", "38B"), ("Bld 1 Mai", "5"), ("Str Izvorul Rece", "14 A+B")):
        Building.objects.create(loop=loop, street=street, number=number, flats=40)
    rebuild_place_names()


def first(q: str) -> PlaceHit:
    hits = search_places(q)
    assert hits, q
    return hits[0]


@pytest.mark.parametrize(
    "q",
    [
        *(
            "阳光花园3-2-501",
            "阳光花园3号楼2单元501室",
            "阳光花园 3栋 2 501",
            "阳光花园三号楼二单元501",
            "阳光花园３－２－５０１",
        ),
        *("yghy3-2-501", "yangguanghuayuan 3-2-501", "YGHY 3 2 501"),
    ],
)
def test_a_flat_is_found_in_one_line(q: str) -> None:
    hit = first(q)
    assert (hit.kind, hit.label, hit.flat) == ("household", "阳光花园 3号楼", "2-501")
    assert (hit.detail, hit.branch_name) == ("阳光花园热力站 · 东城分公司", "东城分公司")


def test_a_room_without_a_unit_offers_every_unit() -> None:
    assert [hit.flat for hit in search_places("阳光花园3-501")] == ["1-501", "2-501", None]


def test_a_whole_name_lists_its_buildings_in_natural_order() -> None:
    labels = [hit.label for hit in search_places("阳光花园")]
    assert labels[:3] == ["阳光花园 1号楼", "阳光花园 2号楼", "阳光花园 3号楼"]
    assert labels[9] == "阳光花园 10号楼"


def test_a_number_half_typed_puts_the_exact_one_first() -> None:
    assert [hit.label for hit in search_places("阳光花园1")] == [f"阳光花园 {n}号楼" for n in (1, 10, 11, 12)]


@pytest.mark.parametrize("q", ["阳光", "yg", "阳", "yangguang"])
def test_part_of_a_name_lists_the_communities(q: str) -> None:
    hits = search_places(q)
    assert [hit.label for hit in hits if hit.kind == "community"][:2] == ["阳光花园", "阳光家园"]
    assert hits[0].building is None
    assert "和平街道 · 东城分公司" in hits[0].detail


@pytest.mark.parametrize("q", ["东城第一医院", "第一医院", "dcdyyy", "dongchengdiyi"])
def test_a_key_site_is_found_by_its_name(q: str) -> None:
    hit = first(q)
    assert (hit.kind, hit.key_site) == ("key_site", "东城第一医院")
    assert hit.building == Building.objects.get(street="健康路").pk


def test_a_station_is_found_by_its_name() -> None:
    assert (first("阳光花园热力站").kind, first("阳光花园热力站").building) == ("station", None)


@pytest.mark.parametrize("q", ["45672", "138 1234 5672", "13812345672"])
def test_a_telephone_is_found_by_its_end(q: str) -> None:
    (hit,) = search_places(q)
    assert (hit.label, hit.flat) == ("阳光花园 3号楼", "2-501")
    assert "138****5672" in hit.detail


@pytest.mark.parametrize(
    ("q", "label"),
    [
        ("savinesti 38b", "Str Săvineşti 38B"),
        ("Săvinești 38", "Str Săvineşti 38B"),
        ("1 mai 5", "Bld 1 Mai 5"),
        ("izvorul rece 14 a+b", "Str Izvorul Rece 14 A+B"),
    ],
)
def test_a_street_without_diacritics_is_found(q: str, label: str) -> None:
    assert first(q).label == label


def test_a_flat_said_for_a_building_whose_flats_are_unknown_is_taken_as_said() -> None:
    assert (first("savinesti 38b 12").label, first("savinesti 38b 12").flat) == ("Str Săvineşti 38B", "12")


@pytest.mark.parametrize("q", ["阳光华园", "阳光花圆", "yanguanghuayuan", "yangguanghuayaun", "阳广花园"])
def test_a_misspelt_name_is_found_by_its_sound(q: str) -> None:
    assert first(q).label.startswith("阳光花园")


def test_a_misspelt_name_still_leads_to_the_flat() -> None:
    assert (first("阳光华园3-2-501").label, first("阳光华园3-2-501").flat) == ("阳光花园 3号楼", "2-501")


def test_a_building_that_does_not_exist_leads_back_to_its_community() -> None:
    assert (first("阳光花园99").label, first("阳光花园99").building) == ("阳光花园", None)


@pytest.mark.parametrize("q", ["", "   ", "%", "_", "\\", "'; --", "\x00", "没有这个地方xyz", "0000", "-", "3-2-501"])
def test_nonsense_finds_nothing_and_breaks_nothing(q: str) -> None:
    assert search_places(q) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=30) | st.from_regex(r"[阳光a-z0-9 \-号楼单元%_\\]{0,30}", fullmatch=True))
def test_whatever_is_typed_is_answered(q: str) -> None:
    assert len(search_places(q, limit=5)) <= 5


def test_the_answer_is_never_longer_than_asked_for() -> None:
    assert len(search_places("阳光花园", limit=4)) == 4
