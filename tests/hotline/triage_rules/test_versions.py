"""Versions of the triage rules: a draft is edited rule by rule, tried on real calls, put in force, and put back."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from town import api_client, body

from heating_ops.journal.actor import Actor
from hotline.triage_rules.dry_run import dry_run
from hotline.triage_rules.forms import RuleForm, filled_with
from workorders import rules
from workorders.commands import ruling
from workorders.default_triage import TRIAGE
from workorders.models import TriageActivation, TriageRules, WorkOrder

SHIPPED = TRIAGE["version"]


def browser(who: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who)
    return client


def draft(town: SimpleNamespace) -> TriageRules:
    return ruling.begin_version(based_on=SHIPPED, actor=Actor.user(town.adam), now=timezone.now())


def place_of(row: TriageRules, name: str) -> int:
    return [rule["id"] for rule in row.rules].index(name)


@pytest.fixture
def laxer(town: SimpleNamespace) -> TriageRules:
    """A draft in which a leak is P3."""
    row = draft(town)
    place = place_of(row, "leak")
    rule = {**row.rules[place], "then": {**row.rules[place]["then"], "priority": "P3"}}
    return ruling.put_rule(version=row.version, revision=row.revision, place=place, rule=rule)


def leak(town: SimpleNamespace, flat: str = "1-101") -> dict[str, Any]:
    place = {"street": "阳光花园", "building": "1号楼", "flat": flat}
    answer = api_client(town.olga).post("/api/calls/", body(place=place, category="leak"), format="json")
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize("rule", TRIAGE["rules"], ids=lambda rule: rule["id"])
def test_every_shipped_rule_goes_through_the_form_unchanged(rule: dict[str, Any]) -> None:
    form = RuleForm({name: value for name, value in filled_with(rule).items() if value is not False})
    assert form.is_valid(), form.errors
    assert form.rule() == rule


def test_a_draft_begins_as_a_copy_and_decides_nothing(town: SimpleNamespace) -> None:
    row = draft(town)
    assert (row.draft, row.active, row.based_on, row.rules) == (True, False, SHIPPED, TRIAGE["rules"])
    assert rules.triage_rules()["version"] == SHIPPED


def test_the_dry_run_says_what_would_change_and_writes_nothing(town: SimpleNamespace, laxer: TriageRules) -> None:
    leak(town)
    run = dry_run({"version": laxer.version, "rules": laxer.rules}, instead_of=rules.triage_rules(), calls=100)
    assert (run.calls, run.changed, run.stricter, run.laxer) == (1, 1, 0, 1)
    assert ("priority", "P2", "P3", 1) in run.moves
    assert WorkOrder.objects.get().priority == "P2"


def test_a_version_in_force_decides_and_the_old_one_is_put_back(town: SimpleNamespace, laxer: TriageRules) -> None:
    adam = browser(town.adam)
    page = adam.get(f"/rules/triage/{laxer.version}/")
    assert page.status_code == 200
    said = {"instead_of": SHIPPED, "reason": "the branch asks"}
    assert adam.post(f"/rules/triage/{laxer.version}/", said).status_code == 302
    rules.forget()
    told = leak(town)
    assert (told["triage"]["priority"], told["triage"]["rule_version"]) == ("P3", laxer.version)
    back = {"instead_of": laxer.version, "reason": "it was wrong"}
    assert adam.post(f"/rules/triage/{SHIPPED}/", back).status_code == 302
    rules.forget()
    assert leak(town, "1-102")["triage"]["priority"] == "P2"
    reasons = TriageActivation.objects.order_by("id").values_list("reason", flat=True)
    assert list(reasons) == ["the branch asks", "it was wrong"]
    assert not TriageRules.objects.get(version=laxer.version).draft


def test_what_decided_is_never_edited(town: SimpleNamespace) -> None:
    with pytest.raises(ruling.NotADraft):
        ruling.drop_rule(version=SHIPPED, revision=1, place=0)


def test_the_second_editor_is_told(town: SimpleNamespace, laxer: TriageRules) -> None:
    adam = browser(town.adam)
    address = f"/rules/triage/{laxer.version}/rules/0/"
    stale = {"revision": str(laxer.revision - 1), **_posted(laxer.rules[0])}
    answer = adam.post(address, stale)
    assert answer.status_code == 409
    assert "edited meanwhile" in answer.content.decode()


def test_who_compared_with_other_rules_looks_again(town: SimpleNamespace, laxer: TriageRules) -> None:
    answer = browser(town.adam).post(f"/rules/triage/{laxer.version}/", {"instead_of": "2020-1", "reason": "quickly"})
    assert answer.status_code == 409
    assert rules.triage_rules()["version"] == SHIPPED


def test_rules_that_leave_a_danger_unanswered_are_not_put_in_force(town: SimpleNamespace) -> None:
    row = draft(town)
    row = ruling.drop_rule(version=row.version, revision=row.revision, place=place_of(row, "person_hurt"))
    adam = browser(town.adam)
    page = adam.get(f"/rules/triage/{row.version}/").content.decode()
    assert "may not decide yet" in page
    with pytest.raises(ruling.RulesUnfit):
        ruling.activate(
            version=row.version, instead_of=SHIPPED, reason="x", actor=Actor.user(town.adam), now=timezone.now()
        )


def test_bad_input_names_the_field_and_changes_nothing(town: SimpleNamespace, laxer: TriageRules) -> None:
    adam = browser(town.adam)
    said = {"revision": str(laxer.revision), **_posted(laxer.rules[0]), "reason_en": "", "when_indoor_below_c": "900"}
    answer = adam.post(f"/rules/triage/{laxer.version}/rules/0/", said)
    assert answer.status_code == 422
    assert {"reason_en", "when_indoor_below_c"} <= set(answer.context["form"].errors)
    assert adam.post(f"/rules/triage/{laxer.version}/", {"instead_of": SHIPPED, "reason": ""}).status_code == 422
    laxer.refresh_from_db()
    assert laxer.rules[0] == TRIAGE["rules"][0]


def test_leaders_read_and_do_not_change(town: SimpleNamespace, laxer: TriageRules) -> None:
    lena = browser(town.lena)
    assert lena.get("/rules/triage/").status_code == 200
    assert lena.post(f"/rules/triage/{laxer.version}/", {"instead_of": SHIPPED, "reason": "x"}).status_code == 403
    assert browser(town.olga).get("/rules/triage/").status_code == 403


def test_the_list_costs_the_same_however_many_versions_there_are(
    town: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    for _again in range(4):
        draft(town)
    adam = browser(town.adam)
    adam.get("/rules/triage/")
    with django_assert_max_num_queries(16):
        adam.get("/rules/triage/")


def test_the_api_begins_tries_and_activates(town: SimpleNamespace) -> None:
    leak(town)
    api = api_client(town.adam)
    softer = [
        {**rule, "then": {**rule["then"], "priority": "P3"}} if rule["id"] == "leak" else rule
        for rule in TRIAGE["rules"]
    ]
    made = api.post("/api/rules/triage/", {"based_on": SHIPPED, "rules": softer}, format="json")
    assert made.status_code == 201, made.content
    version = made.json()["version"]
    run = api.get(f"/api/rules/triage/{version}/dry-run/?calls=10").json()
    assert (run["instead_of"], run["calls"], run["laxer"]) == (SHIPPED, 1, 1)
    said = {"instead_of": SHIPPED, "reason": "tried"}
    assert api.post(f"/api/rules/triage/{version}/activation/", said, format="json").json()["in_force"] is True
    again = api.post(f"/api/rules/triage/{version}/activation/", said, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "triage_rules_in_force")
    unfit = api.post("/api/rules/triage/", {"based_on": SHIPPED, "rules": [{"id": "x"}]}, format="json")
    assert unfit.status_code == 400


def _posted(rule: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filled_with(rule).items() if value is not False}
