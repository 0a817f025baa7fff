"""What went upward on the demonstration day: escalated, taken, supervised and chased orders, a cold community."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from heating_ops.crews.models import Level
from heating_ops.journal.actor import Actor
from workorders.catalogue import WITH_CREW, Category, Extent, Status
from workorders.escalation import commands as escalation
from workorders.escalation.chasing import chase
from workorders.escalation.supervising import supervise
from workorders.models import WorkOrder

from .announcements import leader_of
from .callers import take
from .stage import Home, Stage

_NEIGHBOURS: Final = 6
_TEXTS: Final = ("暖气一点都不热", "早上起来暖气片是凉的", "整栋楼好像都没暖气", "家里有老人，暖气不热")


def plan_cold_community(stage: Stage, begins: datetime) -> None:
    """Let one community away from the burst call, flat after flat, within an hour."""
    burst = stage.homes[0].building.loop_id
    by_community: dict[int, list[Home]] = defaultdict(list)
    for home in stage.homes[1:]:
        if home.building.community_id is not None and home.building.loop_id != burst:
            by_community[home.building.community_id].append(home)
    largest = max(by_community.values(), key=len, default=[])
    for place, home in enumerate(largest[:_NEIGHBOURS]):
        stage.at(begins + timedelta(minutes=4 * place), _call(stage, home, _TEXTS[place % len(_TEXTS)]))


def _call(stage: Stage, home: Home, text: str) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        take(stage, home, moment, category=Category.NO_HEAT, text=text, extent=Extent.BUILDING)

    return act


def plan_words_of_leaders(stage: Stage) -> None:
    """Near the end of the day a leader looks at what is open, and says what leaders say."""
    stage.at(stage.ends - timedelta(minutes=12), _look_through(stage))


def _look_through(stage: Stage) -> Callable[[datetime], None]:
    leader = leader_of(stage)

    def act(moment: datetime) -> None:
        candidates = iter([*_open(Status.TRIAGED), *_open(*WITH_CREW)])
        acts = (
            partial(_escalate, stage, Level.BRANCH_DUTY_LEADER),
            partial(_supervise, stage, leader),
            partial(_escalate_and_take, stage, leader),
            partial(_chase, stage, leader),
        )
        for say, order in zip(acts, candidates, strict=False):
            say(order, moment)

    return act


def _escalate(stage: Stage, level: Level, order: WorkOrder, moment: datetime) -> None:
    reason = "班组都在外，请协调支援"
    escalation.escalate(work_order_id=order.pk, level=level, reason=reason, actor=stage.dispatcher, now=moment)


def _escalate_and_take(stage: Stage, leader: Actor, order: WorkOrder, moment: datetime) -> None:
    _escalate(stage, Level.GROUP_OFFICE, order, moment)
    escalation.acknowledge(work_order_id=order.pk, actor=leader, now=moment + timedelta(minutes=3))


def _supervise(stage: Stage, leader: Actor, order: WorkOrder, moment: datetime) -> None:
    until = stage.ends + timedelta(hours=3)
    supervise(work_order_id=order.pk, due_at=until, reason="独居老人，务必今日恢复", actor=leader, now=moment)


def _chase(stage: Stage, leader: Actor, order: WorkOrder, moment: datetime) -> None:
    until = stage.ends + timedelta(minutes=20)
    chase(work_order_id=order.pk, words="预计几点能修好？", due_at=until, actor=leader, now=moment)


def _open(*statuses: str) -> Sequence[WorkOrder]:
    found = WorkOrder.objects.filter(status__in=statuses, escalation_stage="", incident_number="")
    return list(found.order_by("priority", "id")[:4])
