"""Orders and callers come under an incident, none twice, none lost."""

from types import SimpleNamespace
from typing import Any

import pytest
from incident_cast import declare, leak, move
from town import MORNING, body

from hotline.models import Call
from incidents import commands
from incidents.models import Incident, Phase
from incidents.queries import callers_through_orders
from workorders import commands as work
from workorders.models import WorkOrder


def gather(town: SimpleNamespace, incident: Incident, order: WorkOrder) -> Incident:
    return commands.gather(incident_id=incident.pk, work_order_id=order.pk, actor=town.actor("kurt"), now=MORNING)


def test_an_order_comes_under_one_incident_and_its_work_goes_on(town: SimpleNamespace, api: Any) -> None:
    incident, order = declare(town), leak(api)
    gather(town, incident, order)
    order.refresh_from_db()
    assert (order.incident_number, order.status) == (incident.number, "triaged")
    other = declare(town, building=town.house_west)
    with pytest.raises(commands.AlreadyGathered):
        gather(town, other, order)
    with pytest.raises(commands.AlreadyGathered):
        gather(town, incident, order)


def test_a_cancelled_order_and_a_closed_incident_gather_nothing(town: SimpleNamespace, api: Any) -> None:
    incident, order = declare(town), leak(api)
    work.cancel(work_order_id=order.pk, version=None, reason="错", actor=town.actor("dan"), now=MORNING)
    with pytest.raises(commands.OrderOver) as refused:
        gather(town, incident, order)
    assert "Cancelled" in refused.value.message
    assert not incident.gathered.exists()
    move(town, incident, Phase.CLOSED, reason="误报")
    with pytest.raises(commands.IncidentClosed):
        gather(town, incident, leak(api))


def test_an_order_gathered_by_mistake_is_taken_out_with_a_reason(town: SimpleNamespace, api: Any) -> None:
    incident, order = declare(town), leak(api)
    gather(town, incident, order)
    release: dict[str, Any] = {
        "incident_id": incident.pk,
        "work_order_id": order.pk,
        "actor": town.actor("kurt"),
        "now": MORNING,
    }
    with pytest.raises(commands.ReasonMissing):
        commands.release(**release, reason="")
    commands.release(**release, reason="户内漏水")
    order.refresh_from_db()
    assert order.incident_number == ""
    with pytest.raises(commands.NotGathered):
        commands.release(**release, reason="再来")
    gather(town, incident, order)


def test_callers_without_heat_are_gathered_while_the_heat_is_away(town: SimpleNamespace, api: Any) -> None:
    incident = declare(town)

    def call(phone: str) -> dict[str, Any]:
        said = body(category="no_heat", caller_phone=phone)
        return dict(api("olga").post("/api/calls/", said, format="json").json())

    assert call("13800001011")["joined"]["number"] == incident.number
    move(town, incident, Phase.CONTAINED)
    assert call("13800001012")["joined"]["number"] == incident.number
    move(town, incident, Phase.RESTORED)
    assert call("13800001013")["joined"] is None
    incident.refresh_from_db()
    assert incident.report_count == Call.objects.filter(incident=incident).count() == 2


def test_a_caller_in_danger_gets_an_order_whatever_took_the_heat(town: SimpleNamespace, api: Any) -> None:
    declare(town)
    said = body(category="no_heat", answers={"person_hurt": True})
    told = api("olga").post("/api/calls/", said, format="json").json()
    assert told["joined"] is None
    assert told["work_order"] is not None


def test_a_leak_on_the_loop_is_its_own_order_and_callers_elsewhere_are_not_gathered(
    town: SimpleNamespace, api: Any
) -> None:
    declare(town)
    assert leak(api).incident_number == ""
    said = body(category="no_heat", place={"street": "磨坊胡同", "building": "7", "flat": "3"})
    assert api("olga").post("/api/calls/", said, format="json").json()["joined"] is None


def test_the_callers_behind_gathered_orders_are_counted_apart(town: SimpleNamespace, api: Any) -> None:
    order = leak(api)
    work.add_report(work_order_id=order.pk, actor=town.actor("olga"), now=MORNING)
    incident = declare(town, work_order_id=order.pk)
    assert (incident.report_count, callers_through_orders(incident.pk)) == (0, 2)
