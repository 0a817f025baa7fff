"""What lies outside a person's scope is not there for them: not to see, not to change, not to name in a body.

Generated from the URL configuration: an address added tomorrow is tried too.
"""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from access.addresses import PUBLIC, READ, WRITE, Address, addresses
from django.test import Client
from roster_cast import roster_of
from town import api_client, body

from heating_ops.access.models import Role, User
from heating_ops.access.permissions import may
from heating_ops.journal.models import Event
from workorders.models import WorkOrder

# Bodies that are right in shape, so that nothing but the scope can be what refuses.
BODIES: dict[str, dict[str, Any]] = {
    "work-order-dispatch": {"crew_id": "red"},
    "work-order-contact": {"reached": True},
    "work-order-suspension": {"reason": "parts"},
    "work-order-completion": {"cause": "pump", "responsibility": "network", "work_done": "replaced"},
    "work-order-call-back": {"outcome": "no_answer"},
    "work-order-return": {"reason": "too far"},
    "work-order-reassignment": {"crew_id": "red", "reason": "nearer"},
    "work-order-merge": {"into_id": "own"},
    "work-order-cancellation": {"reason": "a mistake"},
    "work-order-reopening": {"reason": "cold again"},
    "work-order-escalations": {"level": "group_office", "reason": "nobody moves"},
    "work-order-chases": {"words": "when?", "minutes": 30},
    "work-order-chase-answer": {"words": "soon"},
    "work-order-supervision": {"minutes": 60, "reason": "the mayor asks"},
    "work-order-triage-override": {"priority": "P1", "reason": "steam in the stairs"},
    "api-triage-activation": {"instead_of": "2026-2", "reason": "tried"},
    "incident-phase": {"phase": "contained"},
    "incident-level": {"level": "I", "reason": "worse"},
    "incident-reach": {"reach": "loop", "loops": [], "reason": "drawn anew"},
    "incident-next-update": {"minutes": 30},
    "planned-stop-extension": {"ends_at": "2098-02-01T12:00:00Z", "reason": "slower"},
    "planned-stop-next-update": {"minutes": 30},
    "planned-stop-cancellation": {"reason": "not needed"},
    "incident-work-orders": {"work_order": "own"},
    "incident-release": {"work_order": "own", "reason": "a mistake"},
    "incident-log": {"text": "hello"},
    "guidance-claim": {"reason": "asked to"},
    "guidance-outcome": {"outcome": "not_reached"},
    "call-back-claim": {"reason": "asked to"},
    "call-back-release": {},
    "call-back-result": {"outcome": "no_answer"},
    "call-back-giving-up": {"reason": "never there"},
    "call-promise": {"due_at": "2099-01-01T09:00:00+08:00"},
    "ticket-place": {"decision": "not_in_network"},
    "telephony-take": {"reason": "asked to"},
    "telephony-call-back": {"reason": "asked to"},
    "telephony-call-back-result": {"reached": True},
    "roster-duty-replacement": {"user": "dan"},
    "roster-duty-cancellation": {"reason": "ill"},
    "roster-pattern-end": {"last_day": "2098-01-02"},
    "roster-leave-refusal": {"reason": "needed"},
    "roster-swap-refusal": {"reason": "needed"},
}


# What the desk knows belongs to the whole group: whoever may read one article may read all.
OF_NO_BRANCH = {f"hotline:{name}" for name in ("article", "edit_article", "publish_article")}
# One's own address, and a message of the house.
OF_NO_BRANCH |= {"inbox-way-address", "notify-attempts"}
# The rules are the whole group's.
OF_NO_BRANCH |= {"triage-version", "triage-rule-new", "triage-rule"}
OF_NO_BRANCH |= {"api-triage-version", "api-triage-dry-run", "api-triage-activation"}


@pytest.fixture
def cast(town: SimpleNamespace) -> SimpleNamespace:
    """West's order, call and incident; an own order of East; and people of East in every role that has a branch."""
    west = {"street": "磨坊胡同", "building": "7", "flat": "3"}
    foreign = api_client(town.olga).post("/api/calls/", body(place=west), format="json").json()
    own = api_client(town.olga).post("/api/calls/", body(), format="json").json()
    said = {"kind": "secondary_leak", "title": "A leak", "level": "IV", "building": town.house_west.pk}
    incident = api_client(town.kurt).post("/api/incidents/", said, format="json").json()
    later = {"begins_at": "2098-01-02T08:00:00Z", "ends_at": "2098-01-02T12:00:00Z"}
    planned = {"reason": "repair", "building": town.house_west.pk, "reach": "loop"} | later
    town.stop = api_client(town.kurt).post("/api/planned-stops/", planned, format="json").json()["id"]
    town.mona.branch_ids = [town.east.pk]
    town.mona.save(update_fields=["branch_ids"])
    town.order, town.call, town.incident = foreign["work_order"]["id"], foreign["call"]["id"], incident["id"]
    typed = {"content": {"pairs": [["text", "half a sentence"]]}, "version": 0}
    town.draft = UUID(int=1)
    api_client(town.olga).put(f"/api/drafts/{town.draft}/", typed, format="json")
    town.own = own["work_order"]["id"]
    promised = {"due_at": "2099-01-01T09:00:00+08:00"}
    west_call = f"/api/calls/{town.call}/call-back/"
    town.call_back = api_client(town.olga).post(west_call, promised, format="json").json()["id"]
    town.roster = roster_of(town.west, town.wes, town.cai)
    note = api_client(town.wes).post("/api/handovers/", {"branch": town.west.pk}, format="json").json()["id"]
    watched = {"branch": town.west.pk, "text": "the pump at Mill"}
    line = api_client(town.wes).post("/api/handovers/watch-items/", watched, format="json").json()["id"]
    town.roster |= {"handover": note, "watch-item": line}
    return town


def _url(cast: SimpleNamespace, address: Address) -> str:
    about_a_call = address.name in ("hotline:call", "hotline:finish_call", "hotline:promise", "call-promise")
    kind = "call" if about_a_call else "incident" if "incident" in address.name else "order"
    if "planned" in address.name:
        kind = "stop"
    kind = "call_back" if address.name.startswith("call-back-") else kind
    pk = getattr(cast, kind)
    if address.name.startswith(("roster-", "handover", "watch-item")):
        pk = cast.roster[next(name for name in cast.roster if name in address.name)]
    return address.url({"pk": pk, "slug": f"branch-{cast.west.pk}", "key": cast.draft})


def _body(cast: SimpleNamespace, address: Address) -> dict[str, Any]:
    named = {"red": cast.red.pk, "own": cast.own, "dan": cast.dan.pk}
    said = BODIES.get(address.name, {})
    return {name: named.get(value, value) if isinstance(value, str) else value for name, value in said.items()}


@pytest.mark.parametrize("name", ["dan", "lena", "mona", "carl"])
def test_another_branchs_objects_are_not_found(name: str, cast: SimpleNamespace) -> None:
    user: User = getattr(cast, name)
    assert user.branch_ids == [cast.east.pk]
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    before, tried = Event.objects.count(), 0
    wrong = []
    for address in addresses():
        if address.name in PUBLIC or not address.parameters or address.name in OF_NO_BRANCH:
            continue
        for method in address.methods:
            action = address.action(method)
            if action is None or not may(user, action):
                continue
            url = _url(cast, address)
            body = _body(cast, address)
            answer = browser.get(url) if method == READ else browser.post(url, body, content_type="application/json")
            tried += 1
            if answer.status_code != 404:
                wrong.append(f"{method} {address}: {answer.status_code} {answer.content[:200]!r}")
            if not address.is_api and method == READ and browser.post(url).status_code not in (404, 405):
                wrong.append(f"{WRITE} {address}")
    assert wrong == []
    assert tried > 2
    assert Event.objects.count() == before


def test_every_move_has_a_body_that_is_right_in_shape() -> None:
    """Else a 404 above could be the accident of a 400 that came first."""
    moves = {address.name for address in addresses() if address.is_api and address.methods == [WRITE]}
    no_body_needed = {
        *("work-order-acceptance", "work-order-departure", "work-order-arrival", "work-order-start"),
        *("incident-command", "call-intake", "planned-stop-end"),
        *("work-order-acknowledgement", "work-order-supervision-end", "community-alarm-acknowledgement"),
        *("telephony-answer", "telephony-end", "telephony-events"),
        *("ticket-intake", "ticket-claim", "call-files", "call-file-confirmation"),
        # The own seat: there is no other's to name.
        *("shift-sign-on", "shift-break", "shift-return", "shift-sign-off"),
        *("roster-leave-grant", "roster-leave-withdrawal", "roster-swap-acceptance", "roster-swap-declining"),
        *("roster-swap-approval", "roster-swap-withdrawal", "handover-signature", "watch-item-striking"),
        # One's own telephone, and the roster as a whole.
        *("roster-phone", "roster-extension"),
        # One weather for everybody; a proposal is found by its order, which has a test of its own.
        *("weather-values", "weather-cold-wave", "weather-cold-wave-withdrawal", "weather-stand-by"),
        *("regrading-acceptance", "regrading-leaving"),
        # The numbers of clocks are the whole group's: an administrator's, who has no branch.
        *("api-clock-application", "api-clock-switch", "api-clock-rule"),
        # One's own inbox and ways; what gateways sign; messages are the house's.
        *("inbox-reading", "inbox-readings", "inbox-way-address", "inbox-way-sign-out", "inbox-way-sign-in"),
        *("inbox-way-tests", "notify-attempts", "notify-receipts"),
    }
    assert moves - no_body_needed == set(BODIES)


@pytest.mark.parametrize(
    ("name", "address", "said", "field"),
    [
        ("dan", "/api/work-orders/{own}/merge/", {"into_id": "{order}"}, "into_id"),
        ("lena", "/api/work-orders/{own}/merge/", {"into_id": "{order}"}, "into_id"),
        ("dan", "/api/incidents/", {"work_order": "{order}"}, "work_order"),
        ("dan", "/api/incidents/", {"building": "{house_west}"}, "building"),
        ("lena", "/api/incidents/", {"branch": "{west}", "place_text": "somewhere"}, "branch"),
        ("lena", "/api/incidents/", {"building": "{house_1}", "gather": ["{order}"]}, "gather"),
    ],
)
def test_another_branchs_object_cannot_be_named_in_a_body(
    name: str, address: str, said: dict[str, Any], field: str, cast: SimpleNamespace
) -> None:
    ids = {"own": cast.own, "order": cast.order, "west": cast.west.pk} | {
        "house_west": cast.house_west.pk,
        "house_1": cast.house_1.pk,
    }

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(one) for one in value]
        return int(value.format(**ids)) if str(value).startswith("{") else value

    whole = {key: filled(value) for key, value in said.items()}
    if address == "/api/incidents/":
        whole |= {"kind": "secondary_leak", "title": "A leak", "level": "IV"}
    before = Event.objects.count()
    answer = api_client(getattr(cast, name)).post(address.format(**ids), whole, format="json")
    assert answer.status_code == 400, answer.content
    assert list(answer.json()["fields"]) == [field]
    assert Event.objects.count() == before


def test_a_crew_sees_only_its_own_orders_and_is_told_who_has_another(cast: SimpleNamespace) -> None:
    blue, red = api_client(cast.cleo), api_client(cast.carl)
    send = {"crew_id": cast.red.pk}
    assert api_client(cast.dan).post(f"/api/work-orders/{cast.own}/dispatch/", send, format="json").status_code == 200
    assert [card["id"] for card in red.get("/api/work-orders/").json()["results"]] == [cast.own]
    assert blue.get("/api/work-orders/").json() == {"total": 0, "results": [], "next": None}
    assert red.get(f"/api/work-orders/{cast.own}/").status_code == 200
    assert blue.get(f"/api/work-orders/{cast.own}/").status_code == 404
    refused = blue.post(f"/api/work-orders/{cast.own}/acceptance/", {}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "assigned_elsewhere")
    assert "Red crew" in refused.json()["message"]


def test_a_crew_that_helps_another_branch_can_work_there(cast: SimpleNamespace) -> None:
    send = {"crew_id": cast.green.pk}
    assert api_client(cast.dan).post(f"/api/work-orders/{cast.own}/dispatch/", send, format="json").status_code == 200
    green = api_client(cast.cai)
    assert green.get(f"/api/work-orders/{cast.own}/").status_code == 200
    assert green.post(f"/api/work-orders/{cast.own}/acceptance/", {}, format="json").status_code == 200
    assert WorkOrder.objects.get(pk=cast.own).status == "accepted"


def test_somebody_of_no_crew_has_no_orders(cast: SimpleNamespace) -> None:
    cast.carl.crew_member.delete()
    carl = api_client(cast.carl)
    assert carl.get("/api/work-orders/").json()["total"] == 0
    assert carl.post(f"/api/work-orders/{cast.own}/acceptance/", {}, format="json").status_code == 404


def test_lists_hold_only_what_lies_in_the_scope(cast: SimpleNamespace) -> None:
    for name in ("dan", "lena", "mona"):
        client = api_client(getattr(cast, name))
        assert [card["id"] for card in client.get("/api/work-orders/").json()["results"]] == [cast.own], name
        assert client.get("/api/work-orders/", {"branch": cast.west.pk}).json()["total"] == 0
        assert client.get("/api/incidents/").json()["results"] == []
    assert api_client(cast.wes).get("/api/work-orders/").json()["total"] == 1
    for name in ("olga", "kurt"):
        assert api_client(getattr(cast, name)).get("/api/work-orders/").json()["total"] == 2


def test_a_dispatcher_of_no_named_branch_is_one_of_the_group(cast: SimpleNamespace) -> None:
    everywhere = User.objects.create_user("every", password="x", role=Role.DISPATCHER)
    assert api_client(everywhere).get("/api/work-orders/").json()["total"] == 2
