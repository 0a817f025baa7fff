"""The permission table holds at every address, for every role and for nobody.

An address that names no action and is not on the short public list fails here.
"""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from access.addresses import PUBLIC, READ, WRITE, Address, addresses
from django.test import Client
from town import api_client, body

from heating_ops.access.models import Role
from heating_ops.access.permissions import TABLE
from workorders.default_triage import TRIAGE

EVERYBODY = {
    Role.OPERATOR: "olga",
    Role.DISPATCHER: "dan",
    Role.CREW: "carl",
    Role.DUTY_LEADER: "lena",
    Role.COMMANDER: "kurt",
    Role.MANAGER: "mona",
    Role.ADMINISTRATOR: "adam",
}
GUARDED = [address for address in addresses() if address.name not in PUBLIC]


@pytest.fixture
def values(town: SimpleNamespace) -> dict[str, dict[str, Any]]:
    """What the addresses need: an order, a call and an incident that every role with the right may see."""
    told = api_client(town.olga).post("/api/calls/", body(), format="json").json()
    order, call = told["work_order"]["id"], told["call"]["id"]
    sent = {"crew_id": town.red.pk}
    assert api_client(town.dan).post(f"/api/work-orders/{order}/dispatch/", sent, format="json").status_code == 200
    said = {"kind": "secondary_leak", "title": "A leak", "level": "IV", "building": town.house_2.pk}
    incident = api_client(town.lena).post("/api/incidents/", said, format="json")
    assert incident.status_code == 201, incident.content
    later = {"begins_at": "2098-01-02T08:00:00Z", "ends_at": "2098-01-02T12:00:00Z"}
    planned = {"reason": "repair", "building": town.house_2.pk, "reach": "loop"} | later
    stop = api_client(town.lena).post("/api/planned-stops/", planned, format="json")
    assert stop.status_code == 201, stop.content
    by_name = {"stop": stop.json()["id"], "call": call, "incident": incident.json()["id"], "order": order}
    named = {"slug": f"branch-{town.east.pk}", "key": UUID(int=1), "version": TRIAGE["version"], "place": 0}
    return {address.name: {"pk": by_name[_subject(address)], **named} for address in GUARDED if address.parameters}


def _subject(address: Address) -> str:
    if address.name in ("hotline:call", "hotline:finish_call", "hotline:promise", "call-promise"):
        return "call"
    if "planned" in address.name:
        return "stop"
    return "incident" if "incident" in address.name else "order"


def _browser(town: SimpleNamespace, name: str | None) -> Client:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if name is not None:
        client.force_login(getattr(town, name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _status(client: Client, address: Address, method: str, values: dict[str, dict[str, Any]]) -> int:
    url = address.url(values.get(address.name, {}))
    if method == READ:
        return client.get(url).status_code
    return client.post(url, "{}", content_type="application/json").status_code


def test_every_address_names_an_action_or_is_public_on_purpose() -> None:
    unnamed = [
        f"{address} {method}" for address in GUARDED for method in address.methods if address.action(method) is None
    ]
    assert unnamed == []
    assert set(PUBLIC) <= {address.name for address in addresses()}, "a public address is gone: shorten the list"


def test_nobody_is_asked_to_sign_in_everywhere(town: SimpleNamespace, values: dict[str, dict[str, Any]]) -> None:
    client = _browser(town, None)
    for address in GUARDED:
        for method in (READ, WRITE):
            status = _status(client, address, method, values)
            assert status == (401 if address.is_api else 302), f"{method} {address}: {status}"
            if not address.is_api:
                answer = client.get(address.url(values.get(address.name, {})))
                assert answer["Location"].startswith("/accounts/sign-in/")


@pytest.mark.parametrize("role", Role)
def test_the_table_holds_everywhere_for(role: Role, town: SimpleNamespace, values: dict[str, dict[str, Any]]) -> None:
    client = _browser(town, EVERYBODY[role])
    wrong = []
    for address in GUARDED:
        for method in address.methods:
            action = address.action(method)
            assert action is not None
            status = _status(client, address, method, values)
            allowed = role in TABLE[action]
            if (allowed and (status in (401, 403) or status >= 500)) or (not allowed and status != 403):
                wrong.append(f"{method} {address} ({action}): {status}, allowed={allowed}")
            if not allowed and not address.is_api and _status(client, address, WRITE, values) != 403:
                wrong.append(f"POST {address} ({action}) is open to a {role}")
    assert wrong == []


def test_somebody_whose_account_was_closed_is_nobody(town: SimpleNamespace, values: dict[str, dict[str, Any]]) -> None:
    clients = [_browser(town, "kurt"), api_client(town.kurt)]
    town.kurt.is_active = False
    town.kurt.save(update_fields=["is_active"])
    for client in clients:
        assert client.get("/api/work-orders/").status_code == 401


def test_the_public_pages_answer_nobody(town: SimpleNamespace) -> None:
    client = _browser(town, None)
    only_written_to = {"sign-out", "set-theme", "set_language", "telephony-events", "ticket-intake", "notify-receipts"}
    for name in set(PUBLIC) - only_written_to:
        address = next(one for one in addresses() if one.name == name)
        assert client.get(address.url({})).status_code == 200, name
