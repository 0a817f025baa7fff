"""A report becomes a work order, or one more report of a trouble that is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.network.models import Building

from .. import events
from ..catalogue import Status
from ..models import Step, TemperatureReading, WorkOrder
from ..queries import find_open_by_trouble
from ..triage import Decision, is_stricter
from .moving import arm, change, locked, settle

OPENING_STEPS: Sequence[Step] = (Step.DISPATCH, Step.CONTACT, Step.ON_SITE, Step.RESTORED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the trouble is: a building if it is known, else the words of the caller."""

    building: Building | None = None
    flat: str = ""
    text: str = ""
    certain: bool = True
    key_site: str = ""

    @property
    def branch_id(self) -> int | None:
        """The branch that serves the place, if the building is known."""
        return self.building.loop.station.branch_id if self.building else None


@dataclass(frozen=True, slots=True)
class External:
    """A clock somebody else started: the source and the deadline printed on its ticket."""

    source: str
    due_at: datetime | None = None


@command
def report_trouble(
    *,
    decision: Decision,
    place: Place,
    join_key: str | None,
    reported_at: datetime,
    indoor_temp_c: float | None = None,
    external: External | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[WorkOrder, bool]:
    """Open an order for a reported trouble, or add the report to the open order of the same trouble.

    :param decision: triage's, with an order type
    :param join_key: names the trouble; ``None`` never joins
    :returns: the order, and whether it was there before
    """
    if join_key is not None and (known := find_open_by_trouble(join_key)):
        return add_report(work_order_id=known.pk, decision=decision, actor=actor, now=now), True
    try:
        with transaction.atomic():
            order = _create(decision, place, join_key, reported_at, external, now)
    except IntegrityError as error:
        if "work_order_one_open_per_trouble" not in str(error):
            raise
        # Somebody reported the same trouble in the same moment and was first.
        known = find_open_by_trouble(join_key or "")
        if known is None:
            raise
        return add_report(work_order_id=known.pk, decision=decision, actor=actor, now=now), True
    if indoor_temp_c is not None:
        order.readings.create(
            source=TemperatureReading.Source.CALLER, temperature_c=round(indoor_temp_c, 1), taken_at=reported_at
        )
    arm(order, *OPENING_STEPS, anchor=now)
    events.opened(order, actor=actor, now=now)
    return order, False


def _create(
    decision: Decision,
    place: Place,
    join_key: str | None,
    reported_at: datetime,
    external: External | None,
    now: datetime,
) -> WorkOrder:
    if decision.order_type is None:
        raise ValueError("triage asked for no field work, so there is no order to open")
    return WorkOrder.objects.create(
        urgency=decision.urgency,
        priority=decision.priority,
        order_type=decision.order_type,
        category=decision.inputs["category"],
        handling=decision.handling,
        triage=decision.stored(),
        join_key=join_key,
        branch_id=place.branch_id,
        building=place.building,
        flat=place.flat,
        place_text=place.text,
        place_certain=place.certain,
        key_site_name=place.key_site,
        external_source=external.source if external else "",
        external_due_at=external.due_at if external else None,
        reported_at=reported_at,
        logged_at=now,
        stage_at=now,
    )


@command
def add_report(
    *, work_order_id: int, decision: Decision | None = None, chases: bool = False, actor: Actor, now: datetime
) -> WorkOrder:
    """Add one more report to an order; a stricter decision raises its priority and tightens its clocks.

    :param chases: the caller asks when somebody comes (催办)
    :raises NoSuchWorkOrder: the id is unknown
    """
    order = locked(work_order_id)
    before = order.priority
    change(order, report_count=order.report_count + 1)
    events.report_joined(order, chases=chases, actor=actor, now=now)
    if decision is not None and is_stricter(decision.priority, before):
        change(
            order,
            priority=decision.priority,
            urgency=decision.urgency,
            handling=decision.handling,
            triage=decision.stored(),
        )
        rules = [reason["rule"] for reason in decision.reasons]
        events.regraded(order, before=before, rules=rules, actor=actor, now=now)
        _tighten(order, now=now)
    return order


def _tighten(order: WorkOrder, *, now: datetime) -> None:
    """Run the clocks that still wait at the new priority, from where they began."""
    waiting = [Step.RESTORED] if order.done_at is None else []
    if order.arrived_at is None:
        waiting.append(Step.ON_SITE)
    if order.contacted_at is None:
        waiting.append(Step.CONTACT)
    if order.status == Status.TRIAGED:
        waiting.append(Step.DISPATCH)
    settle(order, *waiting, now=now)
    arm(order, *waiting, anchor=order.logged_at)
    if order.status == Status.DISPATCHED and order.dispatched_at is not None:
        settle(order, Step.ACCEPT, now=now)
        arm(order, Step.ACCEPT, anchor=order.dispatched_at)


@command
def locate(*, work_order_id: int, version: int | None, building: Building, actor: Actor, now: datetime) -> WorkOrder:
    """Give an order whose place was not known, or not certain, its building; it moves to that branch's board.

    :raises StaleVersion: it was changed since
    """
    order = locked(work_order_id, version=version)
    old_board = order.board_slug
    change(order, building=building, branch_id=building.loop.station.branch_id, place_certain=True)
    events.located(order, old_board=old_board, actor=actor, now=now)
    return order
