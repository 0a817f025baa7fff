"""What waits in the table while it is measured: other deadlines, cheap ones, and orders of the city."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from bench.problem import BenchFailed

AHEAD_SECONDS: Final = 2.0
"""Between arming and the moment they are due, so that arming is over when the clock strikes."""
_ARM: Final = """
INSERT INTO timers_deadline (kind, subject, generation, started_at, due_at, next_attempt_at, attempts, last_error)
SELECT %s, %s || n, 0, due - interval '1 hour', due, due, 0, ''
FROM generate_series(1, %s) n, LATERAL (SELECT now() + %s * interval '1 second' + n * %s * interval '1 second' AS due) d
"""


def run(sql: str, values: Sequence[Any] = ()) -> Any:
    """Run one statement; its first value, if it has one."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def make_ledger() -> None:
    """The table the cheap kind writes to."""
    run("CREATE TABLE IF NOT EXISTS bench_rang (deadline_id bigint NOT NULL, pid integer NOT NULL)")


def arm_far(count: int) -> None:
    """Arm deadlines that are due from a day ahead on, a second apart."""
    run("TRUNCATE timers_deadline")
    run(_ARM, ["bench.far", "far:", count, 86_400, 1])
    run("VACUUM ANALYZE timers_deadline")


def arm_cheap(count: int) -> None:
    """Arm cheap ones that are all due at the same moment, soon; nothing is left of those before."""
    run("TRUNCATE bench_rang")
    run("DELETE FROM timers_deadline WHERE kind = 'bench.ring'")
    arm_more(count, ahead=AHEAD_SECONDS)


def arm_more(count: int, *, ahead: float = 0.0) -> None:
    """Arm cheap ones beside those there are; subjects never seen before."""
    run(_ARM, ["bench.ring", f"{secrets.token_hex(8)}:", count, ahead, 0])


def check_cheap(count: int) -> None:
    """Each rang, and once.

    :raises BenchFailed: one was lost or rang twice
    """
    rang, once = run("SELECT count(*) FROM bench_rang"), run("SELECT count(DISTINCT deadline_id) FROM bench_rang")
    if (rang, once) != (count, count):
        raise BenchFailed(f"of {count} deadlines {once} rang, {rang - once} of them again")


def open_orders(many: int) -> list[str]:
    """Put open orders that wait to be dispatched into the city, straight into the tables; their subjects."""
    from django.utils import timezone

    from heating_ops.network.models import Building
    from workorders.catalogue import Category, OrderType
    from workorders.default_rules import TRIAGE
    from workorders.models import WorkOrder
    from workorders.triage import Facts, decide

    decision = decide(Facts(category=Category.LEAK), TRIAGE)
    buildings = list(Building.objects.order_by("pk").values_list("pk", "loop__station__branch_id"))
    now = timezone.now() - timedelta(minutes=1)
    orders = [
        WorkOrder(
            urgency=decision.urgency,
            priority=decision.priority,
            order_type=OrderType.LEAK,
            category=Category.LEAK,
            handling=decision.handling,
            triage=decision.stored(),
            building_id=buildings[number % len(buildings)][0],
            branch_id=buildings[number % len(buildings)][1],
            flat=f"1-{number}",
            reported_at=now,
            logged_at=now,
            stage_at=now,
        )
        for number in range(many)
    ]
    WorkOrder.objects.bulk_create(orders, batch_size=2000)
    return [order.subject for order in orders]


def arm_orders(subjects: Sequence[str], count: int) -> None:
    """Let the dispatch of these orders be due at the same moment; their other clocks run on."""
    run("DELETE FROM timers_deadline WHERE subject LIKE 'work_order:%%'")
    steps = (("dispatch", AHEAD_SECONDS), ("contact", 600), ("on_site", 3600), ("restored", 86_400))
    for step, ahead in reversed(steps):
        run(
            """
            INSERT INTO timers_deadline
                (kind, subject, generation, started_at, due_at, next_attempt_at, attempts, last_error)
            SELECT %s, s, 0, due - interval '1 minute', due, due, 0, ''
            FROM unnest(%s) s, LATERAL (SELECT now() + %s * interval '1 second' AS due) d
            """,
            [f"work_order.{step}", list(subjects[:count]), ahead],
        )


def check_orders(count: int) -> None:
    """Each order's missed dispatch is in the journal once for this round, and its escalation runs.

    :raises BenchFailed: one was lost or recorded twice
    """
    since = run("SELECT min(due_at) FROM timers_deadline WHERE kind = 'work_order.dispatch'")
    missed = "FROM journal_event WHERE kind = 'work_order.deadline_missed' AND at >= %s"
    told, once = run(f"SELECT count(*) {missed}", [since]), run(f"SELECT count(DISTINCT subject) {missed}", [since])
    armed = run("SELECT count(*) FROM timers_deadline WHERE kind = 'work_order.escalate'")
    if (told, once, armed) != (count, count, count):
        raise BenchFailed(f"of {count} missed steps {once} were recorded, {told - once} again, {armed} chains run")
