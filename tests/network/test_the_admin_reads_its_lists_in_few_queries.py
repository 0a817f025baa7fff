"""Django's admin over the network: the number of queries does not grow with the rows, and no list reads every flat."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heating_ops.access.models import User
from heating_ops.network.models import Community, Household
from heating_ops.network.search import search_places

pytestmark = pytest.mark.django_db
LISTS = [
    *("branch", "heatsource", "station", "loop", "community", "building", "household", "keysite"),
    *("crew", "crewshift", "dutypost"),
]


@pytest.fixture
def page() -> Callable[[str], str]:
    call_command("seed_city", households=1500, verbosity=0, stdout=StringIO())
    client = Client()
    client.force_login(User.objects.get(username="administrator"), backend="django.contrib.auth.backends.ModelBackend")

    def get(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    return get


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_a_handful_of_queries(page: Callable[[str], str], name: str) -> None:
    app = "crews" if name in ("crew", "crewshift", "dutypost") else "network"
    with CaptureQueriesContext(connection) as queries:
        page(f"/admin/{app}/{name}/")
    assert len(queries) <= 12


def test_flats_are_searched_by_the_end_of_a_telephone(page: Callable[[str], str]) -> None:
    flat = Household.objects.exclude(phone="").order_by("id")[5]
    found = page(f"/admin/network/household/?q={flat.phone[-6:]}")
    assert flat.phone in found
    assert found.count('class="action-select"') <= 2


def test_a_renamed_community_is_found_by_its_new_name(page: Callable[[str], str]) -> None:
    community = Community.objects.get(name="阳光花园")
    client = Client()
    client.force_login(User.objects.get(username="administrator"), backend="django.contrib.auth.backends.ModelBackend")
    said = {"branch": community.branch_id, "name": "听雨轩", "district": ""}
    assert client.post(f"/admin/network/community/{community.pk}/change/", said).status_code == 302
    assert search_places("tyx")[0].label == "阳光花园 1号楼"  # its buildings keep their address
