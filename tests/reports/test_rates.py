"""What counts as handled in time, as warm, as called back."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from reported_day import Spec, write

from heating_ops.days import Day
from heating_ops.reports.daily import daily_report
from heating_ops.reports.models import Standard, standards
from heating_ops.timers.models import Deadline
from hotline.models import Guidance
from workorders.models import WorkOrder

DAY = Day.of(date(2026, 1, 12))
pytestmark = pytest.mark.no_replay


def order(town: SimpleNamespace, **changes: Any) -> WorkOrder:
    said: dict[str, Any] = {
        "minute": 60,
        "branch": 1,
        "channel": "phone",
        "category": "low_temperature",
        "urgency": "non_urgent",
        "opens": True,
        "priority": "P3",
        "status": "closed",
        "done_after_hours": 3,
        "returns": 0,
        "escalation": 0,
        "temperature": None,
    }
    call = write(Spec(**(said | changes)), begins=DAY.begins, branches=[town.east, town.west], crew=town.red)
    assert call.work_order is not None
    return call.work_order


def figures(hours_later: float = 48) -> dict[str, Any]:
    return dict(daily_report(DAY, now=DAY.begins + timedelta(hours=hours_later))["work_orders"])


def test_in_time_late_still_running_and_void_are_told_apart(town: SimpleNamespace) -> None:
    order(town, done_after_hours=23)
    order(town, done_after_hours=24)  # a minute too late: not within
    order(town, status="triaged")
    order(town, status="cancelled")
    early, later = figures(20), figures(48)
    assert (early["done_within_24h"], early["late"], early["running"], early["void"]) == (1, 1, 1, 1)
    assert (later["done_within_24h"], later["late"], later["running"], later["void"]) == (1, 2, 0, 1)
    assert later["repair_timeliness"] == {"of": 1, "all": 3, "percent": 33.3}


def test_a_day_without_orders_has_no_rate_and_is_no_error(town: SimpleNamespace) -> None:
    assert figures()["repair_timeliness"] == {"of": 0, "all": 0, "percent": None}


def test_of_every_room_the_last_reading_counts(town: SimpleNamespace) -> None:
    repaired, cold_bedroom, said_by_caller = (order(town) for _one in range(3))
    for at, room, degrees in ((0, "", 15.0), (1, "", 18.0)):
        _read(repaired, at, room, degrees)
    for at, room, degrees in ((0, "living room", 21.0), (1, "bedroom", 17.9)):
        _read(cold_bedroom, at, room, degrees)
    _read(said_by_caller, 0, "", 12, source="caller")
    assert figures()["room_temperature_pass"] == {"of": 1, "all": 2, "percent": 50.0}


def _read(order: WorkOrder, minutes: int, room: str, degrees: float, source: str = "crew") -> None:
    taken = DAY.begins + timedelta(hours=2, minutes=minutes)
    order.readings.create(source=source, room=room, temperature_c=degrees, taken_at=taken)


def test_called_back_is_who_was_reached(town: SimpleNamespace) -> None:
    order(town)
    waiting, tried = order(town, status="done"), order(town, status="done")
    WorkOrder.objects.filter(pk=tried.pk).update(called_back_at=tried.done_at)
    found = figures()
    assert found["call_back_rate"] == {"of": 1, "all": 3, "percent": 33.3}
    assert (found["not_reached"], waiting.called_back_at) == (1, None)


def test_solved_by_telephone_is_counted_of_those_who_were_guided(town: SimpleNamespace) -> None:
    now = DAY.begins + timedelta(hours=2)
    for outcome, on_order in (
        *(("solved_remotely", "solved_remotely"), ("solved_remotely", ""), ("visit_needed", "visit_needed")),
        *(("", "limit_passed"), ("", "")),
    ):
        guided = order(town)
        WorkOrder.objects.filter(pk=guided.pk).update(guidance_outcome=on_order)
        Guidance.objects.create(work_order=guided, outcome=outcome, filed_at=now if outcome else None)
    assert figures()["telephone_rate"] == {"of": 1, "all": 3, "percent": 33.3}, "one was reopened, two were not guided"


def test_an_order_that_missed_several_deadlines_counts_once_and_escalation_is_none(town: SimpleNamespace) -> None:
    late, other = order(town), order(town)
    for subject, kind, fired in (
        (late, "work_order.accept", True),
        (late, "work_order.on_site", True),
        (other, "work_order.escalate", True),
        (other, "work_order.restored", False),
    ):
        Deadline.objects.create(
            kind=kind,
            subject=subject.subject,
            started_at=DAY.begins,
            due_at=DAY.begins,
            next_attempt_at=DAY.ends,
            fired_at=DAY.begins if fired else None,
        )
    assert figures()["missed_a_deadline"] == 1


def test_the_measures_are_the_utilitys(town: SimpleNamespace) -> None:
    _read(order(town, done_after_hours=30), 0, "", 19)
    assert figures()["room_temperature_pass"]["of"] == 1
    Standard.objects.filter(code="room_temperature_c").update(value=20, confirmed_locally=True)
    Standard.objects.filter(code="handled_within_hours").update(value=36)
    assert figures()["room_temperature_pass"]["of"] == 0
    assert figures()["repair_timeliness"]["of"] == 1
    Standard.objects.all().delete()
    assert {code: int(row.value) for code, row in standards().items()} == {
        "room_temperature_c": 18,
        "handled_within_hours": 24,
        "target_percent": 98,
    }


def test_orders_that_people_graded_otherwise_are_counted_up_and_down(town: SimpleNamespace) -> None:
    order(town)
    for decided, now in (("P3", "P2"), ("P2", "P3"), ("P3", "P3")):
        one = order(town, priority=now)
        one.triage = one.triage | {"priority": decided, "overrides": [{"reason": "seen on the spot"}]}
        one.save(update_fields=["triage"])
    counted = figures()
    assert [counted[name] for name in ("overridden", "overridden_up", "overridden_down")] == [3, 1, 1]
