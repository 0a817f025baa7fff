"""The catalogue: two levels, both languages, edited by the utility, named by calls."""

from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from rest_framework.test import APIClient
from town import body

from hotline.catalogue.queries import active_items
from hotline.catalogue.shipped import shipped_items
from hotline.models import Call, ProblemItem
from hotline.proposals.rules import shipped
from workorders.catalogue import Category

Api = Callable[[str], APIClient]
Browse = Callable[[str], Client]


def test_every_category_has_items_and_the_migration_loaded_them(db: None) -> None:
    loaded = active_items()
    assert [item.code for item in loaded] == [item["code"] for item in shipped_items()]
    assert set(Counter(item.category for item in loaded)) == set(Category.values)
    assert not any(item.confirmed_locally for item in loaded)


def test_what_ships_is_what_the_administration_would_take(db: None) -> None:
    for item in ProblemItem.objects.all():
        item.full_clean()


def test_every_item_the_rules_propose_ships_under_the_category_they_say() -> None:
    categories = {item["code"]: item["category"] for item in shipped_items()}
    proposed = {(rule.item, rule.category) for rule in shipped().rules if rule.item}
    assert [each for each in sorted(proposed) if categories.get(each[0]) != each[1]] == []


def test_urgent_items_always_end_in_a_visit(db: None) -> None:
    urgent = ProblemItem.objects.filter(category__in=["burst", "station_fault"])
    assert not any("solved_remotely" in item.outcomes for item in urgent)


def test_names_and_steps_are_in_the_readers_language(db: None) -> None:
    item = ProblemItem.objects.get(code="low.air")
    assert item.name == "Air in the radiator"
    with translation.override("zh-hans"):
        assert item.name == "暖气片有气"
        assert "拧开半圈" in item.said[1]


BAD: list[tuple[dict[str, Any], str]] = [
    ({"code": "Leak Radiator"}, "code"),
    ({"steps": "bleed it"}, "steps"),
    ({"steps": [{"en": "Bleed it."}]}, "steps"),
    ({"steps": [{"en": "Bleed it.", "zh-hans": " "}]}, "steps"),
    ({"steps": [{"en": "a" * 301, "zh-hans": "放气"}]}, "steps"),
    ({"steps": [{"en": "Bleed it.", "zh-hans": "放气"}] * 9}, "steps"),
    ({"dangers": ["sun"]}, "dangers"),
    ({"dangers": ["person_hurt", "person_hurt"]}, "dangers"),
    ({"outcomes": []}, "outcomes"),
    ({"outcomes": ["perhaps"]}, "outcomes"),
    ({"category": "sun"}, "category"),
    ({"name_zh_hans": ""}, "name_zh_hans"),
]


@pytest.mark.parametrize(("changes", "field"), BAD, ids=lambda value: str(value)[:40])
def test_an_item_the_form_could_not_show_is_refused(db: None, changes: dict[str, Any], field: str) -> None:
    item = ProblemItem.objects.get(code="leak.radiator")
    for name, value in changes.items():
        setattr(item, name, value)
    with pytest.raises(ValidationError) as refused:
        item.full_clean()
    assert set(refused.value.message_dict) == {field}


def test_a_call_names_its_item(town: SimpleNamespace, api: Api) -> None:
    answer = api("olga").post("/api/calls/", body(item="low.air"), format="json")
    assert answer.status_code == 201, answer.content
    assert Call.objects.select_related("item").get().item == ProblemItem.objects.get(code="low.air")


def test_a_call_needs_no_item(town: SimpleNamespace, api: Api) -> None:
    assert api("olga").post("/api/calls/", body(), format="json").status_code == 201
    assert api("olga").post("/api/calls/", body(item=""), format="json").status_code == 201
    assert set(Call.objects.values_list("item", flat=True)) == {None}


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("leak.radiator", "belongs to the category"),
        ("low.sun", "has no item low.sun"),
        ("low.top_floor", "has no item low.top_floor"),
        ("x" * 41, "40"),
    ],
)
def test_an_item_that_does_not_fit_is_refused_by_its_field(
    town: SimpleNamespace, api: Api, item: str, says: str
) -> None:
    ProblemItem.objects.filter(code="low.top_floor").update(active=False)
    answer = api("olga").post("/api/calls/", body(item=item), format="json")
    assert answer.status_code == 400
    assert says in str(answer.json()["fields"]["item"])
    assert not Call.objects.exists()


def test_the_api_lists_both_levels(town: SimpleNamespace, api: Api) -> None:
    ProblemItem.objects.filter(code="low.top_floor").update(active=False)
    told = {each["category"]: each for each in api("olga").get("/api/catalogue/").json()}
    assert list(told) == Category.values
    assert told["leak"]["name"] == "Leak"
    assert [item["code"] for item in told["low_temperature"]["items"]] == [
        "low.below_standard",
        "low.air",
        "low.end_of_loop",
    ]
    assert api("carl").get("/api/catalogue/").status_code == 403


def test_the_administrator_edits_an_item_and_cannot_break_it(town: SimpleNamespace, browse: Browse) -> None:
    item = ProblemItem.objects.get(code="low.air")
    page = f"/admin/hotline/problemitem/{item.pk}/change/"
    form = {
        "name_en": "Air",
        "name_zh_hans": "有气",
        "steps": '[{"en": "Bleed it.", "zh-hans": "放气。"}]',
        "dangers": [],
        "outcomes": ["solved_remotely", "visit_needed"],
        "source": "local",
        "confirmed_locally": "on",
        "active": "on",
        "sort_order": "5",
    }
    admin = browse("adam")
    assert admin.get(page).status_code == 200
    assert admin.get("/admin/hotline/problemitem/").status_code == 200
    assert admin.post(page, form | {"steps": '[{"en": "Bleed it."}]'}).status_code == 200
    item.refresh_from_db()
    assert item.name_en != "Air"
    assert admin.post(page, form).status_code == 302
    item.refresh_from_db()
    assert (item.name_en, item.said, item.code) == ("Air", ["Bleed it."], "low.air")
    assert browse("olga").get(page).status_code != 200
