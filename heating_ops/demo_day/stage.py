"""The stage of the demonstration day: who works, where people live, what is still to happen."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from heating_ops.crews.models import Crew
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import Refusal
from heating_ops.network.models import Building
from hotline.models import Supplier
from workorders.catalogue import IN_THE_FIELD, Priority, Urgency
from workorders.models import WorkOrder
from workorders.queries import open_orders_by_crew

IN_HAND: Final = 3
"""Orders a crew is given at once."""


@dataclass(frozen=True)
class Home:
    """A home to call from: the flat as people say it, and its telephone."""

    building: Building
    flat: str
    phone: str


@dataclass
class Stage:
    """Everything happens here in order of time, until the day ends."""

    chance: random.Random
    ends: datetime
    operator: Actor
    dispatcher: Actor
    crews: dict[int, list[Crew]]
    homes: list[Home]
    suppliers: list[Supplier] = field(default_factory=list)
    _coming: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        """Let something happen at a moment, if the day lasts that long."""
        if moment <= self.ends:
            heapq.heappush(self._coming, (moment, next(self._order), act))

    def after(self, moment: datetime, shortest: float, longest: float, act: Callable[[datetime], None]) -> None:
        """Let something happen some minutes later."""
        self.at(moment + timedelta(minutes=self.chance.uniform(shortest, longest)), act)

    def play(self) -> None:
        """Let everything happen in order; what the rules refuse does not happen."""
        while self._coming:
            moment, _number, act = heapq.heappop(self._coming)
            try:
                act(moment)
            except Refusal:
                continue

    def free_crew(self, order: WorkOrder) -> Crew | None:
        """The crew of the branch with least in hand; one in each branch is kept for urgent orders."""
        crews = self.crews.get(order.branch_id or 0, [])
        ready = crews if order.urgency == Urgency.URGENT else crews[1:]
        loads = open_orders_by_crew([crew.pk for crew in ready])
        out = set(WorkOrder.objects.filter(status__in=IN_THE_FIELD).values_list("crew_id", flat=True))
        free = [crew for crew in ready if loads.get(crew.pk, 0) < IN_HAND]
        if order.priority == Priority.P1:
            free = [crew for crew in ready if crew.pk not in out]
        return min(free, key=lambda crew: (crew.pk in out, loads.get(crew.pk, 0)), default=None)
