"""A new system has something to show, made by the same commands as real work."""

from types import SimpleNamespace

from town import MORNING

from heating_ops.demo_day import play_day
from heating_ops.weather.conditions import conditions
from hotline.models import Call, CallOutcome
from incidents.models import Incident
from workorders.models import CommunityAlarm, Escalation, Supervision, WorkOrder


def test_the_day_fills_every_desk_and_is_not_played_twice(town: SimpleNamespace) -> None:
    taken = play_day(now=MORNING, seed=6)
    assert taken == Call.objects.count() > 10
    assert Incident.objects.count() == 1
    assert Call.objects.filter(outcome=CallOutcome.JOINED_INCIDENT).exists()
    statuses = set(WorkOrder.objects.values_list("status", flat=True))
    assert {"triaged", "done", "closed"} <= statuses
    assert statuses & {"dispatched", "accepted", "en_route", "on_site", "working"}, "a crew has something in hand"
    assert {"solved_remotely", "visit_needed"} <= set(WorkOrder.objects.values_list("guidance_outcome", flat=True))
    assert conditions(MORNING).cold_wave != "", "a cold wave draws near"
    assert Supervision.objects.count() == 1
    assert set(Escalation.objects.values_list("stage", flat=True)) >= {"told"}
    assert CommunityAlarm.objects.exists(), "many neighbours are cold"
    assert play_day(now=MORNING, seed=6) == 0


def test_without_anybody_to_take_calls_nothing_is_played(db: None) -> None:
    assert play_day(now=MORNING) == 0
