"""Accounts: made, given a role and branches, switched off; never by somebody who would lock themselves out."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heating_ops.access.models import User

Browse = Callable[[str], Client]


def change(user: User, **changes: Any) -> dict[str, Any]:
    """The form of an account as it stands, with changes."""
    said: dict[str, Any] = {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "role": user.role,
        "branch_ids": user.branch_ids,
        "is_active": "on",
    }
    return {name: value for name, value in (said | changes).items() if value is not None}


def test_a_new_account_has_its_role_and_branches_and_can_sign_in(town: SimpleNamespace, browse: Browse) -> None:
    said = {
        "username": "nina",
        "first_name": "宁",
        "last_name": "李",
        "role": "dispatcher",
        "branch_ids": [town.east.pk, town.west.pk],
        "usable_password": "true",
        "password1": "warm-enough-96069",
        "password2": "warm-enough-96069",
    }
    assert browse("adam").post("/admin/access/user/add/", said).status_code == 302
    nina = User.objects.get(username="nina")
    assert (nina.role, nina.branch_ids) == ("dispatcher", [town.east.pk, town.west.pk])
    assert (nina.is_staff, nina.is_superuser) == (False, False)
    assert nina.check_password("warm-enough-96069")


def test_branches_are_ticked_by_name_and_none_is_the_whole_group(town: SimpleNamespace, browse: Browse) -> None:
    adam, address = browse("adam"), f"/admin/access/user/{town.dan.pk}/change/"
    page = adam.get(address).content.decode()
    assert f'value="{town.east.pk}" id="id_branch_ids_0" checked' in page
    assert "西城分公司" in page
    adam.post(address, change(town.dan, branch_ids=[town.west.pk]))
    town.dan.refresh_from_db()
    assert town.dan.branch_ids == [town.west.pk]
    adam.post(address, change(town.dan, branch_ids=[]))
    town.dan.refresh_from_db()
    assert town.dan.branch_ids == []


@pytest.mark.parametrize(
    "wrong", [{"branch_ids": ["99999"]}, {"branch_ids": ["x"]}, {"role": "king"}, {"username": ""}]
)
def test_a_wrong_account_is_told_and_not_saved(town: SimpleNamespace, browse: Browse, wrong: dict[str, Any]) -> None:
    answer = browse("adam").post(f"/admin/access/user/{town.dan.pk}/change/", change(town.dan, **wrong))
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    town.dan.refresh_from_db()
    assert (town.dan.username, town.dan.role) == ("dan", "dispatcher")


@pytest.mark.parametrize("wrong", [{"role": "manager"}, {"is_active": None}])
def test_an_administrator_cannot_lock_themselves_out(
    town: SimpleNamespace, browse: Browse, wrong: dict[str, Any]
) -> None:
    answer = browse("adam").post(f"/admin/access/user/{town.adam.pk}/change/", change(town.adam, **wrong))
    assert "You cannot take the administration from yourself" in answer.content.decode()
    town.adam.refresh_from_db()
    assert (town.adam.role, town.adam.is_active) == ("administrator", True)


def test_an_account_is_switched_off_and_not_deleted(town: SimpleNamespace, browse: Browse) -> None:
    adam, address = browse("adam"), f"/admin/access/user/{town.dan.pk}/"
    assert adam.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    adam.post(f"{address}change/", change(town.dan, is_active=None))
    town.dan.refresh_from_db()
    assert not town.dan.is_active


def test_a_password_is_set(town: SimpleNamespace, browse: Browse) -> None:
    said = {"usable_password": "true", "password1": "colder-than-96069", "password2": "colder-than-96069"}
    assert browse("adam").post(f"/admin/access/user/{town.dan.pk}/password/", said).status_code == 302
    town.dan.refresh_from_db()
    assert town.dan.check_password("colder-than-96069")


def test_the_list_names_branches_in_as_many_queries_for_many_accounts_as_for_few(
    town: SimpleNamespace, browse: Browse
) -> None:
    adam = browse("adam")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = adam.get("/admin/access/user/").content.decode()
        assert "东城分公司" in page
        assert "Whole group" in page
        return len(seen)

    few = queries()
    for number in range(20):
        User.objects.create(username=f"u{number}", role="crew", branch_ids=[town.west.pk, town.east.pk])
    assert queries() == few
