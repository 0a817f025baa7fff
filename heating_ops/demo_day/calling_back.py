"""A station that was without power and has it again: its callers wait to be called back, and some are never in."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from hotline.call_backs import commands
from hotline.call_backs.models import CallBack, Why
from incidents import commands as incident_commands
from incidents.models import IncidentLevel, Kind, Phase
from workorders.catalogue import Category, Extent

from .callers import take
from .stage import Home, Stage

Act = Callable[[datetime], None]
_CALLERS: Final = 7
_STOPPED_AGO, _BACK_AGO = timedelta(minutes=160), timedelta(minutes=95)
_TRIES_AGO: Final = (timedelta(minutes=80), timedelta(minutes=45))
_SAID: Final = (
    "暖气片全凉了，站里说停电了？",
    "家里没暖气，什么时候来",
    "一上午没热气，孩子感冒了",
    "楼道里都说停暖了",
)


class PowerBack:
    """An incident of the morning that is over but for its call-backs."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        # Not the station of the burst; of the others the one with most homes to call from.
        taken = stage.homes[0].building.loop.station_id
        stations = Counter(home.building.loop.station_id for home in stage.homes)
        stations.pop(taken)
        self.homes: list[Home] = []
        if stations:
            most = max(stations, key=lambda station: (stations[station], -station))
            self.homes = [home for home in stage.homes if home.building.loop.station_id == most]
            stage.at(stage.ends - _STOPPED_AGO, self.declare)

    def declare(self, moment: datetime) -> None:
        """The station has lost its power; callers of its loop are gathered."""
        home = self.homes[0]
        incident = incident_commands.declare(
            kind=Kind.STATION_POWER_LOSS,
            title=f"{home.building.loop.station.name}停电",
            level=IncidentLevel.IV,
            building=home.building,
            actor=self.stage.dispatcher,
            now=moment,
        )
        for place, one in enumerate(self.homes[:_CALLERS]):
            self.stage.after(moment, 2, 30, self._caller(one, _SAID[place % len(_SAID)]))
        self.stage.at(self.stage.ends - _BACK_AGO, lambda then: self.restore(incident.pk, then))

    def _caller(self, home: Home, text: str) -> Act:
        def call(moment: datetime) -> None:
            take(self.stage, home, moment, category=Category.NO_HEAT, text=text, extent=Extent.BUILDING)

        return call

    def restore(self, incident_id: int, moment: datetime) -> None:
        """The heat is back: the callers are called; one never answers, one is still cold."""
        incident_commands.move_to_phase(
            incident_id=incident_id, version=None, phase=Phase.RESTORED, actor=self.stage.dispatcher, now=moment
        )
        waiting = list(CallBack.objects.filter(incident=incident_id, why=Why.RESTORED).order_by("rank", "pk"))
        if not waiting:
            return
        for ago in _TRIES_AGO:
            self.stage.at(self.stage.ends - ago, self._says(waiting[0], outcome="no_answer"))
        heard: list[dict[str, Any]] = [
            {"outcome": "solved", "satisfied": "very", "temperature_c": 19.8, "room": "客厅"},
            {"outcome": "solved", "satisfied": "ok", "temperature_c": 18.6, "room": "卧室"},
            {"outcome": "not_solved", "satisfied": "not", "note": "只有卧室热，客厅还是凉的"},
        ]
        for one, said in zip(waiting[1:], heard, strict=False):
            self.stage.after(moment, 10, 50, self._says(one, **said))

    def _says(self, one: CallBack, **said: Any) -> Act:
        def say(moment: datetime) -> None:
            commands.result(call_back_id=one.pk, actor=self.stage.operator, now=moment, **said)

        return say
