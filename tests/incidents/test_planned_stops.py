"""Planned stops: announced, extended, ended, called off; what was said beforehand is held to."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from town import MORNING, kinds_on

from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers.clock import fire_due
from incidents.models import PlannedStop, StopReason, StopState
from incidents.planned_stops import commands, queries, refusals

HOUR = timedelta(hours=1)


def plan(town: SimpleNamespace, begins: datetime = MORNING + HOUR, **changes: Any) -> PlannedStop:
    """A stop of loop 1 in the east, from in an hour for four hours."""
    said: dict[str, Any] = {
        "reason": StopReason.REPAIR,
        "loop_ids": [town.loop_1.pk],
        "begins_at": begins,
        "ends_at": begins + 4 * HOUR,
        "building": town.house_1,
        "actor": town.actor("lena"),
        "now": MORNING,
    }
    return commands.plan_stop(**(said | changes))


def act(town: SimpleNamespace, stop: PlannedStop, now: datetime) -> dict[str, Any]:
    return {"stop_id": stop.pk, "version": None, "actor": town.actor("lena"), "now": now}


def test_it_stands_on_the_board_of_its_branch_and_counts_its_households(town: SimpleNamespace) -> None:
    stop = plan(town)
    assert kinds_on(f"branch-{town.east.pk}") == ["planned_stop.planned"]
    assert (stop.households, stop.place_text, stop.number) == (120, str(town.house_1), f"PS-{stop.pk:06d}")


def test_where_it_stands_follows_from_its_times(town: SimpleNamespace) -> None:
    stop = plan(town)
    moments = [MORNING, MORNING + HOUR, MORNING + 5 * HOUR]
    assert [stop.state(moment) for moment in moments] == [StopState.COMING, StopState.RUNNING, StopState.OVERRUN]
    ended = commands.end_stop(**act(town, stop, MORNING + 6 * HOUR))
    assert ended.state(MORNING + 7 * HOUR) == StopState.ENDED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": MORNING + HOUR}, "ends_at"),
        ({"begins_at": MORNING - 9 * HOUR, "ends_at": MORNING - HOUR}, "ends_at"),
        ({"ends_at": MORNING + timedelta(days=90)}, "ends_at"),
        ({"loop_ids": []}, "reach"),
        ({"loop_ids": [987654]}, "reach"),
    ],
)
def test_times_and_loops_that_make_no_sense_are_refused(
    town: SimpleNamespace, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        plan(town, **changes)
    assert refused.value.field == field


def test_its_beginning_and_an_overrun_are_told(town: SimpleNamespace) -> None:
    plan(town)
    fire_due(now=MORNING + HOUR)
    fire_due(now=MORNING + 5 * HOUR)
    assert kinds_on(f"branch-{town.east.pk}")[1:] == ["planned_stop.began", "planned_stop.overrun"]


def test_what_was_extended_in_time_is_not_late(town: SimpleNamespace) -> None:
    stop = plan(town)
    later = MORNING + 8 * HOUR
    commands.extend_stop(ends_at=later, reason="阀门卡滞", **act(town, stop, MORNING + 2 * HOUR))
    fire_due(now=MORNING + 6 * HOUR)
    assert "planned_stop.overrun" not in kinds_on(f"branch-{town.east.pk}")
    fire_due(now=later)
    assert kinds_on(f"branch-{town.east.pk}")[-1] == "planned_stop.overrun"


def test_a_stop_is_called_off_before_and_ended_after_it_begins(town: SimpleNamespace) -> None:
    stop = plan(town)
    with pytest.raises(refusals.StopNotBegun):
        commands.end_stop(**act(town, stop, MORNING))
    with pytest.raises(refusals.StopHasBegun):
        commands.cancel_stop(reason="不做了", **act(town, stop, MORNING + 2 * HOUR))
    with pytest.raises(InvalidInput):
        commands.cancel_stop(reason=" ", **act(town, stop, MORNING))
    commands.cancel_stop(reason="不做了", **act(town, stop, MORNING))
    with pytest.raises(refusals.StopOver):
        commands.extend_stop(ends_at=MORNING + 9 * HOUR, reason="x", **act(town, stop, MORNING))
    fire_due(now=MORNING + 9 * HOUR)
    assert "planned_stop.began" not in kinds_on(f"branch-{town.east.pk}")


def test_a_stale_page_changes_nothing(town: SimpleNamespace) -> None:
    stop = plan(town)
    commands.promise_stop_update(next_update_at=MORNING + HOUR, **act(town, stop, MORNING))
    with pytest.raises(refusals.StopStale):
        commands.end_stop(**(act(town, stop, MORNING + 2 * HOUR) | {"version": 1}))


def test_a_promised_update_that_does_not_come_is_told(town: SimpleNamespace) -> None:
    stop = plan(town)
    commands.promise_stop_update(next_update_at=MORNING + HOUR, **act(town, stop, MORNING))
    fire_due(now=MORNING + HOUR)
    assert "planned_stop.update_overdue" in kinds_on(f"branch-{town.east.pk}")


def test_the_database_keeps_the_end_after_the_beginning(town: SimpleNamespace) -> None:
    stop = plan(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedStop.objects.filter(pk=stop.pk).update(ends_at=stop.begins_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedStop.objects.filter(pk=stop.pk).update(ended_at=MORNING, cancelled_at=MORNING)


def test_a_stop_has_the_heat_of_its_loops_from_its_beginning_until_somebody_ends_it(town: SimpleNamespace) -> None:
    stop = plan(town)

    def found(hours: float, loop: Any = town.loop_1) -> PlannedStop | None:
        moment = MORNING + timedelta(hours=hours)
        return queries.stop_that_took_the_heat(loop_id=loop.pk, now=moment)

    assert [found(hours) for hours in (0.5, 1, 4, 9)] == [None, stop, stop, stop]
    assert found(2, town.loop_2) is None
    commands.end_stop(**act(town, stop, MORNING + 2 * HOUR))
    assert found(2) is None


@pytest.mark.parametrize(("name", "status"), [("lena", 201), ("kurt", 201), ("olga", 403), ("dan", 403)])
def test_the_api_announces_for_whoever_answers_for_the_branch(
    town: SimpleNamespace, api: Callable[[str], Any], name: str, status: int
) -> None:
    said = {"reason": "repair", "building": town.house_1.pk, "reach": "station"} | {
        "begins_at": "2099-01-02T08:00:00+08:00",
        "ends_at": "2099-01-02T12:00:00+08:00",
    }
    answer = api(name).post("/api/planned-stops/", said, format="json")
    assert answer.status_code == status, answer.content
    if status == 201:
        assert (answer.json()["type"], answer.json()["households"]) == ("planned_stop", 121)
        assert api("olga").get("/api/planned-stops/?open=1").json()["results"][0]["id"] == answer.json()["id"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reach": "none"}, "reach"),
        ({"reason": "?"}, "reason"),
        ({"building": 987654}, "building"),
        ({"begins_at": "soon"}, "begins_at"),
    ],
)
def test_the_api_names_what_is_wrong(town: SimpleNamespace, api: Any, changes: dict[str, Any], field: str) -> None:
    said: dict[str, Any] = {"reason": "repair", "building": town.house_1.pk, "reach": "loop"}
    said |= {"begins_at": "2099-01-02T08:00:00+08:00", "ends_at": "2099-01-02T12:00:00+08:00"}
    answer = api("lena").post("/api/planned-stops/", said | changes, format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_it_is_announced_on_the_page_and_found_there(town: SimpleNamespace, browse: Any) -> None:
    lena = browse("lena")
    assert "120" in lena.get(f"/incidents/planned-stops/new/reach/?building={town.house_1.pk}").content.decode()
    form = {
        "request_id": "0b5f0c5e-65f4-4f55-b4d8-0d8c0b9d2f11",
        "place_text": "阳光花园",
        "building": str(town.house_1.pk),
        "reach": "loop",
        "reason": "repair",
        "begins_at": "2098-01-02T08:00",
        "ends_at": "2098-01-02T12:00",
        "public_note": "更换阀门",
    }
    assert lena.post("/incidents/planned-stops/new/", form | {"ends_at": ""}).status_code == 400
    assert lena.post("/incidents/planned-stops/new/", form).status_code == 302
    assert lena.post("/incidents/planned-stops/new/", form).status_code == 302
    stop = PlannedStop.objects.get()
    page = lena.get(f"/incidents/planned-stops/{stop.pk}/").content.decode()
    assert "更换阀门" in page
    assert "Call it off" in page
    assert stop.number in browse("olga").get("/incidents/planned-stops/").content.decode()
    assert "Call it off" not in browse("olga").get(f"/incidents/planned-stops/{stop.pk}/").content.decode()
    assert browse("wes").get(f"/incidents/planned-stops/{stop.pk}/").status_code == 404
