"""The crew's verbs, from the phone or by radio through the dispatcher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command

from .. import events, turns
from ..catalogue import Status, SuspendReason
from ..clocks import arm, go_on, settle, stand_still
from ..models import Step, TemperatureReading, WorkOrder
from .dispatching import take_back
from .moving import change, locked, move_to
from .refusals import IllegalMove, ReturnedTooOften

RETURNS_ALLOWED = 3


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
    take_back(order, Status.TRIAGED, now=now, return_count=order.return_count + 1)
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
    _resume(order, actor=actor, now=now)
    departed_at = order.departed_at or now
    move_to(order, Status.EN_ROUTE, now=now, departed_at=departed_at, suspend_reason="", suspended_at=None)
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
    """Be at the place (到场). The first arrival of a crew is the one that counts.

    :param position: latitude and longitude of the phone, if it knows
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    move_to(order, Status.ON_SITE, now=now, arrived_at=order.arrived_at or now)
    settle(order, Step.ON_SITE, Step.CONTACT, now=now)
    events.arrived(order, position=position, actor=actor, now=now)
    return order


@command
def start(
    *, work_order_id: int, version: int | None, crew_id: int | None = None, actor: Actor, now: datetime
) -> WorkOrder:
    """Begin work (处置); an order that was suspended on site goes on.

    :raises CrewBusy: the crew is out on another order
    :raises IllegalMove: the crew is not there, or was not when the order was suspended
    """
    order = locked(work_order_id, version=version, crew_id=crew_id)
    if order.arrived_at is None:
        raise IllegalMove(number=order.number, status=order.get_status_display())
    _resume(order, actor=actor, now=now)
    started_at = order.started_at or now
    move_to(order, Status.WORKING, now=now, started_at=started_at, suspend_reason="", suspended_at=None)
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
    stand_still(order, now=now)
    events.suspended(order, note=note, actor=actor, now=now)
    return order


def _resume(order: WorkOrder, *, actor: Actor, now: datetime) -> None:
    if order.status == Status.SUSPENDED:
        go_on(order, now=now)
        events.resumed(order, actor=actor, now=now)


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
    if order.crew_id is None:
        raise IllegalMove(number=order.number, status=order.get_status_display())
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
    turns.tell(turns.Turn.DONE, order, actor=actor, now=now)
    return order
