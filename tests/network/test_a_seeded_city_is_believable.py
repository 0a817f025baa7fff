"""``seed_city``: exactly the size that was asked for, with the proportions of a real utility."""

import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from heating_ops.access.demo import DEMO_SIGN_INS
from heating_ops.access.models import Role, User
from heating_ops.network.models import Branch, Building, Community, Household, KeySite, Station
from heating_ops.network.search import search_places
from heating_ops.network.seeding.layout import plan_city

LARGEST = 2_100_000


def seed(*options: str) -> str:
    out = StringIO()
    call_command("seed_city", *options, stdout=out, verbosity=0)
    return out.getvalue()


@pytest.mark.parametrize("households", [500, 777, 20_000, LARGEST])
def test_a_plan_has_exactly_the_households_asked_for(households: int) -> None:
    city = plan_city(households=households, seed=1)
    assert sum(building.flats for building in city.buildings) == households
    assert sum(branch.households for branch in city.branches) == households


def test_the_largest_plan_has_the_proportions_of_the_utility_it_is_built_for() -> None:
    city = plan_city(households=LARGEST, seed=1)
    assert len(city.branches) == 12
    assert 3_800 <= len(city.stations) <= 4_100
    assert 30_000 <= len(city.buildings) <= 50_000
    assert len({community.name for community in city.communities}) == len(city.communities) > 4_000
    assert 36 <= Counter(site.kind for site in city.key_sites)["hospital"] <= 38
    assert all(39 < building.latitude < 41 and 115 < building.longitude < 118 for building in city.buildings)


def test_no_two_buildings_share_an_address() -> None:
    city = plan_city(households=LARGEST, seed=1)
    assert len({(building.street, building.number) for building in city.buildings}) == len(city.buildings)


@pytest.mark.django_db
def test_a_small_city_has_everything_and_can_be_searched_at_once() -> None:
    seed("--households", "600")
    assert Household.objects.count() == 600
    assert Branch.objects.count() == 2
    assert not Building.objects.filter(community__isnull=False, households=None).exists()
    assert KeySite.objects.filter(kind="hospital", plan__contains="停热").exists()
    assert not Station.objects.filter(heat_source=None).exists()
    assert search_places("ygHy")[0].label == "阳光花园 1号楼"


@pytest.mark.django_db
def test_flats_and_telephones_look_like_flats_and_telephones() -> None:
    seed("--households", "3000")
    flats = list(Household.objects.values_list("unit", "room", "phone", "vulnerable"))
    assert all(re.fullmatch(r"[1-6]", unit) and re.fullmatch(r"\d{1,2}0[1-9]", room) for unit, room, _, _ in flats)
    phones = [phone for _, _, phone, _ in flats if phone]
    assert all(re.fullmatch(r"1[35789]\d{9}", phone) for phone in phones)
    assert len(set(phones)) > 0.97 * len(phones)
    assert 0.02 < sum(vulnerable for *_, vulnerable in flats) / 3000 < 0.04


@pytest.mark.django_db
def test_every_role_has_a_demo_account_that_signs_in() -> None:
    seed("--households", "500")
    assert {one.role for one in DEMO_SIGN_INS} == set(Role)
    for one in DEMO_SIGN_INS:
        user = User.objects.get(username=one.username)
        assert user.role == one.role
        assert user.check_password(one.password)
    assert not User.objects.get(username__startswith="crew-dongcheng-2-1").has_usable_password()


@pytest.mark.django_db
def test_a_city_is_never_built_over_another() -> None:
    seed("--households", "500")
    before = Community.objects.count()
    with pytest.raises(CommandError, match="only in an empty system"):
        seed("--households", "500", "--seed", "2")
    assert "nothing was changed" in seed("--households", "500", "--if-empty")
    assert Community.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("households", ["0", "499", "2100001", "-5"])
def test_an_impossible_size_is_refused(households: str) -> None:
    with pytest.raises(CommandError, match="from 500 to 2,100,000"):
        seed("--households", households)


@pytest.mark.django_db
def test_rows_added_later_get_ids_of_their_own() -> None:
    seed("--households", "500")
    branch = Branch.objects.create(code="later", name="后来分公司")
    assert branch.pk == 3
    assert User.objects.create_user("later").pk > User.objects.get(username="operator").pk
