"""How well a crew suits an order: a pure function of what is known. No clock, no database, no language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from . import default_rules as code

BEGINS_WITH: Final = 100
_EARTH_KM: Final = 6371.0
_HOUR: Final = timedelta(hours=1)
# A crew entered round the clock takes turns inside: nobody knows how long its people have been up.
_ROUND_THE_CLOCK: Final = 24 * _HOUR
Standards = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, where, and what it needs."""

    needs: frozenset[str]
    urgent: bool
    branch_id: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class CrewFacts:
    """What is known of a crew at a moment. ``shift`` is empty off duty; ``out_on`` is the order it is out for."""

    id: int
    name: str
    branch_id: int
    branch_name: str
    skills: frozenset[str]
    vehicle: str = ""
    latitude: float | None = None
    longitude: float | None = None
    position_at: datetime | None = None
    shift: tuple[datetime, datetime] | None = None
    # When the shift before this one ended, within the last days.
    off_until_then: datetime | None = None
    in_hand: int = 0
    out_on: int | None = None
    out_status: str = ""
    has_it: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that speaks for or against a crew: a code, and what its sentence needs."""

    code: str
    particulars: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A crew with its points, what speaks for it and what against."""

    crew: CrewFacts
    score: int
    distance_km: float | None
    may_be_sent: bool
    reasons: tuple[Said, ...]
    doubts: tuple[Said, ...]

    @property
    def is_clear(self) -> bool:
        """Whether it may be proposed without a second thought: on duty, skilled, and not out on another order."""
        stops = {"lacks_skills", "out", "shift_ending", "off_duty", "has_it"}
        return self.may_be_sent and not any(doubt.code in stops for doubt in self.doubts)


def rank(task: Task, crews: Iterable[CrewFacts], standards: Standards, now: datetime) -> list[Choice]:
    """Score crews, best first; those that cannot be sent come last."""
    choices = [judge(task, crew, standards, now) for crew in crews]
    return sorted(choices, key=lambda one: (not one.may_be_sent, -one.score, one.distance_km or 0.0, one.crew.id))


def judge(task: Task, crew: CrewFacts, standards: Standards, now: datetime) -> Choice:
    """Score one crew for one order.

    :param standards: points and limits by their code
    """
    tally = _Tally(standards)
    _skills(tally, task, crew)
    _branch(tally, task, crew)
    distance = _way(tally, task, crew, now)
    _work(tally, crew)
    _hours(tally, crew, now)
    if crew.vehicle:
        tally.speaks_for("vehicle", vehicle=crew.vehicle)
    else:
        tally.against("no_vehicle", standards[code.NO_VEHICLE])
    may_be_sent = crew.shift is not None and not crew.has_it
    return Choice(crew, BEGINS_WITH - tally.taken, distance, may_be_sent, tuple(tally.reasons), tuple(tally.doubts))


class _Tally:
    """Points taken so far, and why."""

    def __init__(self, standards: Standards) -> None:
        self.standards = standards
        self.taken = 0
        self.reasons: list[Said] = []
        self.doubts: list[Said] = []

    def speaks_for(self, name: str, **particulars: Any) -> None:
        self.reasons.append(Said(name, particulars))

    def against(self, name: str, points: int, **particulars: Any) -> None:
        self.taken += points
        self.doubts.append(Said(name, particulars))


def _skills(tally: _Tally, task: Task, crew: CrewFacts) -> None:
    lacking = sorted(task.needs - crew.skills)
    if lacking:
        tally.against("lacks_skills", tally.standards[code.SKILL_MISSING] * len(lacking), skills=lacking)
    elif task.needs:
        tally.speaks_for("has_skills", skills=sorted(task.needs))


def _branch(tally: _Tally, task: Task, crew: CrewFacts) -> None:
    if task.branch_id is not None and crew.branch_id != task.branch_id:
        tally.against("other_branch", tally.standards[code.OTHER_BRANCH], branch=crew.branch_name)


def _way(tally: _Tally, task: Task, crew: CrewFacts, now: datetime) -> float | None:
    if crew.latitude is None or crew.longitude is None:
        tally.against("no_position", tally.standards[code.POSITION_MISSING])
        return None
    age = now - crew.position_at if crew.position_at is not None else None
    believed = timedelta(minutes=tally.standards[code.POSITION_BELIEVED])
    is_old = age is None or age > believed
    if is_old:
        tally.against("old_position", tally.standards[code.POSITION_OLD], age=age)
    if task.latitude is None or task.longitude is None:
        return None
    km = distance_km(task.latitude, task.longitude, crew.latitude, crew.longitude)
    each = tally.standards[code.PER_KM_URGENT if task.urgent else code.PER_KM]
    tally.taken += min(tally.standards[code.DISTANCE_MOST], round(each * km))
    if is_old:
        tally.speaks_for("was_near", km=km)
    else:
        tally.speaks_for("near", km=km, age=age)
    return km


def _work(tally: _Tally, crew: CrewFacts) -> None:
    if crew.has_it:
        tally.against("has_it", 0)
        return
    if crew.out_on is not None:
        points = code.EN_ROUTE if crew.out_status == "en_route" else code.ON_SITE
        tally.against("out", tally.standards[points], order=crew.out_on, status=crew.out_status)
    waiting = crew.in_hand - (crew.out_on is not None)
    if waiting > 0:
        tally.against("in_hand", tally.standards[code.IN_HAND] * waiting, count=waiting)
    elif crew.out_on is None and crew.shift is not None:
        tally.speaks_for("free")


def _hours(tally: _Tally, crew: CrewFacts, now: datetime) -> None:
    if crew.shift is None:
        tally.against("off_duty", 0)
        return
    began, ends = crew.shift
    left, on_duty = ends - now, now - began
    if left <= timedelta(minutes=tally.standards[code.SHIFT_LEFT]):
        tally.against("shift_ending", tally.standards[code.SHIFT_ENDING], left=left)
    elif ends - began < _ROUND_THE_CLOCK:
        tally.speaks_for("on_duty_until", until=ends)
    if ends - began < _ROUND_THE_CLOCK and on_duty >= tally.standards[code.ON_DUTY_HOURS] * _HOUR:
        tally.against("long_on_duty", tally.standards[code.LONG_ON_DUTY], hours=on_duty // _HOUR)
    # A shift that follows the one before without a gap is one crew relieved inside, not one without rest.
    rested = began - crew.off_until_then if crew.off_until_then is not None else None
    if rested and rested < tally.standards[code.REST_HOURS] * _HOUR:
        tally.against("short_rest", tally.standards[code.SHORT_REST], hours=rested // _HOUR)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Answer the distance between two places in kilometres, as the crow flies."""
    north, east = radians(other_latitude - latitude), radians(other_longitude - longitude)
    across = cos(radians(latitude)) * cos(radians(other_latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + across))
