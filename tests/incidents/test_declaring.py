"""An incident is declared: by hand, from an order, with its reach, and not twice."""

from types import SimpleNamespace
from typing import Any

import pytest
from incident_cast import declare, leak
from town import MORNING, body, kinds_on

from heating_ops.journal.refusal import InvalidInput
from incidents import commands
from incidents.models import Incident, Phase
from incidents.reach import Scope, choices_at, loops_within
from workorders.commands.refusals import NoSuchWorkOrder


def test_by_hand_it_reaches_the_loop_of_its_building(town: SimpleNamespace) -> None:
    incident = declare(town)
    assert list(incident.loops.all()) == [town.loop_1]
    assert (incident.households, incident.phase, incident.branch_id) == (120, Phase.DECLARED, town.east.pk)
    assert (incident.declared_at, incident.phase_at) == (MORNING, MORNING)
    assert kinds_on(f"incident-{incident.pk}") == kinds_on(f"branch-{town.east.pk}") == ["incident.declared"]


def test_from_an_order_it_takes_the_place_and_gathers_the_order(town: SimpleNamespace, api: Any) -> None:
    order = leak(api)
    incident = declare(town, building=None, work_order_id=order.pk)
    order.refresh_from_db()
    assert incident.building == town.house_1
    assert order.incident_number == incident.number
    assert order.status == "triaged"
    assert kinds_on(f"incident-{incident.pk}") == ["incident.declared", "incident.order_gathered"]


def test_other_orders_picked_by_a_person_come_along(town: SimpleNamespace, api: Any) -> None:
    orders = [leak(api), leak(api, place={"street": "阳光花园", "building": "2号楼", "flat": "1-301"})]
    incident = declare(town, work_order_id=orders[0].pk, gather_ids=[order.pk for order in orders])
    assert sorted(incident.gathered.values_list("work_order_id", flat=True)) == [order.pk for order in orders]
    assert kinds_on(f"incident-{incident.pk}").count("incident.order_gathered") == 2


def test_a_second_declaration_from_one_order_is_refused_with_the_first_ones_number(
    town: SimpleNamespace, api: Any
) -> None:
    order = leak(api)
    first = declare(town, work_order_id=order.pk)
    with pytest.raises(commands.AlreadyGathered) as refused:
        declare(town, work_order_id=order.pk, separate=True)
    assert refused.value.message == f"{order.number} already belongs to incident {first.number}."
    assert Incident.objects.count() == 1


def test_a_second_incident_on_the_same_loop_needs_a_person_to_say_so(town: SimpleNamespace) -> None:
    first = declare(town)
    with pytest.raises(commands.ReachTaken) as refused:
        declare(town, building=town.house_2)
    assert first.number in refused.value.message
    assert declare(town, building=town.house_2, separate=True).pk != first.pk


def test_once_the_heat_is_back_a_new_incident_may_be_declared_there(town: SimpleNamespace) -> None:
    first = declare(town)
    commands.move_to_phase(
        incident_id=first.pk, version=None, phase=Phase.RESTORED, actor=town.actor("kurt"), now=MORNING
    )
    assert declare(town).pk != first.pk


@pytest.mark.parametrize("kind", ["scald", "flat_flooded", "confined_space", "road_collapse", "extreme_cold"])
def test_a_kind_that_takes_no_heat_gathers_nobody(town: SimpleNamespace, api: Any, kind: str) -> None:
    incident = declare(town, kind=kind)
    assert (incident.loops.count(), incident.households) == (0, 0)
    told = api("olga").post("/api/calls/", body(category="no_heat"), format="json").json()
    assert told["joined"] is None
    assert told["work_order"] is not None


def test_a_station_without_power_reaches_all_its_loops(town: SimpleNamespace) -> None:
    incident = declare(town, kind="station_power_loss")
    assert set(incident.loops.all()) == {town.loop_1, town.loop_2}
    assert incident.households == 121


def test_the_reach_can_be_chosen(town: SimpleNamespace) -> None:
    incident = declare(town, loop_ids=loops_within(Scope.LINE, town.house_1))
    assert set(incident.loops.all()) == {town.loop_1, town.loop_2}
    sizes = {reach.scope: reach.households for reach in choices_at(town.house_1)}
    assert sizes == {Scope.NONE: 0, Scope.LOOP: 120, Scope.STATION: 121, Scope.LINE: 121}


def test_a_kind_whose_usual_reach_does_not_exist_here_takes_the_next_narrower(town: SimpleNamespace) -> None:
    incident = declare(town, kind="source_lost")
    assert set(incident.loops.all()) == {town.loop_1, town.loop_2}


def test_in_words_alone_it_belongs_to_the_group_until_a_place_is_found(town: SimpleNamespace) -> None:
    incident = declare(town, building=None, place_text="三环边冒蒸汽")
    assert kinds_on("group") == ["incident.declared"]
    commands.set_reach(
        incident_id=incident.pk,
        version=1,
        loop_ids=[town.loop_1.pk],
        building=town.house_1,
        reason="找到了",
        actor=town.actor("kurt"),
        now=MORNING,
    )
    incident.refresh_from_db()
    assert (incident.branch_id, incident.households, incident.place_text) == (town.east.pk, 120, "阳光花园 1号楼")
    assert kinds_on("group") == ["incident.declared", "incident.moved_away"]
    assert kinds_on(f"branch-{town.east.pk}") == ["incident.reach_changed"]


def test_somewhere_it_must_be(town: SimpleNamespace) -> None:
    with pytest.raises(InvalidInput):
        declare(town, building=None, place_text="  ")


def test_an_order_that_does_not_exist_is_named_as_such(town: SimpleNamespace) -> None:
    with pytest.raises(NoSuchWorkOrder):
        declare(town, work_order_id=999_999)


def test_a_loop_that_does_not_exist_is_refused(town: SimpleNamespace) -> None:
    with pytest.raises(InvalidInput):
        declare(town, loop_ids=[999_999])


def test_the_reach_is_drawn_anew_with_a_reason_and_counts_again(town: SimpleNamespace) -> None:
    incident = declare(town)
    change = {"incident_id": incident.pk, "version": 1, "actor": town.actor("kurt"), "now": MORNING}
    with pytest.raises(commands.ReasonMissing):
        commands.set_reach(**change, loop_ids=[town.loop_2.pk], reason=" ")
    wider = commands.set_reach(**change, loop_ids=[town.loop_1.pk, town.loop_2.pk], reason="关了总阀")
    assert (wider.households, wider.version) == (121, 2)
    with pytest.raises(commands.IncidentStale):
        commands.set_reach(**change, loop_ids=[], reason="晚了")


def test_a_reach_cannot_grow_over_another_open_incident(town: SimpleNamespace) -> None:
    first = declare(town, building=town.hospital)
    second = declare(town)
    with pytest.raises(commands.ReachTaken) as refused:
        commands.set_reach(
            incident_id=second.pk,
            version=None,
            loop_ids=[town.loop_1.pk, town.loop_2.pk],
            reason="更大",
            actor=town.actor("kurt"),
            now=MORNING,
        )
    assert first.number in refused.value.message
