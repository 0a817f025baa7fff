"""A report becomes a work order, or one more report of a trouble that is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.network.models import Building

from .. import events
from ..clocks import GUIDED_STEPS, OPENING_STEPS, arm, arm_external
from ..escalation import community
from ..models import TemperatureReading, WorkOrder
from ..queries import lock_open_of_trouble
from ..triage import Decision
from .external import External
from .guiding import limit_of
from .moving import change, locked
from .reporting import add_report, regrade


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


@command
def report_trouble(
    *,
    decision: Decision,
    place: Place,
    join_key: str | None,
    reported_at: datetime,
    indoor_temp_c: float | None = None,
    external: External | None = None,
    registered_at: datetime | None = None,
    guide: bool = False,
    actor: Actor,
    now: datetime,
) -> tuple[WorkOrder, bool]:
    """Open an order for a reported trouble, or add the report to the open order of the same trouble.

    :param decision: triage's, with an order type
    :param join_key: names the trouble; ``None`` never joins
    :param registered_at: when the report was registered, if it waited for a person first: clocks run from there
    :param guide: let a new order wait for guidance by telephone first, where triage says so and a limit runs
    :returns: the order, and whether it was there before
    """
    while True:
        known = lock_open_of_trouble(join_key) if join_key else None
        if known is not None:
            return add_report(work_order_id=known, decision=decision, external=external, actor=actor, now=now), True
        order = _new(decision, place, join_key, reported_at, external, registered_at or now)
        if guide:
            order.guidance_until = limit_of(decision, anchor=order.logged_at)
        if insert(order, unless_taken=True):
            break
        # Somebody reported the same trouble in the same moment and was first: look again.
    if indoor_temp_c is not None:
        insert(
            TemperatureReading(
                work_order=order,
                source=TemperatureReading.Source.CALLER,
                temperature_c=round(indoor_temp_c, 1),
                taken_at=reported_at,
            )
        )
    arm(order, *(OPENING_STEPS if order.guidance_until is None else GUIDED_STEPS), anchor=order.logged_at)
    arm_external(order, now=now)
    events.opened(order, actor=actor, now=now)
    community.reported(order, order.category, actor=actor, now=now)
    return order, False


def _new(
    decision: Decision,
    place: Place,
    join_key: str | None,
    reported_at: datetime,
    external: External | None,
    registered_at: datetime,
) -> WorkOrder:
    if decision.order_type is None:
        raise ValueError("triage asked for no field work, so there is no order to open")
    return WorkOrder(
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
        logged_at=registered_at,
        stage_at=registered_at,
    )


@command
def locate(
    *,
    work_order_id: int,
    version: int | None,
    building: Building,
    flat: str | None = None,
    join_key: str | None = None,
    decision: Decision | None = None,
    actor: Actor,
    now: datetime,
) -> WorkOrder:
    """Give an order whose place was not known, or not certain, its building; it moves to that branch's board.

    :param flat: the flat, if that became known too
    :param join_key: the name of the trouble at its new place, so that the next report joins it
    :param decision: triage's with the new place; a stricter one raises the priority
    :raises StaleVersion: it was changed since
    :raises SameTroubleOpen: the trouble has an open order at that place
    """
    order = locked(work_order_id, version=version)
    old_board = order.board_slug
    changes: dict[str, Any] = {} if flat is None else {"flat": flat}
    if join_key is not None:
        changes["join_key"] = join_key
    if site := getattr(building, "key_site_name", ""):
        changes["key_site_name"] = site
    change(order, building=building, branch_id=building.loop.station.branch_id, place_certain=True, **changes)
    events.located(order, old_board=old_board, actor=actor, now=now)
    if decision is not None:
        regrade(order, decision, actor=actor, now=now)
    return order
