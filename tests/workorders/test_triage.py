"""Triage is a pure function: each rule that ships matches what it says and nothing beside it."""

from typing import Any

import pytest

from workorders.catalogue import Category, Danger, OrderType
from workorders.default_rules import TRIAGE
from workorders.triage import Decision, Facts, decide, is_stricter


def by_rules(category: str, **facts: Any) -> Decision:
    return decide(Facts(category=category, **facts), TRIAGE)


def fired(decision: Decision) -> set[str]:
    return {reason["rule"] for reason in decision.reasons}


# rule → (facts it matches, facts just beside it)
CASES: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "person_hurt": (
        [{"category": "noise", "dangers": ["person_hurt"]}, {"category": "leak", "dangers": ["person_hurt"]}],
        [{"category": "noise"}, {"category": "leak", "dangers": ["vulnerable_person"]}],
    ),
    "water_where_people_sleep": (
        [{"category": "leak", "dangers": ["water_where_people_sleep"]}],
        [{"category": "leak", "dangers": ["water_near_electrics"]}],
    ),
    "ground_sinking": (
        [{"category": "enquiry", "dangers": ["ground_sinking", "vulnerable_person"]}],
        [{"category": "enquiry", "dangers": []}],
    ),
    "water_near_electrics": (
        [{"category": "low_temperature", "dangers": ["water_near_electrics"]}],
        [{"category": "low_temperature", "dangers": ["person_hurt"]}],
    ),
    "burst": ([{"category": "burst"}], [{"category": "leak"}]),
    "leak": ([{"category": "leak"}], [{"category": "burst"}]),
    "station_fault": ([{"category": "station_fault"}], [{"category": "no_heat"}]),
    "no_heat": ([{"category": "no_heat"}], [{"category": "low_temperature", "indoor_temp_c": 5.0}]),
    "freezing_flat": (
        [{"category": "uneven", "indoor_temp_c": 11.9}, {"category": "no_heat", "indoor_temp_c": -3.0}],
        [
            {"category": "uneven", "indoor_temp_c": 12.0},
            {"category": "uneven"},
            {"category": "leak", "indoor_temp_c": 1.0},
        ],
    ),
    "vulnerable_and_cold": (
        [{"category": "low_temperature", "dangers": ["vulnerable_person"], "indoor_temp_c": 15.9}],
        [
            {"category": "low_temperature", "dangers": ["vulnerable_person"], "indoor_temp_c": 16.0},
            {"category": "low_temperature", "dangers": ["vulnerable_person"]},
            {"category": "low_temperature", "dangers": [], "indoor_temp_c": 15.9},
        ],
    ),
    "key_site": (
        [{"category": "low_temperature", "key_site": "East hospital"}],
        [{"category": "low_temperature"}, {"category": "noise", "key_site": "East hospital"}],
    ),
    "low_temperature": ([{"category": "low_temperature"}, {"category": "uneven"}], [{"category": "no_heat"}]),
    "noise": ([{"category": "noise"}], [{"category": "leak"}]),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_matches_what_it_says_and_nothing_beside_it(rule: str) -> None:
    matching, beside = CASES[rule]
    for facts in matching:
        assert rule in fired(by_rules(**facts)), facts
    for facts in beside:
        assert rule not in fired(by_rules(**facts)), facts


@pytest.mark.parametrize(
    ("facts", "urgency", "priority", "handling", "order_type"),
    [
        ({"category": "leak"}, "urgent", "P2", "immediate", OrderType.LEAK),
        ({"category": "burst"}, "urgent", "P1", "immediate", OrderType.LEAK),
        ({"category": "station_fault"}, "urgent", "P2", "immediate", OrderType.STATION),
        ({"category": "no_heat"}, "non_urgent", "P2", "visit", OrderType.NO_HEAT),
        ({"category": "low_temperature"}, "non_urgent", "P3", "remote_first", OrderType.LOW_TEMPERATURE),
        (
            {"category": "low_temperature", "indoor_temp_c": 8.0},
            "non_urgent",
            "P2",
            "visit",
            OrderType.LOW_TEMPERATURE,
        ),
        (
            {"category": "low_temperature", "key_site": "East hospital"},
            "urgent",
            "P2",
            "immediate",
            OrderType.LOW_TEMPERATURE,
        ),
        ({"category": "noise"}, "non_urgent", "P3", "remote_first", OrderType.NOISE),
        ({"category": "enquiry"}, "non_urgent", "P4", "remote_first", None),
        ({"category": "not_our_customer"}, "non_urgent", "P4", "remote_first", None),
        # Whatever the caller called it: a danger is gone to.
        ({"category": "enquiry", "dangers": ["ground_sinking"]}, "urgent", "P1", "immediate", OrderType.LEAK),
    ],
)
def test_the_strictest_of_what_matched_decides(
    facts: dict[str, Any], urgency: str, priority: str, handling: str, order_type: str | None
) -> None:
    decision = by_rules(**facts)
    assert (decision.urgency, decision.priority, decision.handling, decision.order_type) == (
        urgency,
        priority,
        handling,
        order_type,
    )


def test_every_combination_of_facts_is_decided_and_more_danger_is_never_milder() -> None:
    for category in Category:
        for key_site in ("", "East hospital"):
            for temperature in (None, -40.0, 11.9, 15.9, 30.0):
                known = {"key_site": key_site, "indoor_temp_c": temperature}
                calm = by_rules(category, **known)
                assert calm.reasons
                assert calm.rule_version == TRIAGE["version"]
                for danger in Danger:
                    grave = by_rules(category, dangers=[danger], **known)
                    assert not is_stricter(calm.priority, grave.priority), (category, danger)
                    assert fired(calm) <= fired(grave)


def test_every_reason_is_said_in_both_languages() -> None:
    assert all(rule["reason"].keys() == {"en", "zh-hans"} and all(rule["reason"].values()) for rule in TRIAGE["rules"])


def test_a_decision_keeps_what_it_was_made_of() -> None:
    decision = by_rules("leak", dangers=["water_near_electrics"], extent="riser", indoor_temp_c=12.5)
    said = {
        "category": "leak",
        "dangers": ["water_near_electrics"],
        "extent": "riser",
        "key_site": "",
        "indoor_temp_c": 12.5,
    }
    kept = decision.stored()["inputs"]
    assert {name: kept[name] for name in said} == said
    assert decide(Facts.from_stored(kept), TRIAGE) == decision


def rules_of(*when: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "test",
        "rules": [
            {"id": str(place), "when": one, "then": {"priority": "P3"}, "reason": {"en": "-", "zh-hans": "-"}}
            for place, one in enumerate(when)
        ],
    }


def test_a_rule_set_without_a_match_is_an_error() -> None:
    with pytest.raises(ValueError, match="no rule for"):
        decide(Facts(category="leak"), rules_of({"category": ["noise"]}))


def test_a_condition_nobody_knows_is_an_error_and_not_a_match() -> None:
    with pytest.raises(ValueError, match="unknown condition 'weather'"):
        decide(Facts(category="leak"), rules_of({"weather": "cold"}))


@pytest.mark.parametrize(
    ("when", "matches"),
    [
        ({}, True),
        ({"extent": ["building", "several_buildings"]}, True),
        ({"extent": ["flat"]}, False),
        ({"key_site": False}, True),
        ({"key_site": True}, False),
        ({"indoor_below_c": 13}, True),
        ({"indoor_below_c": 12.5}, False),
        ({"category": ["leak"], "extent": ["flat"]}, False),
        ({"danger": []}, False),
    ],
)
def test_all_conditions_of_a_rule_must_hold(when: dict[str, Any], matches: bool) -> None:
    decision = decide(Facts(category="leak", extent="building", indoor_temp_c=12.5), rules_of({}, when))
    assert ("1" in fired(decision)) is matches
