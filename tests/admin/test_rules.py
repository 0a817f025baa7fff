"""Rules: changed with a record of what they were, checked before they decide, in force at once."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from town import body

from heating_ops.reports.models import Standard
from incidents.models import LevelRule
from workorders import rules
from workorders.catalogue import Category
from workorders.default_rules import TRIAGE
from workorders.models import ClockProfile, ClockRule, EscalationRule, TriageRules
from workorders.rule_checks import problems_of

Browse = Callable[[str], Client]
Change = Callable[[list[dict[str, Any]]], object]


def shipped() -> list[dict[str, Any]]:
    return copy.deepcopy(list(TRIAGE["rules"]))


def rule(found: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(one for one in found if one["id"] == name)


def test_a_clock_is_changed_and_the_record_says_from_what_to_what(town: SimpleNamespace, browse: Browse) -> None:
    row = ClockRule.objects.get(profile__active=True, step="accept", priority="P1")
    said = {"minutes": "3", "source": "local plan", "confirmed_locally": "on"}
    assert browse("adam").post(f"/admin/workorders/clockrule/{row.pk}/change/", said).status_code == 302
    row.refresh_from_db()
    assert (row.minutes, row.confirmed_locally, row.step, row.anchor) == (3, True, "accept", "dispatched")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (town.adam, str(row.pk))
    assert entry.get_change_message().startswith("Minutes: 2 → 3; Source: S: a utility's ten-minute rule → local plan")
    assert "Minutes: 2 → 3" in browse("adam").get("/admin/admin/logentry/").content.decode()


@pytest.mark.parametrize("minutes", ["-1", "x", "", "99999999999999"])
def test_a_clock_that_is_none_is_refused(town: SimpleNamespace, browse: Browse, minutes: str) -> None:
    row = ClockRule.objects.get(profile__active=True, step="accept", priority="P1")
    said = {"minutes": minutes, "source": "x"}
    answer = browse("adam").post(f"/admin/workorders/clockrule/{row.pk}/change/", said)
    assert "errorlist" in answer.content.decode()
    row.refresh_from_db()
    assert row.minutes == 2


def test_a_clock_that_was_not_shipped_is_added_once(town: SimpleNamespace, browse: Browse) -> None:
    profile = ClockProfile.objects.get(active=True)
    said = {"profile": profile.pk, "step": "on_site", "priority": "P4", "anchor": "logged", "minutes": "2880"}
    said |= {"season_day_from": "1", "season_day_to": "10", "source": "local"}
    assert browse("adam").post("/admin/workorders/clockrule/add/", said).status_code == 302
    assert "already exists" in browse("adam").post("/admin/workorders/clockrule/add/", said).content.decode()


def test_changed_clocks_are_read_anew(
    town: SimpleNamespace, browse: Browse, django_capture_on_commit_callbacks: Any
) -> None:
    assert rules.clock_book().allowed("accept", "P1") == timedelta(minutes=2)
    row = ClockRule.objects.get(profile__active=True, step="accept", priority="P1")
    with django_capture_on_commit_callbacks(execute=True):
        browse("adam").post(f"/admin/workorders/clockrule/{row.pk}/change/", {"minutes": "4", "source": "x"})
    assert rules.clock_book().allowed("accept", "P1") == timedelta(minutes=4)


def test_escalation_levels_and_measures_are_changed_likewise(town: SimpleNamespace, browse: Browse) -> None:
    adam = browse("adam")
    level = LevelRule.objects.get(level="IV")
    said = {"level": "IV", "households_from": "500", "area_from_m2": "", "source": "local plan"}
    assert adam.post(f"/admin/incidents/levelrule/{level.pk}/change/", said).status_code == 302
    measure = Standard.objects.get(code="room_temperature_c")
    address = f"/admin/reports/standard/{measure.pk}/change/"
    assert adam.post(address, {"value": "20", "source": "city rule"}).status_code == 302
    assert "errorlist" in adam.post(address, {"value": "0", "source": "x"}).content.decode()
    chain = EscalationRule.objects.get(level="station_head", priority="P1")
    address = f"/admin/workorders/escalationrule/{chain.pk}/change/"
    assert adam.post(address, {"minutes": "7", "source": "x"}).status_code == 302
    level.refresh_from_db()
    measure.refresh_from_db()
    chain.refresh_from_db()
    assert (level.households_from, level.area_from_m2, chain.minutes) == (500, None, 7)
    assert measure.value == Decimal(20)


def add(browse: Browse, text: str, **changes: Any) -> tuple[int, str]:
    said = {"version": "2027-1", "active": "on", "rules": text} | changes
    answer = browse("adam").post("/admin/workorders/triagerules/add/", said)
    return answer.status_code, answer.content.decode()


def test_a_new_version_begins_as_the_one_in_force_and_decides_the_next_call(
    town: SimpleNamespace, browse: Browse, api: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = browse("adam").get("/admin/workorders/triagerules/add/").content.decode()
    assert "有人烫伤、被困或跌落" in page
    changed = shipped()
    rule(changed, "low_temperature")["then"]["priority"] = "P2"
    with django_capture_on_commit_callbacks(execute=True):
        status, _page = add(browse, json.dumps(changed))
    assert status == 302
    told = api("olga").post("/api/calls/", body(), format="json").json()["triage"]
    assert (told["priority"], told["rule_version"]) == ("P2", "2027-1")


def test_a_version_that_exists_is_read_switched_and_never_rewritten(town: SimpleNamespace, browse: Browse) -> None:
    TriageRules.objects.create(version="2027-2", rules=shipped(), active=True)
    row = TriageRules.objects.order_by("pk").first()
    assert row is not None
    address = f"/admin/workorders/triagerules/{row.pk}/change/"
    assert "有人烫伤" in browse("adam").get(address).content.decode()
    assert browse("adam").post(address, {"version": "other", "rules": "[]"}).status_code == 302
    row.refresh_from_db()
    assert (row.version, row.rules, row.active) == (TRIAGE["version"], TRIAGE["rules"], False)
    assert browse("adam").post(f"/admin/workorders/triagerules/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_last_active_version_cannot_be_switched_off(town: SimpleNamespace, browse: Browse) -> None:
    row = TriageRules.objects.get()
    answer = browse("adam").post(f"/admin/workorders/triagerules/{row.pk}/change/", {})
    assert "One version must stay active" in answer.content.decode()
    row.refresh_from_db()
    assert row.active


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '"x"', "[1]", "[{}]", '{"a": 1}', "[[]]", "NaN"])
def test_text_that_is_no_list_of_rules_is_refused_in_words(town: SimpleNamespace, browse: Browse, text: str) -> None:
    status, page = add(browse, text)
    assert status == 200
    assert "errorlist" in page
    assert TriageRules.objects.count() == 1


def test_what_ships_passes() -> None:
    assert problems_of(shipped()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda found: found.remove(rule(found, "question")), "No rule decides about"),
        (lambda found: rule(found, "noise").update(when={}) or found.remove(rule(found, "leak")), ""),
        (lambda found: rule(found, "noise")["when"].update(weather=["snow"]), "there is no condition “weather”"),
        (lambda found: rule(found, "noise")["when"].update(category=["nosie"]), "“nosie” is no code of “category”"),
        (lambda found: rule(found, "noise")["when"].update(category="noise"), "needs a list of codes"),
        (lambda found: rule(found, "key_site")["when"].update(key_site="yes"), "“key_site” is true or false"),
        (lambda found: rule(found, "freezing_flat")["when"].update(indoor_below_c="12"), "is a number from -40 to 60"),
        (lambda found: rule(found, "noise")["then"].update(priority="P9"), "the priority must be one of P1"),
        (lambda found: rule(found, "noise")["then"].pop("priority"), "the priority must be one of P1"),
        (lambda found: rule(found, "noise")["then"].update(handling="later"), "the handling must be one of"),
        (lambda found: rule(found, "noise")["then"].update(urgent=1), "“urgent” is true or false"),
        (lambda found: rule(found, "noise")["then"].update(crew=7), "“crew” is not part of a decision"),
        (lambda found: rule(found, "noise")["reason"].pop("zh-hans"), "the reason is missing in “zh-hans”"),
        (lambda found: rule(found, "noise").update(source=" "), "names no source"),
        (lambda found: rule(found, "noise").update(note="x"), "“note” is not part of a rule"),
        (lambda found: rule(found, "noise").pop("when"), "has no “when”"),
        (lambda found: rule(found, "noise").update(id="leak"), "Two rules are called “leak”"),
        (lambda found: found.remove(rule(found, "person_hurt")), "must be P1"),
    ],
)
def test_what_is_wrong_with_rules_is_said(change: Change, words: str) -> None:
    found = shipped()
    change(found)
    told = problems_of(found)
    if words:
        assert any(words in problem for problem in told), told
    else:
        assert told == []


def test_a_category_that_only_rules_with_conditions_match_is_found_out() -> None:
    found = shipped()
    rule(found, "low_temperature")["when"] = {"category": ["low_temperature", "uneven"], "indoor_below_c": 18}
    told = problems_of(found)
    assert any(str(Category.LOW_TEMPERATURE.label) in problem for problem in told)
