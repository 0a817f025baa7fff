"""A deadline that passed fires once, in the transaction of what it does, and one that fails stops no other."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from threads import raised, together
from town import MORNING

from heating_ops.journal.models import Board
from heating_ops.timers import clock, registry
from heating_ops.timers.models import Deadline

Fired = list[int]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> Fired:
    """The numbers of the deadlines whose handler ran and whose transaction was kept by it."""
    numbers: Fired = []

    def ring(deadline: Deadline, now: datetime) -> None:
        numbers.append(int(deadline.subject.partition(":")[2]))

    def fail(deadline: Deadline, now: datetime) -> None:
        Board.objects.create(slug=f"never-{deadline.pk}-{deadline.attempts}")
        raise ValueError("it cannot be done")

    for kind, handler in {"ring": ring, "fail": fail, "stubborn": fail}.items():
        monkeypatch.setitem(registry.single, kind, handler)
    return numbers


def due(number: int, kind: str = "ring", *, at: datetime = MORNING) -> Deadline:
    clock.arm(f"thing:{number}", [clock.Due(kind, at - timedelta(minutes=5), at)], generation=1)
    return Deadline.objects.get(subject=f"thing:{number}", kind=kind)


@pytest.mark.django_db
def test_a_deadline_fires_at_its_moment_and_not_again(fired: Fired) -> None:
    row = due(1)
    assert clock.fire_due(now=MORNING - timedelta(microseconds=1)) == 0
    assert clock.fire_due(now=MORNING) == 1
    assert clock.fire_due(now=MORNING + timedelta(days=1)) == 0
    assert fired == [1]
    row.refresh_from_db()
    assert (row.fired_at, row.attempts) == (MORNING, 1)


@pytest.mark.django_db
def test_without_a_moment_the_databases_clock_is_asked(fired: Fired) -> None:
    now = clock.database_now()
    due(1, at=now - timedelta(seconds=1))
    due(2, at=now + timedelta(minutes=1))
    assert clock.fire_due() == 1
    assert fired == [1]


@pytest.mark.django_db
def test_the_earliest_fires_first_and_no_more_than_asked_for(fired: Fired) -> None:
    for number in (3, 1, 2):
        due(number, at=MORNING + timedelta(seconds=number))
    assert clock.fire_due(limit=2, now=MORNING + timedelta(minutes=1)) == 2
    assert fired == [1, 2]


@pytest.mark.django_db
def test_a_settled_deadline_never_fires(fired: Fired) -> None:
    due(1)
    due(2)
    clock.settle("thing:1", now=MORNING)
    clock.fire_due(now=MORNING + timedelta(hours=1))
    assert fired == [2]


@pytest.mark.django_db
def test_a_deadline_that_fails_is_tried_again_with_growing_pauses_and_stops_no_other(fired: Fired) -> None:
    row = due(1, "fail", at=MORNING - timedelta(hours=1))
    due(2)
    assert clock.fire_due(now=MORNING) == 2
    assert fired == [2]
    pauses = []
    for _attempt in range(10):
        row.refresh_from_db()
        assert row.fired_at is None
        pauses.append((row.next_attempt_at - MORNING).total_seconds())
        Deadline.objects.filter(pk=row.pk).update(next_attempt_at=MORNING)
        assert clock.fire_due(now=MORNING) == 1
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert row.last_error == "ValueError: it cannot be done"
    assert not Board.objects.filter(slug__startswith="never").exists(), "what a failed handler wrote is undone"


@pytest.mark.django_db
def test_a_deadline_nobody_handles_is_kept_and_stops_no_other(fired: Fired) -> None:
    row = due(1, "of_a_newer_version")
    due(2)
    clock.fire_due(now=MORNING)
    row.refresh_from_db()
    assert (row.fired_at, fired) == (None, [2])
    assert "of_a_newer_version" in row.last_error


@pytest.mark.django_db(transaction=True)
def test_four_clocks_fire_two_hundred_deadlines_each_exactly_once(
    fired: Fired, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_rows = [clock.Due(f"ring.{number}", MORNING, MORNING) for number in range(200)]
    for number, row in enumerate(clock_rows):
        monkeypatch.setitem(registry.single, row.kind, registry.single["ring"])
        clock.arm(f"thing:{number}", [row], generation=1)
    answers = together(*[lambda: clock.fire_due(now=MORNING)] * 4)
    assert raised(answers) == []
    assert sum(answers) == 200
    assert sorted(fired) == list(range(200))
    assert Deadline.objects.filter(fired_at__isnull=True).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_clock_does_not_wait_for_a_row_another_clock_works_on(fired: Fired) -> None:
    first, _second = due(1), due(2)
    with transaction.atomic():
        Deadline.objects.select_for_update().get(pk=first.pk)
        assert together(lambda: clock.fire_due(now=MORNING)) == [1]
    assert fired == [2]


@pytest.mark.django_db(transaction=True)
def test_a_subject_that_is_being_changed_makes_its_deadline_wait_a_moment_and_not_fail(
    fired: Fired, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Board.objects.create(slug="branch-9")

    def lock(deadline: Deadline, now: datetime) -> None:
        Board.objects.select_for_update(nowait=True).get(pk=board.pk)
        fired.append(0)

    monkeypatch.setitem(registry.single, "lock", lock)
    row = due(1, "lock")
    with transaction.atomic():
        Board.objects.select_for_update().get(pk=board.pk)
        assert together(lambda: clock.fire_due(now=MORNING)) == [1]
    row.refresh_from_db()
    assert (fired, row.fired_at, row.attempts) == ([], None, 0)
    assert clock.fire_due(now=MORNING + timedelta(seconds=1)) == 1
    assert fired == [0]


@pytest.mark.django_db
def test_one_subject_has_one_running_deadline_of_a_kind(fired: Fired) -> None:
    due(1)
    with pytest.raises(Exception, match="deadline_one_open_per_kind"), transaction.atomic():
        due(1)
    clock.settle("thing:1", now=MORNING)
    clock.arm("thing:1", [clock.Due("ring", MORNING, MORNING)], generation=2)


@pytest.mark.django_db
def test_lateness_is_how_long_the_oldest_due_row_waits(fired: Fired) -> None:
    assert clock.lateness() == clock.Lateness(0.0, 0)
    now = clock.database_now()
    due(1, at=now + timedelta(minutes=1))
    assert clock.lateness().oldest_overdue_seconds == 0
    due(2, at=now - timedelta(seconds=90))
    due(3, at=now - timedelta(seconds=500))
    clock.pause("thing:3", ["ring"], now=now)
    assert 90 <= clock.lateness().oldest_overdue_seconds < 95
    due(4, "fail", at=now - timedelta(seconds=10))
    clock.fire_due()
    assert clock.lateness() == clock.Lateness(0.0, 1)


@pytest.mark.django_db
def test_the_search_for_due_rows_reads_an_index_of_waiting_rows_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'deadline_open_due'")
        (definition,) = cursor.fetchone()
    assert all(f"{column} IS NULL" in definition for column in ("fired_at", "cancelled_at", "paused_at"))


def test_no_celery_eta_or_countdown_carries_business_time() -> None:
    root = Path(__file__).resolve().parents[2]
    sources = [
        path
        for folder in ("heating_ops", "hotline", "incidents", "workorders")
        for path in (root / folder).rglob("*.py")
    ]
    assert len(sources) > 100
    assert [str(path) for path in sources if re.search(r"\b(eta|countdown)\s*=", path.read_text())] == []
