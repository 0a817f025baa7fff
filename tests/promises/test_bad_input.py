"""Bad input is answered 400, naming the field; never a 500, and nothing is half-written.

Generated from the shapes of the API: a field added tomorrow is tried too.
"""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final
from uuid import uuid4

import pytest
from access.addresses import READ, WRITE, Address, addresses
from rest_framework import serializers
from rest_framework.test import APIClient
from town import api_client, body

from heating_ops.access.models import Role
from heating_ops.access.permissions import TABLE, Scope
from heating_ops.journal.models import Event
from hotline.models import Call
from hotline.serializers import CallShape
from incidents.models import Incident
from incidents.serializers import DeclareShape
from workorders.models import WorkOrder

Body = dict[str, Any]
NUL, LONG, HUGE = "a\x00b", "长" * 20_000, 2**70
NO_TEXT: Final[list[Any]] = [{"a": 1}, ["a"], [], True, NUL, LONG]
NO_NUMBER: Final[list[Any]] = ["x", "", [], {}, True, "nan", "inf", "-inf", "1e400", "0x10", "1_0", NUL]
BAD: Final[list[tuple[type[serializers.Field[Any, Any, Any, Any]], list[Any]]]] = [
    # The first that fits counts, so the narrower come first.
    (serializers.UUIDField, ["x", "", 5, [], {}, True, str(uuid4()) + "0", NUL]),
    (
        serializers.DateTimeField,
        [
            *("yesterday", "", 5, [], {}, True, NUL, "9999-99-99", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z"),
            *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "10000-01-01T00:00Z"),
            *("1969-12-31T23:59:59Z", "2026-01-01T00:00:00+99:00"),
        ],
    ),
    (serializers.ChoiceField, ["of_another_kind", 5, [], {}, ["a"], True, NUL, LONG]),
    (serializers.IntegerField, [*NO_NUMBER, 0, -1, 1.5, HUGE, -HUGE, 1e300, str(HUGE), "9" * 5000]),
    (serializers.FloatField, [*NO_NUMBER, 1e300, -1e300, HUGE, "9" * 5000]),
    (serializers.BooleanField, ["maybe", [], {}, 5, NUL]),
    (serializers.RegexField, [*NO_TEXT, "letters", "１２３４５"]),
    (serializers.CharField, NO_TEXT),
    (serializers.ListField, ["x", 5, {}, True, [{"of": "another kind"}], [[[]]], [NUL], [LONG], [HUGE]]),
    (serializers.Serializer, ["x", 5, [], True, [{}]]),
]
GOOD: Final[dict[str, Body]] = {
    "call-intake": body(),
    "call-back-claim": {"reason": "asked to"},
    "call-back-result": {"outcome": "no_answer"},
    "call-back-giving-up": {"reason": "never there"},
    "call-promise": {"due_at": "2099-01-01T09:00:00+08:00"},
    "incident-list": {"kind": "scald", "title": "A leak", "level": "IV", "place_text": "the market"},
    "incident-phase": {"phase": "contained"},
    "incident-level": {"level": "III", "reason": "more houses"},
    "incident-reach": {"reach": "loop", "reason": "drawn anew"},
    "incident-command": {},
    "incident-release": {"work_order": 1, "reason": "a mistake"},
    "incident-work-orders": {"work_order": 1},
    "incident-log": {"text": "hello"},
    **{f"work-order-{noun}": {} for noun in ("acceptance", "departure", "arrival", "start")},
    "work-order-dispatch": {"crew_id": 1},
    "work-order-contact": {"reached": True},
    "work-order-suspension": {"reason": "parts"},
    "work-order-completion": {"cause": "pump", "responsibility": "network", "work_done": "replaced"},
    "work-order-call-back": {"outcome": "no_answer"},
    "work-order-return": {"reason": "too far"},
    "work-order-reassignment": {"crew_id": 1, "reason": "nearer"},
    "work-order-merge": {"into_id": 1},
    "work-order-cancellation": {"reason": "a mistake"},
    "work-order-reopening": {"reason": "cold again"},
}
PEOPLE: Final = {
    Role.OPERATOR: "olga",
    Role.DISPATCHER: "dan",
    Role.CREW: "carl",
    Role.DUTY_LEADER: "lena",
    Role.COMMANDER: "kurt",
    Role.MANAGER: "mona",
    Role.ADMINISTRATOR: "adam",
}
WRITTEN: Final = (Event, Call, WorkOrder, Incident)


def shape_of(address: Address) -> type[serializers.Serializer[Any]] | None:
    """What an address takes, if its view says so."""
    named = {"call-intake": CallShape, "incident-list": DeclareShape}
    return named.get(address.name) or getattr(getattr(address.view, "cls", None), "shape", None)


# An address without an action is no concern of people: what it takes is tested where it is made.
WRITING: Final = [
    address
    for address in addresses()
    if address.is_api
    and WRITE in address.methods
    and address.action(WRITE)
    # A file comes as a form: tests/hotline/channels/test_files_of_calls.py sends what is none.
    and address.name != "call-files"
]
SHAPED: Final = [address for address in WRITING if shape_of(address) and address.name in GOOD]


def bad_values(field: serializers.Field[Any, Any, Any, Any]) -> Iterator[Any]:
    """What a field of this kind must refuse."""
    values = next((values for kind, values in BAD if isinstance(field, kind)), [{"a": 1}, [["a"]], NUL])
    blank = getattr(field, "allow_blank", False)
    yield from (value for value in values if value != "" or not blank)
    if isinstance(field, serializers.CharField) and not blank:
        yield from ("", "   ")
    if not field.allow_null:
        yield None


def broken(shape: serializers.Serializer[Any], good: Body) -> Iterator[tuple[str, Body]]:
    """A good body with one field broken at a time, and the name of that field."""
    for name, field in shape.fields.items():
        for value in bad_values(field):
            yield name, good | {name: value}
        if field.required:
            yield name, {key: value for key, value in good.items() if key != name}
        if isinstance(field, serializers.Serializer):
            inner_good = good.get(name, {})
            yield from ((name, good | {name: inner}) for _inner, inner in broken(field, inner_good))


@pytest.fixture
def values(town: SimpleNamespace) -> Body:
    order = api_client(town.olga).post("/api/calls/", body(), format="json").json()["work_order"]["id"]
    incident = api_client(town.kurt).post("/api/incidents/", GOOD["incident-list"], format="json").json()["id"]
    return {"order": order, "incident": incident}


def client_for(town: SimpleNamespace, address: Address) -> APIClient:
    """Somebody who may do this, to as much as anybody may."""
    action = address.action(WRITE if WRITE in address.methods else READ)
    assert action is not None
    allowed = TABLE[action]
    everywhere = [role for role in allowed if allowed[role] == Scope.GROUP]
    return api_client(getattr(town, PEOPLE[(everywhere or list(allowed))[0]]))


def url(address: Address, values: Body) -> str:
    return address.url(
        {"slug": "sms", "version": "2026-3", "pk": values["incident" if "incident" in address.name else "order"]}
    )


def written() -> list[int]:
    return [model.objects.count() for model in WRITTEN]


@pytest.mark.parametrize("address", SHAPED, ids=str)
def test_every_field_refuses_what_it_cannot_be(address: Address, town: SimpleNamespace, values: Body) -> None:
    client, where, before = client_for(town, address), url(address, values), written()
    wrong, tried = [], 0
    shape = shape_of(address)
    assert shape is not None
    for field, said in broken(shape(), GOOD[address.name]):
        answer = client.post(where, json.dumps(said), content_type="application/json")
        tried += 1
        shown = f"{field}={str(said.get(field))[:60]!r}: {answer.status_code} {answer.content[:160]!r}"
        if answer.status_code != 400:
            wrong.append(shown)
        elif list(answer.json().get("fields", {})) != [field] or not answer.json()["message"]:
            wrong.append(f"names another field: {shown}")
    assert wrong == []
    assert tried > 10
    assert written() == before


@pytest.mark.parametrize("address", WRITING, ids=str)
def test_every_address_refuses_a_body_that_is_no_object(address: Address, town: SimpleNamespace, values: Body) -> None:
    client, where, before = client_for(town, address), url(address, values), written()
    bodies = [
        *(b"[]", b"null", b"5", b'"x"', b"{", b"{]", b"nan", b'{"a": NaN}', b'{"a": 1e400}', b"\xff\xfe{}", b"\x00"),
        *(b'{"a": "\\ud800"}', b"[" * 5000, b'{"text": "' + b"x" * 1_200_000 + b'"}', b"{'a': 1}", b"\xef\xbb\xbf{}"),
    ]
    for raw in bodies:
        answer = client.post(where, raw, content_type="application/json")
        assert answer.status_code == 400, (raw[:40], answer.status_code, answer.content[:200])
        assert answer.json()["message"]
    for kind in (
        "text/plain",
        "application/xml",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
    ):
        assert client.post(where, b"a=1", content_type=kind).status_code == 415, kind
    assert written() == before


LISTS: Final[list[tuple[str, str, str, list[str]]]] = [
    ("kurt", "/api/work-orders/", "status", ["x", "OPEN", NUL, LONG]),
    ("kurt", "/api/work-orders/", "priority", ["P9", "p1", NUL]),
    *[
        ("kurt", "/api/work-orders/", name, ["x", "0", "-1", "1.5", str(HUGE), "nan", NUL, "9" * 5000])
        for name in ("branch", "crew", "before", "limit")
    ],
    ("kurt", "/api/work-orders/", "limit", ["501"]),
    *[("olga", "/api/call-backs/", name, ["x", "-1", "1.5", str(HUGE), NUL]) for name in ("offset", "limit")],
    ("olga", "/api/places/", "limit", ["0", "51", "x", str(HUGE)]),
    ("olga", "/api/places/", "q", [NUL, "长" * 121]),
    (
        "mona",
        "/api/reports/daily/",
        "date",
        ["x", "9999-99-99", "2026-02-30", "0001-01-01", "9999-12-31", NUL, "1e400"],
    ),
]


@pytest.mark.parametrize(("name", "where", "field", "said"), LISTS, ids=lambda value: str(value)[:20])
def test_every_filter_refuses_what_it_cannot_be(
    name: str, where: str, field: str, said: list[str], town: SimpleNamespace
) -> None:
    client = api_client(getattr(town, name))
    for value in said:
        answer = client.get(where, {field: value, **({"q": "x"} if "places" in where and field != "q" else {})})
        assert answer.status_code == 400, (value[:40], answer.status_code, answer.content[:200])
        assert list(answer.json()["fields"]) == [field]


@pytest.mark.parametrize(
    "q",
    [
        "%",
        "_",
        "\\",
        "'",
        '"',
        "%%%",
        "1-",
        "-",
        "  ",
        "😀" * 20,
        "\u202e",
        "a" * 120,
        "１２号楼",
        "阳光" * 60,
        "--",
        "\t",
    ],
)
def test_any_words_may_be_searched_for(q: str, town: SimpleNamespace) -> None:
    assert api_client(town.olga).get("/api/places/", {"q": q}).status_code == 200


@pytest.mark.parametrize("pk", [0, 2**31, 2**63 - 1, 2**63, 2**70, 10**30])
def test_what_no_row_can_be_called_is_not_there(pk: int, town: SimpleNamespace) -> None:
    for address in addresses():
        if (
            "pk" not in address.parameters
            or not address.methods
            or (WRITE in address.methods and address not in SHAPED)
            or not address.is_api
        ):
            continue
        client, where = client_for(town, address), address.url({"pk": pk})
        if WRITE in address.methods:
            answer = client.post(where, GOOD.get(address.name, {}), format="json")
        else:
            answer = client.get(where)
        assert answer.status_code == 404, (address.name, answer.status_code)


def test_a_place_needs_one_of_its_three_forms(town: SimpleNamespace) -> None:
    client, before = api_client(town.olga), written()
    for place in (
        {},
        {"flat": "1"},
        {"street": "阳光花园"},
        {"street": "阳光花园", "text": "behind the market", "building": ""},
        {"text": "somewhere", "building": "no id"},
        {"building": "no id"},
        {"building": "１２"},
        {"building": "-1"},
        {"building": str(HUGE)},
        {"building": 999_999_999},
        {"branch": "east"},
        {"text": "   "},
        {"text": "x" * 301},
    ):
        answer = client.post("/api/calls/", body(place=place), format="json")
        assert answer.status_code == 400, (place, answer.content)
        assert list(answer.json()["fields"]) == ["place"], place
    assert written() == before
    words_beside_a_street = {"street": "阳光花园", "text": "behind the market"}
    taken = client.post("/api/calls/", body(place=words_beside_a_street), format="json")
    assert taken.status_code == 201, taken.content


def test_the_reason_is_given_in_the_callers_language(town: SimpleNamespace) -> None:
    client = api_client(town.olga)
    said = body(category="of_another_kind")
    english = client.post("/api/calls/", said, format="json").json()["message"]
    client.force_authenticate(town.olga)
    client.credentials(HTTP_ACCEPT_LANGUAGE="zh-hans")
    chinese = client.post("/api/calls/", said, format="json").json()["message"]
    assert english.isascii()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_a_report_from_the_past_or_the_future_needs_the_right(town: SimpleNamespace) -> None:
    client = api_client(town.olga)
    for moment in ("2025-01-12T01:00:00Z", "2099-01-01T00:00:00Z"):
        answer = client.post("/api/calls/", body(reported_at=moment), format="json")
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["reported_at"])
    town.olga.may_backdate = True
    town.olga.save(update_fields=["may_backdate"])
    assert client.post("/api/calls/", body(reported_at="2025-01-12T01:00:00Z"), format="json").status_code == 201
    assert client.post("/api/calls/", body(reported_at="2099-01-01T00:00:00Z"), format="json").status_code == 400


def test_temperatures_and_texts_at_their_limits_are_taken(town: SimpleNamespace) -> None:
    client = api_client(town.olga)
    for changes in (
        {"indoor_temp_c": -40, "text": "长" * 2000},
        {"indoor_temp_c": 60, "caller_name": "名" * 40},
        {"indoor_temp_c": 15.449999, "caller_phone": "+86 (10) 6900-0000"},
        {"indoor_temp_c": None, "text": "", "caller_phone": ""},
        {"place": {"street": "x" * 120, "building": "9" * 40, "flat": "ﬃ" * 32}},
        {"place": {"text": "ß" * 300, "flat": "İ" * 32}, "category": "low_temperature"},
    ):
        answer = client.post("/api/calls/", body(**changes), format="json")
        assert answer.status_code == 201, (changes, answer.content)
