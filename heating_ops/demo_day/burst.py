"""A secondary pipe breaks: one dangerous call, an incident, then the neighbours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from incidents import commands as incident_commands
from incidents.models import IncidentLevel, Kind
from workorders.catalogue import Category, Danger, Extent

from .announcements import promise
from .callers import take
from .stage import Home, Stage
from .work import Work

_NEIGHBOURS: Final = 14
_LOG: Final = [(2, "已通知站长关闭该环路供水阀"), (11, "抢修班组到场，设置警戒，通知电力核查地下室配电间")]


class Burst:
    """What becomes of a burst near one home."""

    def __init__(self, stage: Stage, breaks: datetime) -> None:
        self.stage = stage
        self.home = stage.homes[0]
        self.neighbours = [home for home in stage.homes if home.building.loop_id == self.home.building.loop_id]
        stage.at(breaks, self.first_call)

    def first_call(self, moment: datetime) -> None:
        """Somebody sees the street steam; a crew is sent at once."""
        taken = take(
            self.stage,
            self.home,
            moment,
            category=Category.BURST,
            text="楼前路面往外冒热水冒汽，地下室也进水了",
            dangers=(Danger.GROUND_SINKING, Danger.WATER_WHERE_PEOPLE_SLEEP),
            extent=Extent.SEVERAL_BUILDINGS,
        )
        order = taken.work_order
        if order is not None:
            Work(self.stage, order, moment)
            self.stage.after(moment, 4, 6, lambda then: self.declare(order.pk, then))

    def declare(self, work_order_id: int, moment: datetime) -> None:
        """The dispatcher declares an incident, writes into its log, and the neighbours call."""
        dispatcher = self.stage.dispatcher
        incident = incident_commands.declare(
            kind=Kind.SECONDARY_LEAK,
            title=f"{self.home.building.street}二次管网漏水",
            level=IncidentLevel.IV,
            work_order_id=work_order_id,
            actor=dispatcher,
            now=moment,
        )
        for minutes, line in _LOG:
            self.stage.at(moment + timedelta(minutes=minutes), self._log(incident.pk, line))
        self.stage.at(moment + timedelta(minutes=5), promise(self.stage, incident.pk))
        for home in self.neighbours[:_NEIGHBOURS]:
            self.stage.after(moment, 1, 40, self._neighbour(home))

    def _log(self, incident_id: int, line: str) -> Callable[[datetime], None]:
        dispatcher = self.stage.dispatcher

        def write(moment: datetime) -> None:
            incident_commands.note(
                incident_id=incident_id, text=line, author_id=dispatcher.user_id, actor=dispatcher, now=moment
            )

        return write

    def _neighbour(self, home: Home) -> Callable[[datetime], None]:
        def call(moment: datetime) -> None:
            text = "家里暖气突然凉了，什么时候能修好"
            take(self.stage, home, moment, category=Category.NO_HEAT, text=text, extent=Extent.BUILDING)

        return call
