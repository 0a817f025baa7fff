"""Street and number match exactly, but for habits of writing; one query answers a building with all its card needs."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heating_ops.network.address_keys import number_key, number_key_expression, street_key, street_key_expression
from heating_ops.network.addresses import building_by_id, match_address
from heating_ops.network.models import Branch, Building, KeySite, Loop, Station

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> SimpleNamespace:
    branch = Branch.objects.create(code="sector-5", name="Sector 5")
    station = Station.objects.create(branch=branch, name="1 Alexandria")
    loop = Loop.objects.create(station=station, name="1")
    latin = Building.objects.create(loop=loop, street="Str Săvineşti", number="38 B", flats=40)
    chinese = Building.objects.create(loop=loop, street="阳光花园", number="3号楼", flats=60)
    KeySite.objects.create(building=chinese, name="阳光养老院", kind=KeySite.Kind.CARE_HOME)
    return SimpleNamespace(branch=branch, station=station, latin=latin, chinese=chinese)


@pytest.mark.parametrize(
    ("street", "number"),
    [
        ("Str Săvineşti", "38 B"),
        ("str savinesti", "38b"),
        ("STR. SĂVINEȘTI", "38B"),
        ("  str  savinesti ", " 38 b "),
    ],
)
def test_case_diacritics_and_spaces_do_not_matter(place: SimpleNamespace, street: str, number: str) -> None:
    assert match_address(street, number) == [place.latin]


@pytest.mark.parametrize("number", ["3号楼", "3", "3栋", "03号楼", "３号楼", "3#", "3 号"])
def test_the_word_for_building_does_not_matter(place: SimpleNamespace, number: str) -> None:
    assert match_address("阳光花园", number) == [place.chinese]


@pytest.mark.parametrize(("street", "number"), [("阳光花园", "30"), ("阳光", "3"), ("阳光花园", ""), ("", "3")])
def test_nothing_is_guessed(place: SimpleNamespace, street: str, number: str) -> None:
    assert match_address(street, number) == []


def test_an_address_fed_by_two_stations_gives_both(place: SimpleNamespace) -> None:
    other = Branch.objects.create(code="sector-6", name="Sector 6")
    loop = Loop.objects.create(station=Station.objects.create(branch=other, name="2 Alexandria"), name="1")
    second = Building.objects.create(loop=loop, street="Str Savinesti", number="38B")
    assert match_address("Str Săvineşti", "38B") == [place.latin, second]
    assert match_address("Str Săvineşti", "38B", "sector 6") == [second]
    assert match_address("Str Săvineşti", "38B", "sector-5") == [place.latin]
    assert match_address("Str Săvineşti", "38B", "nowhere") == []


def test_all_a_card_needs_comes_with_one_query(place: SimpleNamespace) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        (building,) = match_address("阳光花园", "3")
        assert building.loop.station.branch.name == "Sector 5"
        assert building.community is None
        assert building.key_site_name == "阳光养老院"
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        again = building_by_id(place.latin.pk)
        assert again is not None
        assert (again.loop.station, again.key_site_name) == (place.station, "")
    assert len(queries) == 1
    assert {f.attname: getattr(building, f.attname) for f in Building._meta.concrete_fields} == (
        {f.attname: getattr(place.chinese, f.attname) for f in Building._meta.concrete_fields}
    )


def test_an_unknown_id_is_nobody() -> None:
    assert building_by_id(999_999_999) is None


WRITTEN = st.text(st.sampled_from("aZşȘăÎ ß09１２Ａ　.,-/'\"()（）·、号楼栋#阳光é̈"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(written=WRITTEN)
@example(written="007号楼")
@example(written="3号")
@example(written="12-14, Bis")
def test_the_database_folds_addresses_as_the_program_does(written: str) -> None:
    branch, _ = Branch.objects.get_or_create(code="b", name="B")
    station, _ = Station.objects.get_or_create(branch=branch, name="S")
    loop, _ = Loop.objects.get_or_create(station=station, name="1")
    building, _ = Building.objects.get_or_create(loop=loop, street=written, number=written)
    assert (building.street_key, building.number_key) == (street_key(written), number_key(written))


def test_the_expressions_of_the_model_are_those_of_the_module() -> None:
    fields = {field.name: field for field in Building._meta.concrete_fields}
    assert fields["street_key"].expression == street_key_expression("street")  # type: ignore[attr-defined]
    assert fields["number_key"].expression == number_key_expression("number")  # type: ignore[attr-defined]
