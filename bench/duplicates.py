"""The right side of the call form after a building is chosen: candidates, incident, key site, calls, verdict.

Measured as the server answers it, from the request to the finished fragment, with ten
thousand open orders in the city. The limit is the same statements sent with nothing
around them.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from bench.figure import Figure, percentile
from bench.problem import BenchFailed
from bench.statements import in_turn
from bench.system import System

HOUSEHOLDS: Final = 2_100_000
_ORDERS, _ORDERS_QUICK = 10_000, 2_000
_ASKED, _ASKED_QUICK = 150, 30
_ROUNDS, _ROUNDS_QUICK = 4, 1
# On a bad day the orders of a city stand close together: so many stations have half of them.
_HOT_STATIONS: Final = 200


def measure(system: System) -> Iterator[Figure]:
    """Measure ``duplicates.p95``.

    :raises BenchFailed: the fragment did not come, or showed no candidate where orders stand
    """
    from django.test import Client

    from heating_ops.access.models import Role, User

    chance = random.Random(96069)
    buildings = open_orders(chance, _ORDERS_QUICK if system.quick else _ORDERS)
    client = Client(headers={"host": "localhost"})
    operator = User.objects.filter(role=Role.OPERATOR).order_by("pk").first()
    if operator is None:
        raise BenchFailed("the city has no operator")
    client.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
    asked = [
        {
            "building": str(chance.choice(buildings)),
            "flat": "1-101",
            "category": category,
            "caller_phone": "13800001010",
        }
        for _place in range(_ASKED_QUICK if system.quick else _ASKED)
        for category in ("low_temperature", "leak")
    ]
    with_candidates = sum(_candidates_shown(client, one) > 0 for one in asked)
    if with_candidates < len(asked) // 2:
        raise BenchFailed(f"only {with_candidates} of {len(asked)} places showed a candidate")
    reads = [lambda one=one: client.get("/hotline/place-context/", one) for one in asked]
    times = in_turn(reads, rounds=_ROUNDS_QUICK if system.quick else _ROUNDS)
    yield Figure(
        *("duplicates.p95", percentile(times.ours, 0.95), "ms", percentile(times.bare, 0.95), len(times.ours)),
        less_is_better=True,
    )


def _candidates_shown(client: Any, asked: dict[str, str]) -> int:
    answer = client.get("/hotline/place-context/", asked)
    if answer.status_code != 200:
        raise BenchFailed(f"the fragment was answered with {answer.status_code}")
    return int(answer.content.decode().count('name="joins_choice" value="order:'))


def open_orders(chance: random.Random, many: int) -> list[int]:
    """Put open orders with their clocks into the city, straight into the tables; the buildings they stand at."""
    from django.utils import timezone

    from heating_ops.network.models import Building, Station
    from heating_ops.timers.models import Deadline
    from workorders.catalogue import Category, OrderType
    from workorders.default_rules import TRIAGE
    from workorders.models import WorkOrder
    from workorders.triage import Facts, decide

    now = timezone.now()
    stations = list(Station.objects.order_by("pk").values_list("pk", flat=True))
    hot = chance.sample(stations, min(_HOT_STATIONS, len(stations)))
    near = list(Building.objects.filter(loop__station__in=hot).values_list("pk", "loop__station__branch_id"))
    anywhere = list(Building.objects.order_by("pk").values_list("pk", "loop__station__branch_id")[:: 1 + many // 5_000])
    kinds = {
        Category.LOW_TEMPERATURE: OrderType.LOW_TEMPERATURE,
        Category.LEAK: OrderType.LEAK,
        Category.NO_HEAT: OrderType.NO_HEAT,
    }
    decisions = {category: decide(Facts(category=category), TRIAGE) for category in kinds}
    orders = []
    for number in range(many):
        category = chance.choice(list(kinds))
        building, branch = chance.choice(near if number % 2 else anywhere)
        decision = decisions[category]
        orders.append(
            WorkOrder(
                urgency=decision.urgency,
                priority=decision.priority,
                order_type=kinds[category],
                category=category,
                handling=decision.handling,
                triage=decision.stored(),
                branch_id=branch,
                building_id=building,
                flat=f"{chance.randint(1, 4)}-{chance.randint(1, 18)}0{chance.randint(1, 4)}",
                reported_at=now,
                logged_at=now,
                stage_at=now,
            )
        )
    WorkOrder.objects.bulk_create(orders, batch_size=2000)
    Deadline.objects.bulk_create(
        (
            Deadline(
                kind=f"work_order.{step}",
                subject=order.subject,
                due_at=now + timedelta(hours=hours),
                next_attempt_at=now + timedelta(hours=hours),
                started_at=now,
            )
            for order in orders
            for step, hours in (("dispatch", 1), ("contact", 2), ("on_site", 6), ("restored", 24))
        ),
        batch_size=5000,
    )
    return [order.building_id for order in orders if order.building_id is not None]
