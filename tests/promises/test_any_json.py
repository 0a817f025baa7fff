"""Whatever JSON is sent, the answer is no 500, and what is refused leaves nothing."""

from types import SimpleNamespace
from typing import Any

import orjson
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_cast import order_in
from town import api_client, body

from heating_ops.journal.models import Event
from hotline.models import Call
from workorders.catalogue import Status

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False) | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
FIELDS = sorted(
    body().keys() | {"caller_name", "reported_at", "answers", "external", "different_trouble", "joins", "item"}
)
PLACES = st.dictionaries(
    st.sampled_from(["building", "branch", "street", "flat", "text"]), JSON | st.text(), max_size=5
)
CALLS = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4).flatmap(
    lambda changes: st.just(changes) | PLACES.map(lambda place: changes | {"place": place})
)
NOUNS = ["dispatch", "acceptance", "contact", "arrival", "suspension", "completion", "return", "merge", "call-back"]
SAID = ["crew_id", "version", "reason", "reached", "note", "position", "cause", "readings", "into_id", "outcome"]
ONCE_HERE = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def sent(client: Any, address: str, said: dict[str, Any]) -> int:
    """Send it inside a transaction that is undone; answer the status."""
    with transaction.atomic():
        before = Event.objects.count(), Call.objects.count()
        # Text that cannot be encoded cannot be sent either.
        raw = orjson.dumps(said, default=str, option=orjson.OPT_NON_STR_KEYS)
        answer = client.generic("POST", address, raw, content_type="application/json")
        if answer.status_code >= 400:
            assert (Event.objects.count(), Call.objects.count()) == before, answer.content
            assert answer.json()["message"], answer.content
        transaction.set_rollback(True)
        status: int = answer.status_code
        return status


def encodable(value: object) -> bool:
    """Whether a client could put it into JSON at all."""
    try:
        orjson.dumps(value)
    except (TypeError, ValueError):
        return False
    return True


def test_a_call_of_anything(town: SimpleNamespace) -> None:
    client = api_client(town.olga)
    statuses = []

    @ONCE_HERE
    @given(CALLS.filter(encodable))
    def send(changes: dict[str, Any]) -> None:
        statuses.append(sent(client, "/api/calls/", body() | changes))
        assert statuses[-1] in (200, 201, 400), changes

    send()
    assert 201 in statuses
    assert 400 in statuses


def test_a_move_of_anything(town: SimpleNamespace) -> None:
    order = order_in(town, Status.DISPATCHED)
    client = api_client(town.lena)
    statuses = set()

    @ONCE_HERE
    @given(st.sampled_from(NOUNS), st.dictionaries(st.sampled_from(SAID), JSON, max_size=6).filter(encodable))
    def send(noun: str, said: dict[str, Any]) -> None:
        statuses.add(sent(client, f"/api/work-orders/{order.pk}/{noun}/", said))
        assert statuses <= {200, 400, 404, 409}, (noun, said)

    send()
    assert {200, 400} <= statuses
