"""Chasing (催办): whoever has an order is asked what becomes of it, and answers by a time."""

from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime

from heating_ops.access.models import User
from heating_ops.crews.models import Level, Member
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock

from ..catalogue import OPEN_STATUSES, WITH_CREW
from ..commands.moving import change, locked
from ..commands.refusals import OrderNotOpen
from ..models import WorkOrder
from . import events, messages
from .current import open_row, person
from .models import Because, Cause, Chase
from .refusals import AlreadyChased, NotChased
from .rule_models import rank_of
from .supervising import check_due
from .upward import Call, Duty, tell_upward

CHASE: Final = "work_order.chase"
_ASKED_WITHOUT_A_CREW: Final = Level.BRANCH_DISPATCHER


@command
def chase(
    *,
    work_order_id: int,
    version: int | None = None,
    words: str,
    due_at: datetime,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Ask whoever has the order: its crew, or else the branch's dispatchers; nobody there → the level above.

    :raises InvalidInput: the time has passed, or lies too far away
    :raises OrderNotOpen: it is over
    :raises AlreadyChased: an answer is awaited
    """
    check_due(due_at, now=now)
    order = locked(work_order_id, version=version)
    if order.status not in OPEN_STATUSES:
        raise OrderNotOpen(number=order.number)
    if (waiting := _open_of(order)) is not None:
        raise AlreadyChased(number=order.number, due_at=date_format(localtime(waiting.due_at), "n-j H:i"))
    asked = Chase.objects.create(
        work_order=order, asked_by_id=person(actor), words=words.strip(), asked_at=now, due_at=due_at
    )
    change(order, chase_count=order.chase_count + 1)
    clock.arm(order.subject, [clock.Due(CHASE, now, due_at)], generation=order.version)
    with_crew = order.status in WITH_CREW
    holder = "crew" if with_crew else _ASKED_WITHOUT_A_CREW.value
    events.chased(order, holder=holder, due_at=due_at, actor=actor, now=now)
    people = _crew_of(order) if with_crew else Duty(now).at(_ASKED_WITHOUT_A_CREW, order.branch_id)
    if people:
        messages.chased(order, asked, people, now=now)
    else:
        above = rank_of(_ASKED_WITHOUT_A_CREW) - 1
        row = open_row(order)
        tell_upward([Call(order, row, Because.CHASE, Cause.CHASE, above, now, actor, by_person=True)], now=now)
    return order


@command
def answer_chase(
    *,
    work_order_id: int,
    version: int | None = None,
    crew_id: int | None = None,
    words: str,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Answer: what becomes of the order. Who asked is told.

    :raises NotChased: nobody waits for an answer
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    asked = _open_of(order)
    if asked is None:
        raise NotChased(number=order.number)
    asked.answer, asked.answered_by_id, asked.ended_at = words.strip(), actor.user_id, now
    asked.save(update_fields=["answer", "answered_by", "ended_at"])
    change(order)
    clock.settle(order.subject, [CHASE], now=now)
    events.chase_answered(order, in_time=asked.passed_at is None, actor=actor, now=now)
    messages.chase_answered(order, asked, now=now)
    return order


def _open_of(order: WorkOrder) -> Chase | None:
    return Chase.objects.filter(work_order=order, ended_at__isnull=True).first()


def _crew_of(order: WorkOrder) -> list[User]:
    return [member.user for member in Member.objects.filter(crew=order.crew_id).select_related("user").order_by("id")]
