"""A promise: nobody changes what is urgent without seeing what that does to real calls, and every way leads back."""

from types import SimpleNamespace

from django.test import Client
from town import api_client, body

from workorders import rules
from workorders.default_triage import TRIAGE
from workorders.models import TriageActivation, WorkOrder


def test_a_rule_is_softened_tried_put_in_force_and_taken_back(town: SimpleNamespace) -> None:
    # Yesterday a leak was reported in the garden. It was a P2, for a stated reason.
    place = {"street": "阳光花园", "building": "1号楼", "flat": "1-101"}
    api_client(town.olga).post("/api/calls/", body(place=place, category="leak"), format="json")
    yesterday = WorkOrder.objects.get()
    assert (yesterday.priority, yesterday.triage["rule_version"]) == ("P2", TRIAGE["version"])

    # Adam begins a new version and makes leaks a P3. Nothing decides by it yet.
    adam = Client()
    adam.force_login(town.adam)
    address = adam.post("/rules/triage/", {"based_on": TRIAGE["version"]})["Location"]
    leak = [rule["id"] for rule in TRIAGE["rules"]].index("leak")
    form = adam.get(f"{address}rules/{leak}/").context["form"]
    written = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    written |= {"revision": "1", "priority": "P3"}
    assert adam.post(f"{address}rules/{leak}/", written).status_code == 302
    assert rules.triage_rules()["version"] == TRIAGE["version"]

    # The page shows him yesterday's call, before and after.
    page = adam.get(address)
    run = page.context["run"]
    assert [(one.before.priority, one.after.priority) for one in run.shown] == [("P2", "P3")]
    assert run.shown[0].number in page.content.decode()

    # Without a reason nothing happens; with one the new version decides.
    assert adam.post(address, {"instead_of": TRIAGE["version"], "reason": " "}).status_code == 422
    adam.post(address, {"instead_of": TRIAGE["version"], "reason": "small drips only"})
    rules.forget()
    place["flat"] = "1-102"
    api_client(town.olga).post("/api/calls/", body(place=place, category="leak"), format="json")
    today = WorkOrder.objects.latest("id")
    assert today.priority == "P3"

    # Yesterday's order still says what it said then, and by which rules.
    yesterday.refresh_from_db()
    assert (yesterday.priority, yesterday.triage["rule_version"]) == ("P2", TRIAGE["version"])

    # It was a mistake: the old version is put back, and both changes keep who and why.
    adam.post(f"/rules/triage/{TRIAGE['version']}/", {"instead_of": rules.triage_rules()["version"], "reason": "back"})
    rules.forget()
    assert rules.triage_rules()["version"] == TRIAGE["version"]
    assert list(TriageActivation.objects.order_by("id").values_list("by", "reason")) == [
        (f"user:{town.adam.pk}", "small drips only"),
        (f"user:{town.adam.pk}", "back"),
    ]
