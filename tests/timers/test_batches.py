"""Deadlines of one kind are handled together; one that cannot be done costs the others nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from threads import raised, together
from town import MORNING

from heating_ops.journal.models import Board
from heating_ops.timers import clock, registry, sweep
from heating_ops.timers.models import Deadline

Calls = list[list[int]]


def number(row: Deadline) -> int:
    return int(row.subject.partition(":")[2])


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """The numbers of the rows each call of the handler was kept for; a negative number cannot be done."""
    kept: Calls = []

    def ring(rows: Sequence[Deadline], now: datetime) -> None:
        for row in rows:
            Board.objects.create(slug=f"rang-{row.pk}")
        if any(number(row) < 0 for row in rows):
            raise ValueError("it cannot be done")
        kept.append([number(row) for row in rows])

    for kind in ("ring", "bell"):
        monkeypatch.setitem(registry.batch, kind, ring)
    return kept


def due(*numbers: int, kind: str = "ring") -> None:
    for one in numbers:
        clock.arm(f"thing:{one}", [clock.Due(kind, MORNING, MORNING)], generation=1)


@pytest.mark.django_db
def test_all_that_is_due_comes_in_one_call_in_its_order_whatever_its_kind(calls: Calls) -> None:
    due(3, 1)
    due(2, kind="bell")
    assert clock.fire_due(now=MORNING) == 3
    assert calls == [[3, 1, 2]]
    assert list(Deadline.objects.values_list("fired_at", "attempts").distinct()) == [(MORNING, 1)]


@pytest.mark.django_db
def test_a_batch_has_its_limit(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "BATCH", 2)
    due(1, 2, 3, 4, 5)
    assert clock.fire_due(limit=3, now=MORNING) == 3
    assert clock.fire_due(now=MORNING) == 2
    assert calls == [[1, 2], [3], [4, 5]]


@pytest.mark.django_db
def test_more_rows_take_no_more_statements(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.batch, "ring", lambda rows, now: None)
    counts = []
    for numbers in (range(1, 3), range(3, 103)):
        due(*numbers)
        with CaptureQueriesContext(connection) as queries:
            clock.fire_due(now=MORNING)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_one_that_cannot_be_done_fails_alone_and_leaves_nothing(calls: Calls) -> None:
    due(*range(1, 20), -1, *range(20, 40))
    assert clock.fire_due(now=MORNING) == 40
    assert sorted(chain(*calls)) == list(range(1, 40))
    row = Deadline.objects.get(subject="thing:-1")
    assert (row.fired_at, row.attempts, row.last_error) == (None, 1, "ValueError: it cannot be done")
    assert not Board.objects.filter(slug=f"rang-{row.pk}").exists()
    assert Board.objects.filter(slug__startswith="rang-").count() == 39


@pytest.mark.django_db
def test_one_that_failed_before_is_kept_out_of_the_batch(calls: Calls) -> None:
    due(-1)
    clock.fire_due(now=MORNING)
    due(1, 2)
    Deadline.objects.filter(subject="thing:-1").update(next_attempt_at=MORNING)
    assert clock.fire_due(now=MORNING) == 3
    assert calls == [[1, 2]]
    assert Deadline.objects.get(subject="thing:-1").attempts == 2


@pytest.mark.django_db
def test_rows_the_handler_hands_back_wait_a_moment_and_have_not_failed(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.batch, "ring", lambda rows, now: [row for row in rows if number(row) == 2])
    due(1, 2, 3)
    assert clock.fire_due(now=MORNING) == 3
    waiting = Deadline.objects.get(fired_at__isnull=True)
    assert (waiting.subject, waiting.attempts) == ("thing:2", 0)
    assert waiting.next_attempt_at == MORNING + timedelta(milliseconds=250)


@pytest.mark.django_db(transaction=True)
def test_what_would_fail_only_at_the_commit_is_blamed_on_its_row(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreign keys are checked at the commit: there no handler runs any more and nobody could push the row ahead."""

    def point_nowhere(rows: Sequence[Deadline], now: datetime) -> None:
        with connection.cursor() as cursor:
            for row in rows:
                if number(row) < 0:
                    cursor.execute("INSERT INTO authtoken_token (key, created, user_id) VALUES ('x', now(), 4711)")

    monkeypatch.setitem(registry.batch, "ring", point_nowhere)
    due(1, -1, 2)
    assert clock.fire_due(now=MORNING) == 3
    assert [row.subject for row in Deadline.objects.filter(fired_at__isnull=True)] == ["thing:-1"]
    assert Deadline.objects.get(subject="thing:-1").last_error.startswith("IntegrityError")


@pytest.mark.django_db(transaction=True)
def test_four_clocks_fire_a_thousand_in_batches_each_exactly_once(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "BATCH", 30)
    rows = [
        Deadline(kind="ring", subject=f"thing:{one}", started_at=MORNING, due_at=MORNING, next_attempt_at=MORNING)
        for one in range(1, 1001)
    ]
    Deadline.objects.bulk_create(rows)
    answers = together(*[lambda: clock.fire_due(limit=5000, now=MORNING)] * 4)
    assert raised(answers) == []
    assert sum(answers) == 1000
    assert sorted(chain(*calls)) == list(range(1, 1001))
    assert Board.objects.filter(slug__startswith="rang-").count() == 1000


@pytest.mark.django_db(transaction=True)
def test_a_batch_passes_over_rows_another_clock_works_on(calls: Calls) -> None:
    due(1, 2, 3)
    with transaction.atomic():
        Deadline.objects.select_for_update().get(subject="thing:2")
        assert together(lambda: clock.fire_due(now=MORNING)) == [2]
    assert calls == [[1, 3]]
