"""The header fits whoever has many rights: what is not opened every hour stands behind "More"."""

from types import SimpleNamespace

from django.test import RequestFactory

from heating_ops.access.models import User
from heating_ops.ui.context import navigation, split_navigation


def places(user: User, path: str = "/") -> tuple[list[str], list[str]]:
    request = RequestFactory().get(path)
    request.user = user
    first, further = split_navigation(navigation(request))
    return [item.url for item in first], [item.url for item in further]


def test_rarer_places_stand_behind_more(town: SimpleNamespace) -> None:
    first, further = places(town.lena)
    assert "/board/" in first
    assert {"/hotline/shift/", "/hotline/knowledge/"} <= set(further)
    assert not set(first) & set(further)


def test_the_place_one_is_at_is_marked_also_behind_more(town: SimpleNamespace) -> None:
    request = RequestFactory().get("/hotline/knowledge/")
    request.user = town.lena
    assert [item.url for item in navigation(request) if item.active] == ["/hotline/knowledge/"]
