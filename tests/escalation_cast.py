"""What the tests of escalation say often: everybody on duty, the clock ticking, who was told of what."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from town import MORNING

from heating_ops.access.models import Role, User
from heating_ops.crews.models import DutyPost, Level
from heating_ops.notify.inbox.models import Notice
from heating_ops.timers.clock import fire_due
from workorders.escalation.models import Escalation
from workorders.models import WorkOrder

ALWAYS = (MORNING - timedelta(days=30), MORNING + timedelta(days=3650))


def on_duty(town: SimpleNamespace, level: Level, user: User) -> None:
    """Put somebody on duty at a level of East, or of the group."""
    group = level in (Level.GROUP_OFFICE, Level.GROUP_LEADER)
    DutyPost.objects.create(level=level, branch=None if group else town.east, user=user, hours=ALWAYS)


def fill_roster(town: SimpleNamespace) -> None:
    """Somebody at every level: hank the station head, dan, lena, kurt as the office, and gina above all."""
    town.hank, town.gina = (
        User.objects.create(username=name, role=role, branch_ids=branches, password="!")
        for name, role, branches in (("hank", Role.DUTY_LEADER, [town.east.pk]), ("gina", Role.COMMANDER, []))
    )
    on_duty(town, Level.STATION_HEAD, town.hank)
    on_duty(town, Level.BRANCH_DISPATCHER, town.dan)
    on_duty(town, Level.GROUP_OFFICE, town.kurt)
    on_duty(town, Level.GROUP_LEADER, town.gina)


def tick(until: datetime, *, since: datetime = MORNING, every: timedelta = timedelta(minutes=1)) -> None:
    """Let time pass, and whatever is due happen."""
    now = since
    while now <= until:
        fire_due(now=now)
        now += every


def notices(user: User, topic: str = "order_escalated") -> list[Notice]:
    """What a person finds in the inbox of a topic, in order."""
    return list(Notice.objects.filter(user=user, topic=topic).order_by("id"))


def open_one(order: WorkOrder) -> Escalation:
    """The open escalation of an order."""
    return Escalation.objects.get(work_order=order, ended_at=None)
