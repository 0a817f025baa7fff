"""Planned stops as the desk sees them: which are shown at a place, and which a call is answered by."""

from datetime import datetime

from incidents.models import PlannedStop
from incidents.planned_stops.queries import stop_that_took_the_heat, stops_on

from ..telephony.standards import STOP_BELIEVED, STOP_SHOWN_BEFORE, standard, standards


def stops_shown_at(loop_id: int, *, now: datetime) -> tuple[list[PlannedStop], PlannedStop | None]:
    """Read the stops on a loop that run, or begin so soon that callers are told beforehand.

    :returns: the stops, and the one among them that answers a call about lost heat
    """
    ahead, believed = standards(STOP_SHOWN_BEFORE, STOP_BELIEVED)
    shown = stops_on(loop_id, now=now, ahead=ahead)
    running = [stop for stop in shown if stop.has_begun(now) and now < stop.ends_at + believed]
    return shown, max(running, key=lambda stop: stop.ends_at, default=None)


def stop_that_answers(loop_id: int, *, now: datetime) -> PlannedStop | None:
    """Find the stop that answers a call about lost heat here.

    A stop that nobody ended is taken at its word for a while after its expected end;
    then a caller without heat is in trouble, and gets an order.
    """
    stop = stop_that_took_the_heat(loop_id=loop_id, now=now)
    if stop is None or now >= stop.ends_at + standard(STOP_BELIEVED):
        return None
    return stop
