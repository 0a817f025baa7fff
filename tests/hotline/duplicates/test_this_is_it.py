"""The operator points at what a caller means: the caller joins it, whatever state it is in, and keeps a record."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import walk
from django.utils import timezone
from incident_cast import declare, move
from order_cast import opened
from rest_framework.test import APIClient
from threads import raised, together
from town import api_client, body

from hotline.models import Call, CallBack, CallOutcome
from incidents.models import Phase
from workorders import commands
from workorders.catalogue import CallBackOutcome, Status
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]
File = Callable[..., Any]


@pytest.fixture
def file(api: Api) -> File:
    """File a call about Sunshine Garden 1, flat 1-101; the answer."""
    return lambda **changes: api("olga").post("/api/calls/", body(**changes), format="json")


def test_the_caller_joins_what_was_chosen_and_keeps_a_record(town: SimpleNamespace, file: File) -> None:
    neighbour = opened(town, flat="1-303")
    answer = file(joins=f"order:{neighbour.pk}")
    assert answer.status_code == 201
    assert answer.json()["joined"] == {"type": "work_order", "id": neighbour.pk, "number": neighbour.number}
    call = Call.objects.get()
    assert (call.work_order_id, call.outcome, call.joined_how) == (neighbour.pk, CallOutcome.JOINED_ORDER, "chosen")
    neighbour.refresh_from_db()
    assert neighbour.report_count == 2


def test_a_different_trouble_opens_an_order_although_the_rule_would_join(town: SimpleNamespace, file: File) -> None:
    file()
    file(joins="none")
    assert WorkOrder.objects.count() == 2
    assert list(Call.objects.order_by("id").values_list("joined_how", flat=True)) == ["", "different"]


def test_a_done_order_keeps_the_caller_for_the_call_back(town: SimpleNamespace, file: File) -> None:
    order = opened(town, flat="1-303")
    walk(town, order, Status.DONE)
    file(joins=f"order:{order.pk}")
    order.refresh_from_db()
    assert order.status == Status.DONE
    assert CallBack.objects.filter(call=Call.objects.get(), state="open").exists()


def test_a_closed_order_is_opened_again(town: SimpleNamespace, file: File) -> None:
    order = opened(town, flat="1-303")
    walk(town, order, Status.CLOSED)
    assert file(joins=f"order:{order.pk}").status_code == 201
    order.refresh_from_db()
    assert (order.status, order.report_count, order.closed_at) == (Status.TRIAGED, 2, None)


def test_a_closed_order_whose_trouble_is_open_again_leads_to_the_open_one(town: SimpleNamespace, file: File) -> None:
    key = f"b{town.house_1.pk}:1-303:low_temperature"
    old = opened(town, flat="1-303", join_key=key)
    walk(town, old, Status.CLOSED)
    new = opened(town, flat="1-303", join_key=key)
    assert file(joins=f"order:{old.pk}").json()["joined"]["id"] == new.pk
    old.refresh_from_db()
    assert old.status == Status.CLOSED


def test_what_was_merged_meanwhile_is_followed(town: SimpleNamespace, file: File) -> None:
    gone, kept = opened(town, flat="1-303"), opened(town, flat="1-304")
    commands.merge(work_order_id=gone.pk, version=None, into_id=kept.pk, actor=town.actor("dan"), now=timezone.now())
    assert file(joins=f"order:{gone.pk}").json()["joined"]["id"] == kept.pk


def test_what_was_cancelled_meanwhile_is_refused_in_words_and_nothing_is_filed(
    town: SimpleNamespace, file: File
) -> None:
    order = opened(town, flat="1-303")
    commands.cancel(work_order_id=order.pk, version=None, reason="误报", actor=town.actor("dan"), now=timezone.now())
    answer = file(joins=f"order:{order.pk}")
    assert (answer.status_code, answer.json()["code"]) == (409, "chosen_is_gone")
    assert order.number in answer.json()["message"]
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "joins", ["order", "order:", "order:0", "order:x", "call:1", "order:9999999999999999999", "ORDER:1"]
)
def test_what_cannot_be_read_names_the_field(joins: str, file: File, town: SimpleNamespace) -> None:
    answer = file(joins=joins)
    assert answer.status_code == 400
    assert "joins" in answer.json()["fields"]
    assert not Call.objects.exists()


def test_an_order_of_another_station_is_not_it(town: SimpleNamespace, file: File) -> None:
    far = opened(town, building=town.house_west)
    answer = file(joins=f"order:{far.pk}")
    assert answer.status_code == 400
    assert "nothing to do with the place" in str(answer.json()["fields"]["joins"])
    assert file(joins="order:999999").status_code == 400
    assert file(joins=f"order:{far.pk}", place={"text": "磨坊旁边"}).status_code == 400


def test_a_danger_raises_the_order_at_the_place_and_never_disappears_elsewhere(
    town: SimpleNamespace, file: File
) -> None:
    here, there = opened(town, "leak", flat="1-303"), opened(town, "leak", building=town.house_2)
    danger = {"category": "leak", "answers": {"water_near_electrics": True}}
    refused = file(joins=f"order:{there.pk}", **danger)
    assert refused.status_code == 400
    assert "A danger is gone to where it is" in str(refused.json())
    assert file(joins=f"order:{here.pk}", **danger).status_code == 201
    here.refresh_from_db()
    assert (here.priority, here.report_count) == ("P1", 2)


def test_a_caller_joins_an_incident_that_reaches_the_place(town: SimpleNamespace, file: File) -> None:
    incident = declare(town)
    answer = file(joins=f"incident:{incident.pk}")
    assert answer.json()["joined"]["number"] == incident.number
    call = Call.objects.get()
    assert (call.incident_id, call.outcome) == (incident.pk, CallOutcome.JOINED_INCIDENT)
    assert file(joins=f"incident:{incident.pk}", category="leak", answers={"ground_sinking": True}).status_code == 400
    far = {"street": "磨坊胡同", "building": "7"}
    assert file(joins=f"incident:{incident.pk}", place=far).status_code == 400
    leak = file(joins=f"incident:{incident.pk}", category="leak")
    assert (leak.status_code, "Only lost heat" in str(leak.json())) == (400, True)


def test_whoever_is_still_cold_after_the_heat_came_back_is_never_left_under_the_incident(
    town: SimpleNamespace, file: File
) -> None:
    incident = declare(town)
    for phase in (Phase.RESTORED, Phase.CLOSED):
        move(town, incident, phase)
        answer = file(joins=f"incident:{incident.pk}")
        assert (answer.status_code, answer.json()["code"]) == (409, "heat_is_back")
    assert file(joins="none").json()["work_order"] is not None


def test_what_was_closed_long_ago_is_not_opened_again(town: SimpleNamespace, file: File) -> None:
    order = opened(town, flat="1-303")
    walk(town, order, Status.CLOSED)
    WorkOrder.objects.filter(pk=order.pk).update(closed_at=timezone.now() - timedelta(days=30))
    answer = file(joins=f"order:{order.pk}")
    assert (answer.status_code, answer.json()["code"]) == (409, "closed_long_ago")


def test_other_work_elsewhere_is_not_it(town: SimpleNamespace, file: File) -> None:
    noise = opened(town, "noise", building=town.house_2)
    answer = file(joins=f"order:{noise.pk}", category="leak")
    assert (answer.status_code, "other work at another place" in str(answer.json())) == (400, True)


def test_somebody_hurt_joins_only_the_order_of_their_own_flat(town: SimpleNamespace, file: File) -> None:
    there, here = opened(town, "leak", flat="1-303"), opened(town, "leak", flat="1-101")
    hurt = {"category": "leak", "answers": {"person_hurt": True}}
    assert file(joins=f"order:{there.pk}", **hurt).status_code == 400
    assert file(joins=f"order:{here.pk}", **hurt).status_code == 201
    cold = opened(town, flat="1-101")
    assert file(joins=f"order:{cold.pk}", **hurt).status_code == 400, "a temperature visit stops no water"


@pytest.mark.parametrize("joins", [True, False])
def test_a_danger_opens_again_what_the_crew_called_done_even_when_it_was_a_danger_before(
    town: SimpleNamespace, file: File, joins: bool
) -> None:
    """By the rule and by choice alike: nobody would go otherwise."""
    danger = {"category": "leak", "answers": {"water_near_electrics": True}}
    order = WorkOrder.objects.get(pk=file(**danger).json()["work_order"]["id"])
    walk(town, order, Status.DONE)
    answer = file(**danger, **({"joins": f"order:{order.pk}"} if joins else {}))
    assert answer.json()["joined"]["id"] == order.pk
    order.refresh_from_db()
    assert (order.status, order.priority) == (Status.TRIAGED, "P1")


def test_two_callers_join_while_the_order_is_closed(real_town: SimpleNamespace) -> None:
    order = opened(real_town, flat="1-303")
    walk(real_town, order, Status.DONE)
    olga, lena = api_client(real_town.olga), api_client(real_town.lena)

    def close() -> object:
        return commands.call_back(
            work_order_id=order.pk,
            version=None,
            outcome=CallBackOutcome.SOLVED,
            temperature_c=20.0,
            actor=real_town.actor("olga"),
            now=timezone.now(),
        )

    def join(client: APIClient, phone: str) -> Any:
        return client.post("/api/calls/", body(joins=f"order:{order.pk}", caller_phone=phone), format="json")

    answers = together(lambda: join(olga, "13800000001"), close, lambda: join(lena, "13800000002"))
    assert raised([answers[0], answers[2]]) == []
    assert [answers[0].status_code, answers[2].status_code] == [201, 201]
    order.refresh_from_db()
    assert order.report_count == 3
    assert order.calls.count() == 2
