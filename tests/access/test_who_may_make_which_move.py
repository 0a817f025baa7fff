"""Who may make which move, written out: the table and the addresses could both be wrong in the same way."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Final

import pytest
from order_cast import opened
from town import api_client

DESK: Final = frozenset({"dan", "lena", "kurt"})
FIELD: Final = frozenset({"carl", "dan", "lena"})
MOVES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(["dispatch", "reassignment", "merge", "cancellation", "reopening"], DESK),
    **dict.fromkeys(
        ["acceptance", "return", "contact", "departure", "arrival", "start", "suspension", "completion"], FIELD
    ),
    "call-back": frozenset({"olga", "lena"}),
    **dict.fromkeys(["acknowledgement", "escalations"], DESK),
    "chases": DESK | {"mona"},
    "chase-answer": FIELD,
    **dict.fromkeys(["supervision", "supervision-end"], frozenset({"lena", "kurt", "mona"})),
    "triage-override": DESK | {"olga"},
}
EVERYBODY: Final = ["olga", "dan", "carl", "lena", "kurt", "mona", "adam"]


@pytest.mark.parametrize("noun", MOVES)
def test_these_and_nobody_else_may(noun: str, town: SimpleNamespace) -> None:
    order = opened(town)
    address = f"/api/work-orders/{order.pk}/{noun}/"
    may = {
        name
        for name in EVERYBODY
        if api_client(getattr(town, name)).post(address, {}, format="json").status_code != 403
    }
    assert may == MOVES[noun]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/api/work-orders/", {"olga", "dan", "carl", "lena", "kurt", "mona"}),
        ("/api/incidents/", {"olga", "dan", "lena", "kurt", "mona"}),
        ("/api/reports/daily/", {"lena", "kurt", "mona"}),
        ("/api/places/?q=x", {"olga", "dan", "lena", "kurt"}),
        ("/board/", {"olga", "dan", "lena", "kurt", "mona"}),
        ("/hotline/", {"olga", "dan", "lena"}),
        ("/crew/", {"carl"}),
        ("/escalations/", {"dan", "lena", "kurt", "mona"}),
        ("/rules/escalation/", {"lena", "kurt", "mona", "adam"}),
        ("/api/escalations/", {"dan", "lena", "kurt", "mona"}),
        ("/reports/daily/", {"lena", "kurt", "mona"}),
    ],
)
def test_these_and_nobody_else_may_read(address: str, expected: set[str], town: SimpleNamespace) -> None:
    seen = set()
    for name in EVERYBODY:
        client = api_client(getattr(town, name))
        client.force_login(getattr(town, name), backend="django.contrib.auth.backends.ModelBackend")
        if client.get(address).status_code != 403:
            seen.add(name)
    assert seen == expected


def test_a_call_is_filed_by_these_and_nobody_else(town: SimpleNamespace) -> None:
    may = {
        name
        for name in EVERYBODY
        if api_client(getattr(town, name)).post("/api/calls/", {}, format="json").status_code != 403
    }
    assert may == {"olga", "dan", "lena"}
