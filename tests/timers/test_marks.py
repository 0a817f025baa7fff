"""A deadline is also heard on its way: once at each mark, and only at the highest when several passed unheard."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from town import MORNING

from heating_ops.timers import clock, registry
from heating_ops.timers.clock import Marked
from heating_ops.timers.models import Deadline

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
Heard = list[str]


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What the handlers were told, in order: ``50 %`` or ``passed``, with the number of the thing."""
    told: Heard = []

    def passed(rows: Sequence[Deadline], now: datetime) -> None:
        told.extend(f"{row.subject[6:]} passed" for row in rows)

    def marked(rows: Sequence[Marked], now: datetime) -> None:
        told.extend(f"{row.deadline.subject[6:]} {row.percent} %" for row in rows)

    monkeypatch.setitem(registry.batch, "ring", passed)
    monkeypatch.setitem(registry.marks, "ring", marked)
    return told


def arm(number: int = 1, *, minutes: int = 100) -> None:
    due = clock.Due("ring", MORNING, MORNING + minutes * MINUTE, marks=(50, 80))
    clock.arm(f"thing:{number}", [due], generation=1)


def at(minutes: float) -> int:
    return clock.fire_due(now=MORNING + minutes * MINUTE)


def test_each_mark_is_told_at_its_moment_and_then_the_end(heard: Heard) -> None:
    arm()
    assert [at(minutes) for minutes in (49.9, 50, 79.9, 80, 99.9, 100, 1000)] == [0, 1, 0, 1, 0, 1, 0]
    assert heard == ["1 50 %", "1 80 %", "1 passed"]


def test_of_marks_that_passed_unheard_only_the_highest_is_told(heard: Heard) -> None:
    arm()
    assert at(90) == 1
    assert at(91) == 0
    assert heard == ["1 80 %"]


def test_what_is_over_already_is_not_warned_of(heard: Heard) -> None:
    arm()
    at(100)
    assert heard == ["1 passed"]


def test_one_row_is_one_row_however_many_marks_it_has() -> None:
    arm()
    at(50)
    at(80)
    assert Deadline.objects.count() == 1


def test_many_rows_at_different_marks_come_in_one_call(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[int]] = []
    monkeypatch.setitem(registry.marks, "ring", lambda rows, now: calls.append([row.percent for row in rows]))
    arm(1, minutes=100)
    arm(2, minutes=160)
    assert at(80) == 2
    assert calls == [[50, 80]] or calls == [[80, 50]]
    assert heard == []


def test_a_shortened_clock_does_not_repeat_a_mark_and_tells_those_it_jumped_over_once(heard: Heard) -> None:
    arm()
    at(50)
    clock.shorten("thing:1", "ring", allowed=60 * MINUTE)
    assert at(50) == 1
    assert at(59.9) == 0
    assert at(60) == 1
    assert heard == ["1 50 %", "1 80 %", "1 passed"]


def test_a_lengthened_clock_does_not_repeat_a_mark(heard: Heard) -> None:
    arm()
    at(80)
    clock.retime("thing:1", "ring", allowed=200 * MINUTE)
    assert [at(minutes) for minutes in (101, 160, 199, 200)] == [0, 0, 0, 1]
    assert heard == ["1 80 %", "1 passed"]


def test_a_lengthened_clock_tells_the_marks_ahead_at_their_new_moments(heard: Heard) -> None:
    arm()
    at(50)
    clock.retime("thing:1", "ring", allowed=200 * MINUTE)
    assert [at(minutes) for minutes in (100, 159, 160)] == [0, 0, 1]
    assert heard == ["1 50 %", "1 80 %"]


def test_marks_of_a_clock_that_stood_still_come_later_by_as_long(heard: Heard) -> None:
    arm()
    clock.pause("thing:1", ["ring"], now=MORNING + 40 * MINUTE)
    assert at(95) == 0
    clock.resume("thing:1", now=MORNING + 100 * MINUTE)
    assert [at(minutes) for minutes in (109, 110, 139, 140, 159, 160)] == [0, 1, 0, 1, 0, 1]
    assert heard == ["1 50 %", "1 80 %", "1 passed"]


def test_a_settled_clock_is_not_heard_at_its_marks(heard: Heard) -> None:
    arm()
    clock.settle("thing:1", now=MORNING)
    assert at(90) == 0
    assert heard == []


def test_a_mark_nobody_listens_for_is_passed_over(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry.marks, "ring")
    arm()
    at(50)
    at(100)
    assert heard == ["1 passed"]


def test_a_mark_that_fails_is_tried_again_and_never_makes_the_deadline_late(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(rows: Sequence[Marked], now: datetime) -> None:
        raise ValueError("it cannot be told")

    tell = registry.marks["ring"]
    monkeypatch.setitem(registry.marks, "ring", fail)
    arm(1, minutes=100)
    arm(2, minutes=100)
    assert at(50) == 2
    assert clock.lateness().failing == 2
    monkeypatch.setitem(registry.marks, "ring", tell)
    assert at(50.1) == 2
    assert clock.lateness().failing == 0
    monkeypatch.setitem(registry.marks, "ring", fail)
    at(99.99)
    assert at(100) == 2
    assert sorted(heard) == ["1 50 %", "1 passed", "2 50 %", "2 passed"]


def test_a_row_whose_subject_somebody_works_on_waits_a_moment_and_keeps_its_mark(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = registry.marks["ring"]
    monkeypatch.setitem(registry.marks, "ring", lambda rows, now: rows)
    arm()
    assert at(50) == 1
    assert at(50.001) == 0
    monkeypatch.setitem(registry.marks, "ring", tell)
    assert at(50.01) == 1
    assert heard == ["1 50 %"]
    assert clock.lateness().failing == 0
