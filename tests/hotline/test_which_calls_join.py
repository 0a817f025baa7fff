"""Calls about one trouble make one order; calls about two never disappear into each other."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from order_cast import brought
from rest_framework.test import APIClient
from town import body, kinds_on

from heating_ops.journal.models import Event
from hotline.joining import join_key
from hotline.models import Call, CallOutcome, PlaceMatch
from incidents.models import Incident
from workorders.catalogue import Category
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]
Said = dict[str, Any]


@pytest.fixture
def call(api: Api) -> Callable[..., Said]:
    """Take a call as the operator; what its sender is answered."""

    def take(**changes: Any) -> Said:
        answer = api("olga").post("/api/calls/", body(**changes), format="json")
        assert answer.status_code == 201, answer.content
        told: Said = answer.json()
        assert (told["work_order"] is not None) + (told["joined"] is not None) <= 1
        return told

    return take


def at(flat: str, building: str = "1号楼") -> Said:
    return {"street": "阳光花园", "building": building, "flat": flat}


def order_of(told: Said) -> int:
    """The order a call opened or joined."""
    number: int = (told["work_order"] or told["joined"])["id"]
    return number


@pytest.mark.parametrize(
    ("category", "joins_the_same_flat", "joins_the_house"),
    [
        ("low_temperature", True, False),
        ("uneven", True, False),
        ("noise", True, False),
        ("leak", True, False),
        ("no_heat", True, True),
        ("burst", True, True),
        ("station_fault", True, True),
    ],
)
def test_how_far_one_trouble_reaches(
    category: str, joins_the_same_flat: bool, joins_the_house: bool, call: Callable[..., Said], town: SimpleNamespace
) -> None:
    first = order_of(call(category=category, place=at("1-101")))
    assert (order_of(call(category=category, place=at(" 1-101 "))) == first) is joins_the_same_flat
    assert (order_of(call(category=category, place=at("2-502"))) == first) is joins_the_house
    assert order_of(call(category=category, place=at("1-101", "2号楼"))) != first


def test_without_a_flat_a_flats_trouble_joins_nothing(call: Callable[..., Said], town: SimpleNamespace) -> None:
    place = {"street": "阳光花园", "building": "1号楼"}
    assert order_of(call(place=place)) != order_of(call(place=place))


def test_another_kind_of_trouble_in_the_same_flat_is_another_order(
    call: Callable[..., Said], town: SimpleNamespace
) -> None:
    assert order_of(call(category="low_temperature")) != order_of(call(category="leak"))
    assert order_of(call(category="low_temperature")) == order_of(call(category="uneven")), "both are a cold flat"


def test_the_operator_may_say_that_it_is_another_trouble(call: Callable[..., Said], town: SimpleNamespace) -> None:
    first = order_of(call(category="leak"))
    assert order_of(call(category="leak", joins="none")) != first
    assert order_of(call(category="leak")) == first


def test_every_caller_keeps_their_own_record(call: Callable[..., Said], town: SimpleNamespace) -> None:
    numbers = [
        call(category="no_heat", caller_phone=f"1380000{n}", place=at(str(n)))["call"]["number"] for n in range(5)
    ]
    assert len(set(numbers)) == 5
    order = WorkOrder.objects.get()
    assert (order.report_count, order.calls.count()) == (5, 5)
    outcomes = list(Call.objects.order_by("id").values_list("outcome", flat=True))
    assert outcomes == [CallOutcome.ORDER_OPENED, *[CallOutcome.JOINED_ORDER] * 4]
    assert kinds_on(f"branch-{town.east.pk}").count("work_order.report_joined") == 4


def test_somebody_hurt_never_disappears_into_the_order_of_the_building(
    call: Callable[..., Said], town: SimpleNamespace
) -> None:
    building = order_of(call(category="no_heat", place=at("1-101")))
    hurt = order_of(call(category="no_heat", place=at("2-502"), answers={"person_hurt": True}))
    assert hurt != building
    assert WorkOrder.objects.get(pk=hurt).flat == "2-502"
    assert WorkOrder.objects.get(pk=hurt).priority == "P1"
    assert order_of(call(category="no_heat", place=at("2-502"), answers={"person_hurt": True})) == hurt


def test_a_danger_is_gone_to_though_an_incident_took_the_heat(
    call: Callable[..., Said], api: Api, town: SimpleNamespace
) -> None:
    said = {"kind": "secondary_leak", "title": "A leak", "level": "IV", "building": town.house_2.pk}
    assert api("kurt").post("/api/incidents/", said, format="json").status_code == 201
    cold = call(category="no_heat")
    assert cold["joined"]["type"] == "incident"
    assert cold["work_order"] is None
    hurt = call(category="no_heat", answers={"person_hurt": True})
    assert hurt["work_order"] is not None
    assert call(category="leak")["work_order"] is not None, "a leak is not the heat that was taken"
    assert Incident.objects.get().report_count == 1


def test_a_question_about_an_open_order_chases_it_and_another_is_answered(
    call: Callable[..., Said], town: SimpleNamespace
) -> None:
    first = order_of(call())
    chased = call(category="enquiry", place=at("1-101"))
    assert chased["joined"]["id"] == first
    assert WorkOrder.objects.get(pk=first).report_count == 2
    for place in (at("2-502"), {"text": "somewhere"}):
        answered = call(category="enquiry", place=place)
        assert (answered["work_order"], answered["joined"]) == (None, None)
        assert answered["call"]["outcome"] == CallOutcome.ANSWERED
    assert call(category="not_our_customer")["call"]["outcome"] == CallOutcome.NOT_OURS
    assert WorkOrder.objects.count() == 1


def test_places_we_do_not_know_wait_on_the_groups_board_and_join_by_their_words(
    call: Callable[..., Said], town: SimpleNamespace
) -> None:
    nowhere = {"street": "没有这条街", "building": "99", "flat": "1"}
    first = call(place=nowhere)
    assert first["call"]["place_match"] == PlaceMatch.UNMATCHED
    assert order_of(call(place=nowhere)) == order_of(first)
    assert order_of(call(place=nowhere | {"building": "98"})) != order_of(first)
    order = WorkOrder.objects.get(pk=order_of(first))
    assert (order.branch, order.building, order.place_certain) == (None, None, False)
    assert kinds_on("group").count("work_order.opened") == 2


def test_long_words_that_begin_alike_are_two_places(call: Callable[..., Said], town: SimpleNamespace) -> None:
    begins = "热力站北侧第三个路口向东二百米的小区里面靠近幼儿园的那一排平房从西往东数第"
    assert len(begins) < 60
    for category in ("no_heat", "low_temperature"):
        one, other = ({"text": f"{begins * 2}{n}户", "flat": "1"} for n in (3, 4))
        assert order_of(call(category=category, place=one)) != order_of(call(category=category, place=other))
        assert order_of(call(category=category, place=one)) == order_of(call(category=category, place=one))


@pytest.mark.parametrize("category", Category)
def test_a_key_always_fits_its_column_and_different_places_have_different_keys(category: str) -> None:
    keys = [
        join_key(category=category, order_type="low_temperature", building_id=building, flat=flat, text=text)
        for building, text in ((2**63 - 1, ""), (None, "ﬃ" * 300), (None, "ﬃ" * 299), (None, "ß"), (7, ""))
        for flat in ("ﬃ" * 32, "ﬃ" * 31, "İ", "1", "")
    ]
    assert all(key is None or len(key) <= 80 for key in keys)
    within_flats = [key for key in keys if key is not None and key.count(":") == 2]
    assert len(set(within_flats)) == len(within_flats)


def test_the_deadline_printed_on_a_citys_ticket_is_kept_when_its_call_joins(
    call: Callable[..., Said], api: Api, town: SimpleNamespace
) -> None:
    order = order_of(call())
    card = api("dan").get(f"/api/work-orders/{order}/").json()
    assert card["external"] is None
    moments = {"later": "2026-11-30T00:00:00Z", "sooner": "2026-11-25T00:00:00Z"}
    for due, expected in (("later", "later"), ("sooner", "sooner"), ("later", "sooner")):
        joined = call(channel="12345", external={"due_at": moments[due]})
        assert joined["joined"]["id"] == order
        external = api("dan").get(f"/api/work-orders/{order}/").json()["external"]
        assert external == {"source": "12345", "due_at": moments[expected].replace("Z", "+00:00")}
    call(channel="12345")
    assert api("dan").get(f"/api/work-orders/{order}/").json()["external"]["due_at"].startswith("2026-11-25")


def test_an_order_that_is_over_is_joined_no_more(call: Callable[..., Said], town: SimpleNamespace) -> None:
    first = order_of(call())
    brought(town, WorkOrder.objects.get(pk=first), "cancel")
    assert order_of(call()) != first


def test_the_temperature_the_caller_reads_is_kept_with_the_order(
    call: Callable[..., Said], town: SimpleNamespace
) -> None:
    order = WorkOrder.objects.get(pk=order_of(call(indoor_temp_c=13.25)))
    reading = order.readings.get()
    assert (reading.source, float(reading.temperature_c)) == ("caller", 13.2)


def test_no_name_number_or_word_of_a_caller_is_in_the_journal(call: Callable[..., Said], town: SimpleNamespace) -> None:
    call(caller_name="王秀英", caller_phone="13912345678", text="我母亲住在这里")
    for event in Event.objects.all():
        for secret in ("王秀英", "13912345678", "母亲"):
            assert secret not in f"{event.card}{event.data}{event.reason}{event.actor}"
