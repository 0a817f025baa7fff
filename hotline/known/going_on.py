"""What goes on at a place and what is read out about it: an incident, a planned stop, an order, another supplier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heating_ops.network.models import Building
from incidents.models import HEAT_AWAY, Incident, PlannedStop, StopState
from workorders.catalogue import Category

from ..scripts import occasions
from ..scripts.models import Script, Situation
from ..scripts.occasions import Occasion


@dataclass(frozen=True, slots=True)
class Spoken:
    """A script as it is read out now, and whether it counts as said."""

    occasion: Occasion
    script: Script
    words: str
    told: bool
    """The box is ticked: filing the call keeps these words as told."""

    @property
    def is_late(self) -> bool:
        """Whether callers were promised word by now and had none."""
        return self.script.situation == Situation.UPDATE_LATE


@dataclass(frozen=True, slots=True)
class GoingOn:
    """The top of the right column."""

    incident: Incident | None = None
    running: PlannedStop | None = None
    coming: tuple[tuple[PlannedStop, str], ...] = ()
    """Stops that begin soon, each with the words about it."""
    announced: PlannedStop | None = None
    """The coming stop that is read out, when nothing more pressing is."""
    spoken: Spoken | None = None

    @property
    def heat_is_off(self) -> bool:
        """Whether an incident or a stop has the heat of this place now."""
        return self.running is not None or (self.incident is not None and self.incident.phase in HEAT_AWAY)


def going_on(
    *,
    building: Building | None,
    incident: Incident | None,
    stops: list[PlannedStop],
    order_since: datetime | None,
    category: str,
    typed: Mapping[str, Any],
    now: datetime,
) -> GoingOn:
    """Choose what is read out. The most pressing comes first; one script is said, the rest is shown.

    :param order_since: since when the order is known that the call joins, if it joins one
    :param typed: the form as far as it is filled: which script it showed, and whether it counts as said
    """
    place = str(building) if building else ""
    states = [(stop, stop.state(now)) for stop in stops]
    running = next((stop for stop, state in states if state != StopState.COMING), None)
    coming = [occasions.of_stop(stop, place=place, now=now) for stop, state in states if state == StopState.COMING]
    told_about = _occasions(place, incident, running, order_since, category, now=now)
    said = (told_about or coming)[:1]
    scripts = occasions.scripts_for([one.situation for one in [*said, *coming]])
    soon = [stop for stop, state in states if state == StopState.COMING]
    return GoingOn(
        incident=incident,
        running=running,
        coming=tuple(
            (stop, occasion.say(scripts[occasion.situation], now=now))
            for stop, occasion in zip(soon, coming, strict=True)
            if occasion not in said and occasion.situation in scripts
        ),
        announced=soon[0] if soon and not told_about else None,
        spoken=next(
            (_spoken(one, scripts[one.situation], typed, now=now) for one in said if one.situation in scripts), None
        ),
    )


def _occasions(
    place: str,
    incident: Incident | None,
    running: PlannedStop | None,
    order_since: datetime | None,
    category: str,
    *,
    now: datetime,
) -> list[Occasion]:
    found = []
    if category == Category.NOT_OUR_CUSTOMER:
        return [Occasion(Situation.NOT_OURS, place=place)]
    if incident is not None and incident.phase in HEAT_AWAY:
        found.append(occasions.of_incident(incident, place=place, now=now))
    if running is not None:
        found.append(occasions.of_stop(running, place=place, now=now))
    if order_since is not None:
        found.append(Occasion(Situation.OPEN_ORDER, place=place, since=order_since))
    if incident is not None and incident.phase not in HEAT_AWAY:
        found.append(occasions.of_incident(incident, place=place, now=now))
    return found


def _spoken(occasion: Occasion, script: Script, typed: Mapping[str, Any], *, now: datetime) -> Spoken:
    """Said unless the operator took the tick off while this very script was shown."""
    shown = str(typed.get("script_shown") or "") == str(script.pk)
    told = str(typed.get("told") or "") == str(script.pk)
    return Spoken(occasion, script, occasion.say(script, now=now), told or not shown)
