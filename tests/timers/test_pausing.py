"""A paused clock stands still and passes later by as long as it stood."""

from datetime import datetime, timedelta

import pytest
from town import MORNING

from heating_ops.timers import clock, registry
from heating_ops.timers.models import Deadline

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def arm(*kinds: str) -> None:
    clock.arm("thing:1", [clock.Due(kind, MORNING, MORNING + HOUR) for kind in kinds], generation=1)


def times(kind: str) -> tuple[datetime, datetime]:
    row = Deadline.objects.get(subject="thing:1", kind=kind)
    assert row.next_attempt_at == row.due_at
    return row.started_at, row.due_at


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in "ab":
        monkeypatch.setitem(registry.single, kind, lambda deadline, now: None)


def test_a_paused_clock_does_not_fire_and_is_moved_by_the_pause() -> None:
    arm("a", "b")
    clock.pause("thing:1", ["a"], now=MORNING + timedelta(minutes=10))
    assert clock.fire_due(now=MORNING + 2 * HOUR) == 1
    clock.resume("thing:1", now=MORNING + 3 * HOUR)
    stood = 3 * HOUR - timedelta(minutes=10)
    assert times("a") == (MORNING + stood, MORNING + HOUR + stood)
    assert times("b") == (MORNING, MORNING + HOUR)
    assert clock.fire_due(now=MORNING + HOUR + stood) == 1


def test_two_pauses_add_up() -> None:
    arm("a")
    for begins, ends in ((10, 20), (30, 70)):
        clock.pause("thing:1", ["a"], now=MORNING + timedelta(minutes=begins))
        clock.resume("thing:1", now=MORNING + timedelta(minutes=ends))
    assert times("a")[1] == MORNING + HOUR + timedelta(minutes=50)


def test_pausing_twice_does_not_shorten_the_pause() -> None:
    arm("a")
    clock.pause("thing:1", ["a"], now=MORNING)
    clock.pause("thing:1", ["a"], now=MORNING + timedelta(minutes=30))
    clock.resume("thing:1", now=MORNING + HOUR)
    assert times("a")[1] == MORNING + 2 * HOUR


def test_what_was_settled_while_paused_does_not_come_back() -> None:
    arm("a")
    clock.pause("thing:1", ["a"], now=MORNING)
    clock.settle("thing:1", ["a"], now=MORNING)
    clock.resume("thing:1", now=MORNING + HOUR)
    assert clock.fire_due(now=MORNING + 9 * HOUR) == 0
    assert not clock.is_running("thing:1", "a")


def test_what_has_passed_is_not_paused() -> None:
    arm("a")
    clock.fire_due(now=MORNING + HOUR)
    clock.pause("thing:1", ["a"], now=MORNING + HOUR)
    clock.resume("thing:1", now=MORNING + 5 * HOUR)
    assert times("a")[1] == MORNING + HOUR


def test_a_shortened_clock_counts_from_where_it_began_and_is_never_lengthened() -> None:
    arm("a", "b")
    clock.shorten("thing:1", "a", allowed=timedelta(minutes=20))
    clock.shorten("thing:1", "b", allowed=5 * HOUR)
    assert times("a")[1] == MORNING + timedelta(minutes=20)
    assert times("b")[1] == MORNING + HOUR


def test_a_clock_shortened_while_it_stands_still_goes_on_with_the_shorter_time() -> None:
    arm("a")
    clock.pause("thing:1", ["a"], now=MORNING + timedelta(minutes=10))
    clock.shorten("thing:1", "a", allowed=timedelta(minutes=20))
    clock.resume("thing:1", now=MORNING + timedelta(minutes=40))
    assert times("a") == (MORNING + timedelta(minutes=30), MORNING + timedelta(minutes=50))


def test_a_missed_deadline_is_a_breach_until_it_is_settled() -> None:
    arm("a", "b")
    clock.fire_due(now=MORNING + HOUR)
    assert [row.kind for row in clock.breaches("thing:1", besides="b")] == ["a"]
    clock.settle_if_no_breach("thing:1", "b", now=MORNING + HOUR)
    assert Deadline.objects.get(kind="b").cancelled_at is None
    clock.settle("thing:1", ["a"], now=MORNING + HOUR)
    clock.settle_if_no_breach("thing:1", "b", now=MORNING + HOUR)
    assert Deadline.objects.get(kind="b").cancelled_at is not None
