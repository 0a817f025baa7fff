"""A few hours of a believable winter day, so that a new system has something to show.

Everything goes through the same commands as real work, each with the time it is said
to have happened; nothing is written around them.
"""

import random
from datetime import datetime, timedelta
from typing import Final

from heating_ops.access.demo import DEMO_SIGN_INS
from heating_ops.access.models import Role, User
from heating_ops.crews.models import Crew
from heating_ops.crews.queries import crews_on_duty
from heating_ops.journal.actor import Actor
from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Building, Household
from hotline.models import Call, Supplier
from workorders import commands
from workorders.catalogue import Status
from workorders.models import WorkOrder

from .announcements import plan_stops
from .burst import Burst
from .callers import plan_call
from .calling_back import PowerBack
from .shift_change import hand_over
from .stage import IN_HAND, Home, Stage
from .tickets import send_tickets
from .upward import plan_cold_community, plan_words_of_leaders
from .weather import let_it_fall, plan_weather

__all__ = ["play_day"]

_HOURS: Final = 3
_CALLS_PER_CREW: Final = 11
_BURST_MINUTES_AGO: Final = 55
_COLD_MINUTES_AGO: Final = 50
_BUILDINGS, _HOMES = 60, 400


def play_day(*, now: datetime, seed: int = 96069) -> int:
    """Play the hours up to ``now`` in a city that has no calls yet.

    :returns: how many calls were taken; 0 when the city had calls, or nobody to take them
    """
    operator = User.objects.filter(role=Role.OPERATOR).order_by("id").first()
    dispatcher = User.objects.filter(role=Role.DISPATCHER).order_by("id").first()
    if operator is None or dispatcher is None or Call.objects.exists():
        return 0
    chance = random.Random(seed)
    crews: dict[int, list[Crew]] = {}
    for crew in crews_on_duty(branch_ids=None, now=now):
        crews.setdefault(crew.branch_id, []).append(crew)
    stage = Stage(
        chance,
        now,
        Actor.user(operator),
        Actor.user(dispatcher),
        crews,
        _homes(chance),
        list(Supplier.objects.order_by("id")),
    )
    if not stage.homes:
        return 0
    plan_weather(begins=now - timedelta(hours=_HOURS))
    for _ in range(_CALLS_PER_CREW * sum(map(len, crews.values()))):
        plan_call(stage, now - timedelta(hours=_HOURS))
    plan_stops(stage, now - timedelta(hours=_HOURS))
    plan_cold_community(stage, now - timedelta(minutes=_COLD_MINUTES_AGO))
    plan_words_of_leaders(stage)
    Burst(stage, now - timedelta(minutes=_BURST_MINUTES_AGO))
    PowerBack(stage)
    stage.play()
    send_tickets(stage)
    let_it_fall(begins=now - timedelta(hours=_HOURS), now=now)
    _leave_work_for_the_demo_crew(stage)
    hand_over(stage)
    return Call.objects.count()


def _homes(chance: random.Random) -> list[Home]:
    ids = list(Building.objects.order_by("id").values_list("pk", flat=True)[:4000])
    found = [building_by_id(pk) for pk in chance.sample(ids, min(len(ids), _BUILDINGS))]
    buildings = {building.pk: building for building in found if building is not None}
    households = Household.objects.filter(building__in=buildings).order_by("id")
    homes = [Home(buildings[home.building_id], str(home), home.phone) for home in households]
    return chance.sample(homes, min(len(homes), _HOMES))


def _leave_work_for_the_demo_crew(stage: Stage) -> None:
    """Whoever signs in as the demonstration crew finds orders of its branch waiting to be accepted."""
    username = next(one.username for one in DEMO_SIGN_INS if one.role == Role.CREW)
    crew = Crew.objects.filter(members__user__username=username).first()
    if crew is None:
        return
    waiting = WorkOrder.objects.filter(branch_id=crew.branch_id, status=Status.TRIAGED).order_by("priority", "-id")
    for order in waiting[:IN_HAND]:
        commands.dispatch(work_order_id=order.pk, version=None, crew_id=crew.pk, actor=stage.dispatcher, now=stage.ends)
