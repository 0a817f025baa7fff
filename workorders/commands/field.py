"""The crew's verbs, from the phone or by radio through the dispatcher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers import clock

from .. import events
from ..catalogue import Status, SuspendReason
from ..deadlines import kind_of
from ..models import Step, TemperatureReading, WorkOrder
from .moving import arm, change, locked, move_to, settle
from .refusals import IllegalMove, ReturnedTooOften

RETURNS_ALLOWED = 3
_PAUSED_WHILE_SUSPENDED = [Step.CONTACT, Step.ON_SITE, Step.RESTORED]


@dataclass(frozen=True, slots=True)
class Reading:
    """A room temperature the crew measured, in °C."""

    temperature_c: float
    room: str = ""
    instrument: str = ""


@command
def accept(
    *, work_order_id: int, version: int | None, crew_id: int | None = None, actor: Actor, now: datetime
) -> WorkOrder:
    """Put the crew's name to the order (接单).

    :raises AssignedElsewhere: the order was given to another crew
    :raises IllegalMove: it does not wait to be accepted
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    move_to(order, Status.ACCEPTED, now=now, accepted_at=now)
    settle(order, Step.ACCEPT, now=now)
    events.accepted(order, actor=actor, now=now)
    return order


@command
def give_back(
    *, work_order_id: int, version: int | None, crew_id: int | None = None, reason: str, actor: Actor, now: datetime
) -> WorkOrder:
    """Return the order to the dispatcher (退单). The clocks from registration run on; returns are counted.

    :raises ReturnedTooOften: the cap is reached
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    if order.return_count >= RETURNS_ALLOWED:
        raise ReturnedTooOften(number=order.number, count=order.return_count)
    if order.status not in (Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.ON_SITE, Status.SUSPENDED):
        raise IllegalMove(number=order.number, status=order.get_status_display())
    crew = order.crew_id
    move_to(
        order,
        Status.TRIAGED,
        now=now,
        crew=None,
        return_count=order.return_count + 1,
        dispatched_at=None,
        accepted_at=None,
        departed_at=None,
        arrived_at=None,
        suspend_reason="",
        suspended_at=None,
    )
    settle(order, Step.ACCEPT, now=now)
    arm(order, Step.DISPATCH, anchor=now)
    events.returned(order, crew=crew, reason=reason, actor=actor, now=now)
    return order


@command
def contact(
    *,
    work_order_id: int,
    version: int | None,
    crew_id: int | None = None,
    reached: bool,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Record that the customer was called; only a customer who was reached stops the clock."""
    order = locked(work_order_id, version=version, crew_id=crew_id)
    if order.status not in (Status.TRIAGED, Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.SUSPENDED):
        raise IllegalMove(number=order.number, status=order.get_status_display())
    if reached:
        change(order, contacted_at=now)
        settle(order, Step.CONTACT, now=now)
    else:
        change(order)
    events.contacted(order, reached=reached, note=note, actor=actor, now=now)
    return order


@command
def depart(
    *, work_order_id: int, version: int | None, crew_id: int | None = None, actor: Actor, now: datetime
) -> WorkOrder:
    """Set out (出发); from a suspended order this resumes it.

    :raises CrewBusy: the crew is out on another order
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    _resume_clocks(order, now=now)
    move_to(order, Status.EN_ROUTE, now=now, departed_at=now, suspend_reason="", suspended_at=None)
    events.departed(order, actor=actor, now=now)
    return order


@command
def arrive(
    *,
    work_order_id: int,
    version: int | None,
    crew_id: int | None = None,
    position: tuple[float, float] | None = None,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Be at the place (到场).

    :param position: latitude and longitude of the phone, if it knows
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    move_to(order, Status.ON_SITE, now=now, arrived_at=now)
    settle(order, Step.ON_SITE, Step.CONTACT, now=now)
    events.arrived(order, position=position, actor=actor, now=now)
    return order


@command
def start(
    *, work_order_id: int, version: int | None, crew_id: int | None = None, actor: Actor, now: datetime
) -> WorkOrder:
    """Begin work (处置); from a suspended order this resumes it.

    :raises CrewBusy: the crew is out on another order
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    _resume_clocks(order, now=now)
    move_to(order, Status.WORKING, now=now, started_at=now, suspend_reason="", suspended_at=None)
    events.started(order, actor=actor, now=now)
    return order


@command
def suspend(
    *,
    work_order_id: int,
    version: int | None,
    crew_id: int | None = None,
    reason: SuspendReason,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Let the order wait for a listed reason (挂起); its clocks stand still and go on later."""
    order = locked(work_order_id, version=version, crew_id=crew_id)
    move_to(order, Status.SUSPENDED, now=now, suspend_reason=reason, suspended_at=now)
    clock.pause(order.subject, [kind_of(step) for step in _PAUSED_WHILE_SUSPENDED], now=now)
    events.suspended(order, note=note, actor=actor, now=now)
    return order


def _resume_clocks(order: WorkOrder, *, now: datetime) -> None:
    if order.status == Status.SUSPENDED and order.suspended_at is not None:
        clock.resume(order.subject, paused_at=order.suspended_at, now=now, generation=order.version)
        events.resumed(order, actor=Actor.system("clocks"), now=now)


@command
def complete(
    *,
    work_order_id: int,
    version: int | None,
    crew_id: int | None = None,
    cause: str,
    responsibility: str,
    work_done: str,
    readings: Sequence[Reading] = (),
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Say that the work is done (完工), with what was found. A claim, until the call-back."""
    order = locked(work_order_id, version=version, crew_id=crew_id)
    move_to(order, Status.DONE, now=now, done_at=now)
    order.findings.create(
        cause=cause, responsibility=responsibility, work_done=work_done, recorded_at=now, recorded_by=actor.ref
    )
    TemperatureReading.objects.bulk_create(
        TemperatureReading(
            work_order=order,
            source=TemperatureReading.Source.CREW,
            room=reading.room,
            temperature_c=round(reading.temperature_c, 1),
            instrument=reading.instrument,
            taken_at=now,
        )
        for reading in readings
    )
    settle(order, Step.CONTACT, Step.ON_SITE, Step.RESTORED, now=now)
    arm(order, Step.CALL_BACK, anchor=now)
    found = {"cause": cause, "responsibility": responsibility, "temperatures_c": [r.temperature_c for r in readings]}
    events.completed(order, data=found, actor=actor, now=now)
    return order
