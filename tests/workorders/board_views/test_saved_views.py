"""A view of the board is saved under a name, seen by its owner and by the role it is shared with, by nobody else."""

import json
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient
from threads import raised, together
from town import api_client

from workorders.board_views.models import BoardView

Api = Callable[[str], APIClient]
ADDRESS = "/api/board-views/"


def saved(client: APIClient, name: str = "Leaks", query: str = "?type=leak&view=list", **more: Any) -> dict[str, Any]:
    answer = client.post(ADDRESS, {"name": name, "query": query} | more, format="json")
    assert answer.status_code == 201, answer.content
    view: dict[str, Any] = answer.json()
    return view


def names(client: APIClient) -> list[str]:
    return [view["name"] for view in client.get(ADDRESS).json()["results"]]


def test_a_view_is_kept_for_who_saved_it(town: SimpleNamespace, api: Api) -> None:
    view = saved(api("dan"))
    assert (view["query"], view["own"], view["shared_with"]) == ("type=leak&view=list", True, "")
    assert names(api("dan")) == ["Leaks"]
    assert names(api("wes")) == names(api("lena")) == []


def test_saved_again_under_the_same_name_it_is_replaced(town: SimpleNamespace, api: Api) -> None:
    first, second = saved(api("dan")), saved(api("dan"), query="urgency=urgent")
    assert (first["id"], second["query"]) == (second["id"], "urgency=urgent")
    assert saved(api("wes"))["id"] != first["id"]


def test_a_leader_shares_a_view_with_a_role(town: SimpleNamespace, api: Api) -> None:
    saved(api("lena"), shared_with="dispatcher")
    assert names(api("dan")) == names(api("wes")) == names(api("lena")) == ["Leaks"]
    assert names(api("kurt")) == []
    found = api("dan").get(ADDRESS).json()["results"][0]
    assert (found["own"], found["owner"]) == (False, "lena")


def test_a_dispatcher_shares_nothing_and_is_told_why(town: SimpleNamespace, api: Api) -> None:
    said = {"name": "Mine", "query": "type=leak", "shared_with": "dispatcher"}
    answer = api("dan").post(ADDRESS, said, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["shared_with"])
    assert names(api("dan")) == []


def test_only_the_owner_forgets_a_view(town: SimpleNamespace, api: Api) -> None:
    view = saved(api("lena"), shared_with="dispatcher")
    refused = api("dan").delete(f"{ADDRESS}{view['id']}/")
    assert (refused.status_code, refused.json()["code"]) == (404, "no_such_view")
    assert api("lena").delete(f"{ADDRESS}{view['id']}/").status_code == 204
    assert names(api("dan")) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "", "query": "type=leak"}, "name"),
        ({"name": "x" * 41, "query": "type=leak"}, "name"),
        ({"name": "a\u202eb", "query": "type=leak"}, "name"),
        ({"name": "Leaks", "query": "colour=red"}, "query"),
        ({"name": "Leaks", "query": "?"}, "query"),
        ({"name": "Leaks", "query": "crew=" + "7" * 1000}, "query"),
        ({"name": "Leaks", "query": "type=leak", "shared_with": "king"}, "shared_with"),
        ({"query": "type=leak"}, "name"),
    ],
)
def test_bad_input_names_the_field(town: SimpleNamespace, api: Api, said: dict[str, Any], field: str) -> None:
    answer = api("lena").post(ADDRESS, said, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_what_is_no_filter_is_left_out(town: SimpleNamespace, api: Api) -> None:
    view = saved(api("dan"), query="?type=leak&next=https://elsewhere.example/&crew=7")
    assert view["query"] == "type=leak&crew=7"


def test_the_page_brings_the_views_along(town: SimpleNamespace, api: Api, browse: Callable[[str], Client]) -> None:
    saved(api("lena"), "</script><b>", shared_with="dispatcher")
    page = browse("dan").get("/board/").content.decode()
    block = page.split('id="saved-views">', 1)[1].split("</script>", 1)[0]
    assert [view["name"] for view in json.loads(block)] == ["</script><b>"]
    assert 'name="shared_with"' not in page
    assert 'name="shared_with"' in browse("lena").get("/board/").content.decode()


def test_one_name_saved_twice_at_once_is_one_view(real_town: SimpleNamespace) -> None:
    clients = [api_client(real_town.dan) for _window in range(4)]
    answers = together(*[partial(saved, client, query=f"crew={n}") for n, client in enumerate(clients, 1)])
    assert raised(answers) == []
    assert BoardView.objects.count() == 1
