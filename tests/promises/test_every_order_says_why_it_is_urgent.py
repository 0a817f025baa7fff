"""A promise: an order says why it is as urgent as it is, for ever; who decides otherwise has a name and a reason."""

from io import StringIO
from types import SimpleNamespace
from typing import Any

from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from town import api_client, body

from workorders import rules
from workorders.catalogue import Category, Danger
from workorders.default_triage import TRIAGE
from workorders.models import TriageRules, WorkOrder
from workorders.rule_checks import AT_ONCE
from workorders.triage import Facts, decide, is_stricter

PLACE = {"street": "阳光花园", "building": "1号楼", "flat": "1-101"}


def reported(town: SimpleNamespace, **said: Any) -> WorkOrder:
    told = api_client(town.olga).post("/api/calls/", body(place=PLACE, **said), format="json").json()
    return WorkOrder.objects.get(pk=told["work_order"]["id"])


def page_for(who: Any, order: WorkOrder) -> str:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(who)
    return browser.get(f"/work-orders/{order.pk}/").content.decode()


def test_the_reason_outlives_the_rules(town: SimpleNamespace) -> None:
    order = reported(town, category="leak")
    assert "A leak is urgent" in page_for(town.dan, order)

    # Next year the house writes its rules anew. The order still says what it said, and by which rules.
    TriageRules.objects.filter(active=True).update(active=False)
    anew = [{**rule, "reason": {"en": "Water runs", "zh-hans": "漏水"}} for rule in TRIAGE["rules"]]
    TriageRules.objects.create(version="2027-1", rules=anew, active=True)
    rules.forget()
    page = page_for(town.dan, order)
    assert "A leak is urgent" in page
    assert TRIAGE["version"] in page
    assert "Water runs" not in page


def test_who_decides_otherwise_has_a_name_and_a_reason(town: SimpleNamespace) -> None:
    order = reported(town, category="low_temperature")
    assert order.priority == "P3"
    dan = api_client(town.dan)
    address = f"/api/work-orders/{order.pk}/triage-override/"

    # Without a reason nothing happens.
    assert dan.post(address, {"priority": "P2", "reason": " "}, format="json").status_code == 400
    assert dan.post(address, {"priority": "P2", "reason": "a newborn in the flat"}, format="json").status_code == 200
    order.refresh_from_db()
    assert (order.priority, order.triage["priority"]) == ("P2", "P3")
    page = page_for(town.lena, order)
    assert "a newborn in the flat" in page
    assert "dan" in page


def test_the_path_of_a_decision_is_printed(town: SimpleNamespace) -> None:
    order = reported(town, category="leak")
    printed = StringIO()
    call_command("triage", order=order.number, explain=True, stdout=printed)
    lines = printed.getvalue()
    assert "✓ leak: A leak is urgent" in lines
    assert "burst: did not hold" in lines


@given(
    category=st.sampled_from(Category.values),
    dangers=st.lists(st.sampled_from(Danger.values), unique=True),
    outdoor=st.integers(-40, 30),
    hours=st.integers(0, 72),
    colder=st.integers(0, 30),
    longer=st.integers(0, 48),
)
def test_colder_and_longer_is_never_less_urgent(
    category: str, dangers: list[str], outdoor: int, hours: int, colder: int, longer: int
) -> None:
    facts = Facts(category=category, dangers=dangers, outdoor_c=outdoor, hours_without_heat=hours)
    worse = Facts(
        category=category,
        dangers=dangers,
        outdoor_c=outdoor - colder,
        hours_without_heat=hours + longer,
        vulnerable_household=True,
    )
    before, after = decide(facts, TRIAGE), decide(worse, TRIAGE)
    assert not is_stricter(before.priority, after.priority)
    assert before.urgency != "urgent" or after.urgency == "urgent"
    if set(dangers) & set(AT_ONCE):
        assert before.priority == "P1"
