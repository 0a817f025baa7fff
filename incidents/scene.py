"""One incident as its command page shows it: the card, who commands, what it reaches, the orders, the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heating_ops.access.boards import followable
from heating_ops.access.models import User
from heating_ops.journal.queries import heads
from heating_ops.journal.replay import epoch
from heating_ops.network.models import KeySite
from workorders.catalogue import Status
from workorders.sentences import Line

from . import queries
from .models import ALLOWED_PHASES, Incident, Phase
from .sentences import log_of

# A commander looks at what was done last; the rest is one press away.
LOG_LINES = 120
_FINISHED = (Status.DONE, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One step of the track from declared to closed."""

    phase: str
    at: datetime | None
    here: bool


@dataclass(frozen=True, slots=True)
class PhaseMove:
    """A phase a commander may go to now: its key, and whether a reason is asked for."""

    phase: str
    key: str
    forward: bool
    false_alarm: bool
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the page of an incident shows of it."""

    card: dict[str, Any]
    commander: str
    steps: list[PhaseStep]
    moves: list[PhaseMove]
    orders: list[dict[str, Any]]
    orders_finished: int
    callers_direct: int
    callers_through_orders: int
    stations: list[dict[str, Any]]
    station_count: int
    key_sites: list[KeySite]
    loop_ids: list[int]
    log: list[Line]
    log_hidden: int
    finished_at: datetime | None

    @property
    def callers(self) -> int:
        """Everybody who reported it, directly or through an order."""
        return self.callers_direct + self.callers_through_orders


_TRACK = (Phase.DECLARED, Phase.CONTAINED, Phase.RESTORED, Phase.CLOSED)
_KEYS = {Phase.CONTAINED: "C", Phase.RESTORED: "R", Phase.CLOSED: "X", Phase.DECLARED: "B"}


def scene_of(incident: Incident, *, newest_first: bool = True, whole_log: bool = False) -> Scene:
    """Read the scene of an incident; twelve queries, however many callers and orders there are."""
    orders = queries.orders_of(incident.pk)
    loop_ids = list(incident.loops.values_list("pk", flat=True))
    stations, station_count = queries.loops_by_station(incident.pk)
    log = log_of(incident.pk, queries.notes_of(incident.pk))
    shown = log if whole_log else log[-LOG_LINES:]
    return Scene(
        card=queries.cards_of([incident.pk])[incident.pk],
        commander=str(incident.commander) if incident.commander else "",
        steps=_track(incident),
        moves=_moves(incident),
        orders=orders,
        orders_finished=sum(card["status"] in _FINISHED for card in orders),
        callers_direct=incident.report_count,
        callers_through_orders=queries.callers_through_orders(incident.pk),
        stations=stations,
        station_count=station_count,
        key_sites=queries.key_sites_on(loop_ids),
        loop_ids=loop_ids,
        log=shown[::-1] if newest_first else shown,
        log_hidden=len(log) - len(shown),
        finished_at=incident.closed_at,
    )


def _track(incident: Incident) -> list[PhaseStep]:
    times = (incident.declared_at, incident.contained_at, incident.restored_at, incident.closed_at)
    return [PhaseStep(phase, at, incident.phase == phase) for phase, at in zip(_TRACK, times, strict=True)]


def _moves(incident: Incident) -> list[PhaseMove]:
    """The phases that follow, the next of the track first, the ways back and out last."""
    here = _TRACK.index(Phase(incident.phase))
    found = []
    for phase in ALLOWED_PHASES[Phase(incident.phase)]:
        forward = _TRACK.index(phase) > here
        false_alarm = incident.phase == Phase.DECLARED and phase == Phase.CLOSED
        found.append(PhaseMove(phase, _KEYS[phase], forward, false_alarm, not forward or false_alarm))
    return sorted(found, key=lambda move: (move.false_alarm, not move.forward, _TRACK.index(Phase(move.phase))))


def feed_for(user: User, slugs: list[str], **more: Any) -> dict[str, Any]:
    """Where a page stands on the boards it follows; read before the page's own content.

    What happens in between is then told twice, never missed: the page fetches itself anew.
    """
    allowed = sorted(followable(user, slugs))
    known = heads(allowed)
    return {"epoch": epoch(), "boards": {slug: known.get(slug, 0) for slug in allowed}, **more}


def boards_of_scene(incident: Incident) -> list[str]:
    """The boards whose events change the page: the incident's own, and those its orders live on."""
    slugs = incident.gathered.values_list("work_order__branch_id", flat=True).distinct()
    return [f"incident-{incident.pk}", *sorted({f"branch-{pk}" if pk else "group" for pk in slugs})]
