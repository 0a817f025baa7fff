"""What the list of escalations and an order's own story are made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Chase, Supervision

Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TellingLine:
    """Who was told at one level; without a user nobody was on duty there."""

    level: str
    user: int | None
    name: str
    because: str
    at: datetime

    @property
    def step(self) -> tuple[str, datetime]:
        """People told at one level at one moment stand together."""
        return self.level, self.at


@dataclass(frozen=True, slots=True)
class EscalatedOrder:
    """An order that went upward."""

    work_order: Card
    stage: str
    cause: str
    level: str
    mine: bool
    since: datetime
    told_at: datetime
    repeats: int
    acknowledged_at: datetime | None
    acknowledged_by: str
    back_at: datetime | None
    """When it comes back if nothing moves."""
    ended_because: str
    told: list[TellingLine]


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An alarm of a community, with its orders."""

    alarm: Card
    mine: bool
    acknowledged_by: str
    orders: list[Card]
    told: list[TellingLine]


@dataclass(frozen=True, slots=True)
class SupervisedOrder:
    """An order a leader keeps an eye on."""

    work_order: Card
    leader: str
    reason: str
    due_at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class ChasedOrder:
    """An order somebody asks about."""

    work_order: Card
    asked_by: str
    words: str
    due_at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A level nobody was on duty at when it should have been told."""

    level: str
    branch: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that went upward and is not over, what waits for the reader first."""

    waiting: list[EscalatedOrder]
    taken: list[EscalatedOrder]
    alarms: list[AlarmLine]
    supervised: list[SupervisedOrder]
    chased: list[ChasedOrder]
    gaps: list[Gap]

    @property
    def for_me(self) -> int:
        """How many orders and alarms wait for the reader's own word."""
        mine = sum(row.mine for row in self.waiting)
        return mine + sum(line.mine for line in self.alarms)


@dataclass(frozen=True, slots=True)
class Upward:
    """How one order went upward, who watches it and who asked about it."""

    rows: list[EscalatedOrder]
    supervision: Supervision | None
    chases: list[Chase]
