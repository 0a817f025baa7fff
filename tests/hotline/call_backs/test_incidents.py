"""The heat is back: every gathered caller is owed a call; it went again: nobody is asked yet."""

from types import SimpleNamespace

from call_backs_cast import caller, open_ones, said
from incident_cast import declare, move
from order_cast import MINUTE
from town import MORNING

from heating_ops.journal.models import Event
from hotline.call_backs.commands import claim
from hotline.models import CallBack
from incidents.models import Phase


def test_restored_every_gathered_caller_is_owed_a_call(town: SimpleNamespace) -> None:
    incident = declare(town)
    calls = [caller(town, phone) for phone in ("13800000001", "13800000002", "13800000001", "")]
    assert {call.incident for call in calls} == {incident}
    move(town, incident, Phase.RESTORED, minutes=30)
    waiting = open_ones(incident=incident)
    assert [one.call for one in waiting] == [calls[1], calls[2], calls[3]]
    assert {(one.why, one.due_at) for one in waiting} == {("restored", MORNING + 1470 * MINUTE)}
    assert Event.objects.get(kind="call_back.opened").data["call_backs"] == 3


def test_the_heat_went_again_they_are_withdrawn_and_owed_when_it_is_back(town: SimpleNamespace) -> None:
    incident = declare(town)
    for phone in ("13800000001", "13800000002"):
        caller(town, phone)
    move(town, incident, Phase.RESTORED, minutes=30)
    claim(call_back_id=open_ones()[0].pk, user=town.olga, now=MORNING)
    move(town, incident, Phase.DECLARED, minutes=40, reason="又漏了")
    assert [one.claimed_by for one in open_ones()] == [town.olga], "who is on the line is heard out"
    move(town, incident, Phase.RESTORED, minutes=90)
    assert len(open_ones()) == 2


def test_closed_they_stay(town: SimpleNamespace) -> None:
    incident = declare(town)
    caller(town)
    move(town, incident, Phase.RESTORED, minutes=30)
    move(town, incident, Phase.CLOSED, minutes=60)
    assert len(open_ones()) == 1


def test_still_cold_after_it_was_restored_becomes_one_order(town: SimpleNamespace) -> None:
    incident = declare(town)
    for phone in ("13800000001", "13800000002"):
        caller(town, phone)
    move(town, incident, Phase.RESTORED, minutes=30)
    first, second = (said(town, one, "not_solved") for one in open_ones())
    assert first.work_order is not None
    assert (first.work_order, first.work_order.report_count) == (second.work_order, 1)
    first.work_order.refresh_from_db()
    assert first.work_order.report_count == 2
    assert set(CallBack.objects.values_list("outcome", flat=True)) == {"not_solved"}
