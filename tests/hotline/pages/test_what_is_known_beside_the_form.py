"""Beside the form stands what is going on at the place, and what filing would do."""

from types import SimpleNamespace

import pytest
from desk_cast import AtStage, Browse, Counted, Filled, calls_of
from incident_cast import declare

from heating_ops.network.models import KeySite
from hotline.models import Call, CallOutcome
from workorders.catalogue import Status
from workorders.models import WorkOrder

KNOWN = "/hotline/place-context/"


@pytest.mark.parametrize(("name", "code"), [("olga", 200), ("dan", 200), ("carl", 403), ("kurt", 403)])
def test_who_may_look(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(KNOWN).status_code == code


def test_half_typed_nonsense_is_no_error(browse: Browse) -> None:
    answer = browse("olga").get(KNOWN, {"building": "x", "indoor_temp_c": "warm", "category": "?", "extent": "moon"})
    assert answer.status_code == 200
    assert "Choose the place" in answer.content.decode()


def test_open_orders_of_the_flat_come_first_and_at_most_five(
    town: SimpleNamespace, browse: Browse, at_stage: AtStage
) -> None:
    mine = at_stage(Status.TRIAGED, flat="9-901")
    others = [at_stage(Status.TRIAGED, flat=f"1-{n}") for n in range(5)]
    at_stage(Status.CANCELLED, flat="9-901")
    asked = {"building": str(town.house_1.pk), "flat": "9-901"}
    shown = browse("olga").get(KNOWN, asked).context["known"].around.building.cards
    assert [card["number"] for card in shown] == [mine.number, *[one.number for one in reversed(others)][:4]]


def test_it_says_what_the_call_would_join_and_offers_the_other_way(browse: Browse, filled: Filled) -> None:
    olga = browse("olga")
    olga.post("/hotline/calls/new/", filled())
    page = olga.get(KNOWN, filled()).content.decode()
    assert f"it joins {WorkOrder.objects.get().number}" in page
    assert f'value="order:{WorkOrder.objects.get().pk}"' in page
    olga.post("/hotline/calls/new/", filled(joins="none"))
    assert WorkOrder.objects.count() == 2


def test_the_preview_is_what_filing_then_says(browse: Browse, filled: Filled) -> None:
    form = filled(category="leak", danger_water_near_electrics="yes")
    told = browse("olga").get(KNOWN, form).context["known"].decision
    browse("olga").post("/hotline/calls/new/", form)
    call = Call.objects.get()
    assert (told.urgency, told.priority, told.handling) == tuple(
        call.triage[name] for name in ("urgency", "priority", "handling")
    )


def test_an_incident_that_took_the_heat_is_read_out_and_joined(
    town: SimpleNamespace, browse: Browse, filled: Filled
) -> None:
    incident = declare(town, loop_ids=[town.loop_1.pk])
    page = browse("olga").get(KNOWN, filled(category="no_heat")).content.decode()
    assert "Heat is off here" in page
    assert f"it joins incident {incident.number}" in page
    browse("olga").post("/hotline/calls/new/", filled(category="no_heat"))
    assert Call.objects.get().outcome == CallOutcome.JOINED_INCIDENT


def test_a_plan_is_a_list_of_duties_to_tick_off(town: SimpleNamespace) -> None:
    site = KeySite(plan="1. 先启动备用锅炉\n\n2、通知王主任\n(3) 2小时内到场\n- 记录温度")
    assert site.duties == ["先启动备用锅炉", "通知王主任", "2小时内到场", "记录温度"]


def test_a_key_site_stands_there_with_its_plan(town: SimpleNamespace, browse: Browse) -> None:
    KeySite.objects.filter(building=town.hospital).update(
        contact="王主任", contact_phone="010555", plan="先启动备用锅炉"
    )
    page = browse("olga").get(KNOWN, {"building": str(town.hospital.pk)}).content.decode()
    assert "东城医院" in page
    assert "先启动备用锅炉" in page


def test_last_calls_are_of_this_number_and_this_flat_and_of_no_stranger(town: SimpleNamespace, browse: Browse) -> None:
    (same_number,) = calls_of(town, 1, caller_phone="13800001010", building=town.house_west)
    (same_flat,) = calls_of(town, 1, caller_phone="13999999999", flat="1-101")
    calls_of(town, 1, caller_phone="138000010101", flat="1-102")
    asked = {"building": str(town.house_1.pk), "flat": "1-101", "caller_phone": "138 0000 1010"}
    known = browse("olga").get(KNOWN, asked).context["known"]
    assert (known.phone_calls, known.place_calls) == ([same_number], [same_flat])


def test_a_long_history_costs_no_more(town: SimpleNamespace, browse: Browse, queries: Counted) -> None:
    olga, asked = browse("olga"), {"building": str(town.house_1.pk), "caller_phone": "1", "category": "no_heat"}
    calls_of(town, 3, caller_phone="1")
    olga.get(KNOWN, asked)
    few = queries(lambda: olga.get(KNOWN, asked))
    calls_of(town, 300, caller_phone="1")
    assert queries(lambda: olga.get(KNOWN, asked)) == few <= 14
