"""Calls about valves, bills and service: which become work, which are answered."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from rest_framework.test import APIClient
from town import body

from hotline.joining import JOIN_SCOPE
from workorders.catalogue import Category
from workorders.default_rules import TRIAGE
from workorders.models import TriageRules, WorkOrder
from workorders.triage import Facts, decide

Api = Callable[[str], APIClient]
DECIDED = [
    ("equipment", "P3", "remote_first", "equipment"),
    ("billing", "P4", "remote_first", None),
    ("service", "P4", "remote_first", None),
]


@pytest.mark.parametrize(("category", "priority", "handling", "order_type"), DECIDED)
def test_triage_knows_them(category: str, priority: str, handling: str, order_type: str | None) -> None:
    decision = decide(Facts(category=category), TRIAGE)
    assert (decision.priority, decision.handling, decision.order_type) == (priority, handling, order_type)
    assert decision.urgency == "non_urgent"


@pytest.mark.parametrize("category", Category.values)
def test_every_category_has_a_rule_and_joins_where_it_opens_orders(category: str) -> None:
    decision = decide(Facts(category=category), TRIAGE)
    assert (decision.order_type is not None) == (category in JOIN_SCOPE)


def test_a_stuck_valve_becomes_an_order_and_its_repeat_joins_it(town: SimpleNamespace, api: Api) -> None:
    first = api("olga").post(
        "/api/calls/", body(category="equipment", text="阀门拧不动", indoor_temp_c=None), format="json"
    )
    again = api("olga").post(
        "/api/calls/", body(category="equipment", text="阀门还是关不上", indoor_temp_c=None), format="json"
    )
    assert (first.status_code, again.status_code) == (201, 201), first.content
    assert again.json()["joined"]["id"] == first.json()["work_order"]["id"]
    assert WorkOrder.objects.get().order_type == "equipment"


def test_a_complaint_about_an_open_order_chases_it_and_a_bill_opens_nothing(town: SimpleNamespace, api: Api) -> None:
    order = api("olga").post("/api/calls/", body(), format="json").json()["work_order"]
    complaint = api("olga").post("/api/calls/", body(category="service", text="没人来"), format="json").json()
    assert complaint["joined"]["id"] == order["id"]
    bill = api("olga").post("/api/calls/", body(category="billing", place={"text": "营业厅"}), format="json").json()
    assert (bill["call"]["outcome"], bill["work_order"]) == ("answered", None)


def test_rules_loaded_before_learn_the_new_categories(db: None) -> None:
    TriageRules.objects.all().delete()
    before = [rule for rule in TRIAGE["rules"] if rule["id"] != "equipment"]
    TriageRules.objects.create(version="2026-1", rules=before, active=True)
    migration = import_module("workorders.migrations.0003_more_categories")
    migration.teach(apps, None)
    migration.teach(apps, None)
    newest = TriageRules.objects.get(active=True)
    assert newest.version == "2026-2"
    assert newest.rules == TRIAGE["rules"]
