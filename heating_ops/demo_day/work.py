"""One order's way through a crew's day, step by step; each step plans the next one."""

from datetime import datetime
from typing import Any

from heating_ops.journal.actor import Actor
from workorders import commands
from workorders.catalogue import CallBackOutcome, OrderType, SuspendReason, Urgency
from workorders.commands.refusals import CrewBusy
from workorders.models import WorkOrder

from .stage import Stage

_WAITS = [SuspendReason.NOT_HOME, SuspendReason.PARTS, SuspendReason.APPOINTMENT]
_SUSPENDED_OF_ALL = 0.08
_GO_ON_OF_SUSPENDED = 0.6
_CONTENT = 0.96


class Work:
    """An order from dispatch to call-back."""

    def __init__(self, stage: Stage, order: WorkOrder, opened: datetime) -> None:
        self.stage = stage
        self.leak = order.order_type == OrderType.LEAK
        self.order = order
        self.crew_acts: dict[str, Any] = {}
        stage.after(opened, 0.3, 1.5 if order.urgency == Urgency.URGENT else 14, self.send)

    def send(self, moment: datetime) -> None:
        """The dispatcher sends whoever has least in hand, or waits until somebody has."""
        crew = self.stage.free_crew(self.order)
        if crew is None:
            self.stage.after(moment, 1, 4, self.send)
            return
        commands.dispatch(
            work_order_id=self.order.pk, version=None, crew_id=crew.pk, actor=self.stage.dispatcher, now=moment
        )
        self.crew_acts = {"work_order_id": self.order.pk, "version": None, "actor": Actor.crew(crew)}
        self.stage.after(moment, 0.5, 4, self.accept)

    def accept(self, moment: datetime) -> None:
        """The crew takes it."""
        commands.accept(**self.crew_acts, now=moment)
        self.stage.after(moment, 1, 6, self.contact)

    def contact(self, moment: datetime) -> None:
        """The crew calls the customer."""
        commands.contact(**self.crew_acts, reached=True, now=moment)
        self.stage.after(moment, 1, 6, self.depart)

    def depart(self, moment: datetime) -> None:
        """The crew sets out, or later when it is out on another order."""
        try:
            commands.depart(**self.crew_acts, now=moment)
        except CrewBusy:
            self.stage.after(moment, 4, 9, self.depart)
            return
        self.stage.after(moment, 4, 12, self.arrive)

    def arrive(self, moment: datetime) -> None:
        """The crew is there."""
        commands.arrive(**self.crew_acts, now=moment)
        self.stage.after(moment, 1, 4, self.start)

    def start(self, moment: datetime) -> None:
        """Work begins; sometimes it must wait."""
        commands.start(**self.crew_acts, now=moment)
        if self.stage.chance.random() < _SUSPENDED_OF_ALL:
            self.stage.after(moment, 3, 8, self.suspend)
        else:
            self.stage.after(moment, 6, 18, self.complete)

    def suspend(self, moment: datetime) -> None:
        """Work waits for something."""
        commands.suspend(**self.crew_acts, reason=self.stage.chance.choice(_WAITS), now=moment)
        if self.stage.chance.random() < _GO_ON_OF_SUSPENDED:
            self.stage.after(moment, 15, 60, self.go_on)

    def go_on(self, moment: datetime) -> None:
        """What it waited for is there; the crew begins again, or later when it is out on another order."""
        try:
            commands.start(**self.crew_acts, now=moment)
        except CrewBusy:
            self.stage.after(moment, 4, 9, self.go_on)
            return
        self.stage.after(moment, 6, 18, self.complete)

    def complete(self, moment: datetime) -> None:
        """The crew says what it found."""
        chance = self.stage.chance
        commands.complete(
            **self.crew_acts,
            cause="joint_leak" if self.leak else chance.choice(["air_lock", "clogged_filter", "balance"]),
            responsibility="network" if self.leak else chance.choice(["inside_flat", "network"]),
            work_done="更换接头垫片，试压不漏" if self.leak else "排气、清洗过滤器，调整支路阀门",
            readings=[] if self.leak else [commands.Reading(self._warm_room(), "客厅", "红外测温仪")],
            now=moment,
        )
        self.stage.after(moment, 8, 70, self.call_back)

    def call_back(self, moment: datetime) -> None:
        """The customer is content."""
        commands.call_back(
            work_order_id=self.order.pk,
            version=None,
            outcome=CallBackOutcome.SOLVED,
            temperature_c=None if self.leak else self._warm_room(),
            room="客厅",
            satisfied=self.stage.chance.random() < _CONTENT,
            actor=self.stage.operator,
            now=moment,
        )

    def _warm_room(self) -> float:
        return round(self.stage.chance.uniform(18.0, 20.5), 1)
