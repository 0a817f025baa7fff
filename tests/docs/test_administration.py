"""The administration holds what the documents send administrators to: accounts and rules."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from heating_ops.access.models import User
from workorders.models import ClockRule, TriageRules

Browse = Callable[[str], Client]


@pytest.mark.parametrize(
    "page",
    [
        "access/user",
        "workorders/clockrule",
        "workorders/escalationrule",
        "workorders/patiencerule",
        "workorders/communityrule",
        "workorders/escalation",
        "workorders/communityalarm",
        "workorders/supervision",
        "workorders/chase",
        "workorders/triagerules",
        "incidents/levelrule",
    ],
)
def test_an_administrator_finds_accounts_and_rules(browse: Browse, page: str) -> None:
    assert browse("adam").get(f"/admin/{page}/").status_code == 200


def test_an_account_is_made_with_its_role_and_branches(browse: Browse, town: SimpleNamespace) -> None:
    form = {
        "username": "nina",
        "first_name": "Nina",
        "role": "dispatcher",
        "branch_ids": f"{town.east.pk}",
        "usable_password": "true",
        "password1": "warm-enough-96069",
        "password2": "warm-enough-96069",
    }
    assert browse("adam").post("/admin/access/user/add/", form).status_code == 302
    nina = User.objects.get(username="nina")
    assert (nina.role, nina.branch_ids) == ("dispatcher", [town.east.pk])


def test_a_clock_is_changed_and_confirmed(browse: Browse) -> None:
    rule = ClockRule.objects.get(profile__active=True, step="accept", priority="P1")
    form = {"minutes": "3", "source": "local plan", "confirmed_locally": "on"}
    assert browse("adam").post(f"/admin/workorders/clockrule/{rule.pk}/change/", form).status_code == 302
    rule.refresh_from_db()
    assert (rule.minutes, rule.confirmed_locally, rule.step) == (3, True, "accept")


def test_triage_rules_are_read_and_not_changed(browse: Browse) -> None:
    rules = TriageRules.objects.latest("id")
    page = f"/admin/workorders/triagerules/{rules.pk}/change/"
    assert browse("adam").get(page).status_code == 200
    browse("adam").post(page, {"version": "x", "rules": "[]", "active": "on"})
    unchanged = TriageRules.objects.latest("id")
    assert (unchanged.version, unchanged.rules) == (rules.version, rules.rules)


def test_nobody_else_comes_in(browse: Browse) -> None:
    assert browse("kurt").get("/admin/access/user/").status_code == 403
