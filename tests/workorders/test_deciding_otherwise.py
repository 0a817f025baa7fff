"""A person decides otherwise than triage: with a name and a reason, beside the decision, within their rights."""

from types import SimpleNamespace
from typing import Any

import pytest
from order_cast import MINUTE, opened
from town import MORNING

from heating_ops.journal.models import Event
from workorders.models import WorkOrder

REASON = "steam in the stairs"


def said(api: Any, name: str, order: WorkOrder, priority: str, reason: str = REASON) -> Any:
    address = f"/api/work-orders/{order.pk}/triage-override/"
    return api(name).post(address, {"priority": priority, "reason": reason}, format="json")


def test_the_decision_stays_and_who_decided_otherwise_stands_beside_it(town: SimpleNamespace, api: Any) -> None:
    order = opened(town)
    order.refresh_from_db()
    before = order.triage
    answer = said(api, "olga", order, "P1")
    assert (answer.status_code, answer.json()["priority"], answer.json()["urgency"]) == (200, "P1", "urgent")
    order.refresh_from_db()
    assert {name: order.triage[name] for name in before} == before
    (kept,) = order.triage["overrides"]
    assert (kept["by"], kept["reason"], kept["after"]["priority"]) == (f"user:{town.olga.pk}", REASON, "P1")
    event = Event.objects.get(kind="work_order.overridden")
    assert (event.reason, event.data["before"]["priority"], event.data["after"]["priority"]) == (REASON, "P3", "P1")


def test_the_clocks_follow_from_where_they_began(town: SimpleNamespace, api: Any) -> None:
    order = opened(town)
    due = {row["kind"]: row["due_at"] for row in said(api, "dan", order, "P1").json()["deadlines"]}
    assert due["work_order.restored"][:16] == (MORNING + 720 * MINUTE).isoformat()[:16]


@pytest.mark.parametrize(
    ("name", "category", "priority", "code"),
    [
        ("olga", "leak", "P3", "may_only_raise"),
        ("dan", "burst", "P3", "danger_stays"),
        ("dan", "low_temperature", "P3", "nothing_to_override"),
        ("dan", "leak", "P3", ""),
        ("lena", "burst", "P2", ""),
    ],
)
def test_everybody_within_their_rights(
    town: SimpleNamespace, api: Any, name: str, category: str, priority: str, code: str
) -> None:
    answer = said(api, name, opened(town, category), priority)
    assert answer.status_code == (409 if code else 200)
    assert answer.json().get("code", "") == code


def test_without_a_reason_nothing_changes(town: SimpleNamespace, api: Any) -> None:
    assert said(api, "lena", opened(town), "P1", "  ").status_code == 400
