"""A few hours of a believable winter day, so that a new system has something to show.

Everything goes through the same commands as real work, each with the time it is said
to have happened; nothing is written around them.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from heating_ops.access.models import Role, User
from heating_ops.crews.models import Crew
from heating_ops.crews.queries import crews_on_duty
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import Refusal
from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Building, Household
from hotline.commands import Report, log_call
from hotline.models import Call, Channel, PlaceMatch
from incidents import commands as incident_commands
from workorders import commands
from workorders.catalogue import CallBackOutcome, Category, Danger, Extent, OrderType, Urgency
from workorders.models import WorkOrder
from workorders.queries import open_orders_by_crew

# What callers say, with how often (parts of a hundred) and whether they name a temperature.
_SAYINGS: Final[list[tuple[int, Category, str, bool]]] = [
    (14, Category.LOW_TEMPERATURE, "客厅温度上不去，穿着外套还是冷，请师傅来测一下", True),
    (12, Category.LOW_TEMPERATURE, "今年暖气比去年差，孩子写作业手都是凉的", True),
    (12, Category.LOW_TEMPERATURE, "卧室那组暖气上面热下面凉，是不是堵了", True),
    (8, Category.UNEVEN, "阳面热阴面不热，两个屋差好几度", True),
    (9, Category.NO_HEAT, "早上起来暖气全凉了，家里有老人", False),
    (8, Category.NO_HEAT, "我们这个单元都没暖气，群里都在说", False),
    (6, Category.LEAK, "暖气片接口往外渗水，拿盆接着呢", False),
    (3, Category.LEAK, "卫生间立管滴水，楼下都漏湿了", False),
    (5, Category.NOISE, "暖气管半夜咕噜咕噜响，睡不着", False),
    (13, Category.ENQUIRY, "请问停暖手续怎么办理", False),
    (10, Category.NOT_OUR_CUSTOMER, "我们小区是物业自己的锅炉房，找你们管吗", False),
]
_HOURS: Final = 3
_CALLS_PER_CREW: Final = 11
_IN_HAND: Final = 3


@dataclass
class _Day:
    """The stage: who works, where people live, and what is still to happen, in order of time."""

    chance: random.Random
    ends: datetime
    operator: Actor
    dispatcher: Actor
    crews: dict[int, list[Crew]]
    homes: list[tuple[Building, str, str]]
    _coming: list[tuple[datetime, int, Callable[[datetime], None]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, act: Callable[[datetime], None]) -> None:
        """Let something happen at a moment, if the day lasts that long."""
        if moment <= self.ends:
            heapq.heappush(self._coming, (moment, next(self._order), act))

    def free_crew(self, order: WorkOrder) -> Crew | None:
        """The crew of the branch with least in hand; one in each branch is kept for urgent orders."""
        crews = self.crews.get(order.branch_id or 0, [])
        ready = crews if order.urgency == Urgency.URGENT else crews[1:]
        loads = open_orders_by_crew([crew.pk for crew in ready])
        free = [crew for crew in ready if loads.get(crew.pk, 0) < _IN_HAND]
        return min(free, key=lambda crew: loads.get(crew.pk, 0), default=None)

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


def play_day(*, now: datetime, seed: int = 96069) -> int:
    """Play the hours up to ``now`` in a city that has no calls yet.

    :returns: how many calls were taken; 0 when the city had calls, or nobody to take them
    """
    operator = User.objects.filter(role=Role.OPERATOR).order_by("id").first()
    dispatcher = User.objects.filter(role=Role.DISPATCHER).order_by("id").first()
    if operator is None or dispatcher is None or Call.objects.exists():
        return 0
    chance = random.Random(seed)  # noqa: S311 - a stage play, not a secret
    crews: dict[int, list[Crew]] = {}
    for crew in crews_on_duty(branch_ids=None, now=now):
        crews.setdefault(crew.branch_id, []).append(crew)
    day = _Day(chance, now, Actor.user(operator), Actor.user(dispatcher), crews, _homes(chance))
    if not day.homes:
        return 0
    begins = now - timedelta(hours=_HOURS)
    for _ in range(_CALLS_PER_CREW * sum(map(len, crews.values()))):
        _plan_call(day, begins)
    _plan_burst(day, now - timedelta(minutes=55))
    day.play()
    return Call.objects.count()


def _homes(chance: random.Random) -> list[tuple[Building, str, str]]:
    """Homes to call from: building, flat as people say it, telephone."""
    ids = list(Building.objects.order_by("id").values_list("pk", flat=True)[:4000])
    found = [building_by_id(pk) for pk in chance.sample(ids, min(len(ids), 60))]
    buildings = {building.pk: building for building in found if building is not None}
    households = Household.objects.filter(building__in=buildings).order_by("id")
    homes = [(buildings[home.building_id], str(home), home.phone) for home in households]
    return chance.sample(homes, min(len(homes), 400))


def _plan_call(day: _Day, begins: datetime) -> None:
    weights = [saying[0] for saying in _SAYINGS]
    _part, category, text, names_temperature = day.chance.choices(_SAYINGS, weights)[0]
    building, flat, phone = day.chance.choice(day.homes)
    channel = day.chance.choices([Channel.PHONE, Channel.CITY_LINE, Channel.APP], [70, 22, 8])[0]
    temperature = round(day.chance.gauss(15.6, 1.4), 1) if names_temperature else None
    minutes = (day.ends - begins).total_seconds() / 60

    def take(moment: datetime) -> None:
        place = commands.Place(building=building, flat=flat, key_site=building.key_site_name)
        external = commands.External(channel, moment + timedelta(hours=24)) if channel == Channel.CITY_LINE else None
        report = Report(
            channel=channel,
            category=category,
            place=place,
            place_match=PlaceMatch.EXACT,
            reported_at=moment,
            caller_phone=phone,
            text=text,
            indoor_temp_c=temperature,
            extent=Extent.FLAT,
            external=external,
        )
        call = log_call(report=report, actor=day.operator, now=moment)
        if call.outcome == "order_opened" and call.work_order is not None:
            _plan_work(day, call.work_order, moment)

    day.after(begins, 0, minutes, take)


def _plan_work(day: _Day, order: WorkOrder, opened: datetime) -> None:
    """A crew goes through its steps; each step plans the next one."""
    mine: dict[str, Any] = {"work_order_id": order.pk, "version": None}

    def send(moment: datetime) -> None:
        crew = day.free_crew(order)
        if crew is None:
            day.after(moment, 3, 9, send)
            return
        commands.dispatch(**mine, crew_id=crew.pk, actor=day.dispatcher, now=moment)
        mine["actor"] = Actor.crew(crew)
        day.after(moment, 0.5, 4, accept)

    def accept(moment: datetime) -> None:
        commands.accept(**mine, now=moment)
        day.after(moment, 1, 6, contact)

    def contact(moment: datetime) -> None:
        commands.contact(**mine, reached=True, now=moment)
        day.after(moment, 1, 6, depart)

    def depart(moment: datetime) -> None:
        try:
            commands.depart(**mine, now=moment)
        except Refusal:  # the crew is out on another order: later
            day.after(moment, 4, 9, depart)
            return
        day.after(moment, 4, 12, arrive)

    def arrive(moment: datetime) -> None:
        commands.arrive(**mine, now=moment)
        day.after(moment, 1, 4, start)

    def start(moment: datetime) -> None:
        commands.start(**mine, now=moment)
        if day.chance.random() < 0.15:
            day.after(moment, 3, 8, suspend)
        else:
            day.after(moment, 6, 18, complete)

    def suspend(moment: datetime) -> None:
        commands.suspend(**mine, reason=day.chance.choice(["not_home", "parts", "appointment"]), now=moment)

    def complete(moment: datetime) -> None:
        leak = order.order_type == OrderType.LEAK
        commands.complete(
            **mine,
            cause="joint_leak" if leak else day.chance.choice(["air_lock", "clogged_filter", "balance"]),
            responsibility="network" if leak else day.chance.choice(["inside_flat", "network"]),
            work_done="更换接头垫片，试压不漏" if leak else "排气、清洗过滤器，调整支路阀门",
            readings=[] if leak else [commands.Reading(round(day.chance.uniform(18.0, 20.5), 1), "客厅", "红外测温仪")],
            now=moment,
        )
        day.after(moment, 8, 70, call_back)

    def call_back(moment: datetime) -> None:
        temperature = None if order.order_type == OrderType.LEAK else round(day.chance.uniform(18.0, 20.5), 1)
        commands.call_back(
            work_order_id=order.pk,
            version=None,
            outcome=CallBackOutcome.SOLVED,
            temperature_c=temperature,
            room="客厅",
            satisfied=True,
            actor=day.operator,
            now=moment,
        )

    day.after(opened, 0.3, 14 if order.urgency == "non_urgent" else 1.5, send)


def _plan_burst(day: _Day, breaks: datetime) -> None:
    """A secondary pipe breaks: one dangerous call, an incident, then the neighbours."""
    building, flat, phone = day.homes[0]
    neighbours = [home for home in day.homes if home[0].loop_id == building.loop_id]

    def first(moment: datetime) -> None:
        report = Report(
            channel=Channel.PHONE,
            category=Category.BURST,
            place=commands.Place(building=building, key_site=building.key_site_name),
            place_match=PlaceMatch.EXACT,
            reported_at=moment,
            caller_phone=phone,
            text="楼前路面往外冒热水冒汽，地下室也进水了",
            dangers=[Danger.GROUND_SINKING, Danger.WATER_WHERE_PEOPLE_SLEEP],
            extent=Extent.SEVERAL_BUILDINGS,
        )
        call = log_call(report=report, actor=day.operator, now=moment)
        if call.work_order is None:
            return
        order = call.work_order
        _plan_work(day, order, moment)
        day.after(moment, 4, 6, lambda then: declare(order, then))

    def declare(order: WorkOrder, moment: datetime) -> None:
        incident = incident_commands.declare(
            kind="secondary_leak",
            title=f"{building.street}二次管网漏水",
            level="IV",
            work_order_id=order.pk,
            actor=day.dispatcher,
            now=moment,
        )
        for minutes, line in ((2, "已通知站长关闭该环路供水阀"), (11, "抢修班组到场，设置警戒，通知电力核查地下室配电间")):
            day.at(moment + timedelta(minutes=minutes), lambda then, line=line: note(incident.pk, line, then))  # type: ignore[misc]
        for home in neighbours[:14]:
            day.after(moment, 1, 40, lambda then, home=home: neighbour(home, then))  # type: ignore[misc]

    def note(incident_id: int, line: str, moment: datetime) -> None:
        incident_commands.note(
            incident_id=incident_id, text=line, author_id=day.dispatcher.user_id, actor=day.dispatcher, now=moment
        )

    def neighbour(home: tuple[Building, str, str], moment: datetime) -> None:
        report = Report(
            channel=Channel.PHONE,
            category=Category.NO_HEAT,
            place=commands.Place(building=home[0], flat=home[1]),
            place_match=PlaceMatch.EXACT,
            reported_at=moment,
            caller_phone=home[2],
            text="家里暖气突然凉了，什么时候能修好",
            extent=Extent.BUILDING,
        )
        log_call(report=report, actor=day.operator, now=moment)

    day.at(breaks, first)
