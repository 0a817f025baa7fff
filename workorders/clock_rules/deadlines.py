"""Before a deadline passes: warnings at a share of its time, and suspensions that last too long."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.crews.models import Level
from heating_ops.crews.queries import everybody_on_duty
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.notify import telling, topics
from heating_ops.timers import clock
from heating_ops.timers.models import Deadline

from .. import events, rules
from ..catalogue import OPEN_STATUSES, WITH_CREW, Priority, Status
from ..models import Step, WorkOrder
from ..queries import free_orders_of, open_order_of

WARNING = "clock_warning"
WAITS_LONG = "suspended_too_long"


def register_topics() -> None:
    """Give notices of clocks their words; called in ``AppConfig.ready()``."""
    topics.register(
        WARNING,
        title=_("%(number)s: %(percent)s %% of the time for “%(step)s” is used up"),
        body=_("Due at %(due_at)s (%(priority)s). Act now, or say why not."),
        codes={"step": "step"},
        moments=("due_at",),
    )
    topics.register(
        WAITS_LONG,
        title=_("%(number)s is suspended too long"),
        body=_("“%(reason)s” since %(since)s. Let it go on, or suspend it anew with a reason that holds."),
        codes={"reason": "suspended"},
        moments=("since",),
    )


@command
def steps_warned(rows: Sequence[clock.Marked], now: datetime) -> Collection[clock.Marked]:
    """Record that so much of a step's time is used up, and tell who has the order where the rules say so.

    :returns: the rows of orders somebody works on at the moment; they come again
    """
    orders = free_orders_of([row.deadline for row in rows])
    for row in rows:
        order = orders.get(row.deadline.subject)
        if order is not None and order.status in OPEN_STATUSES:
            _warn(order, row, now=now)
    return [row for row in rows if row.deadline.subject not in orders]


def _warn(order: WorkOrder, row: clock.Marked, *, now: datetime) -> None:
    step, due_at = Step(row.deadline.kind.removeprefix("work_order.")), row.deadline.due_at
    actor = Actor.timer(row.deadline)
    events.deadline_warned(order, step=step, percent=row.percent, due_at=due_at, actor=actor, now=now)
    if not rules.clock_book().warnings.get(row.percent):
        return
    particulars = {
        "number": order.number,
        "percent": row.percent,
        "step": step,
        "due_at": due_at,
        "priority": order.priority,
    }
    telling.tell(
        users=who_has(order, now=now),
        topic=WARNING,
        subject=order.subject,
        link=f"/work-orders/{order.pk}/",
        params=particulars,
        urgent=order.priority == Priority.P1,
        key=f"{WARNING}:{row.deadline.pk}:{row.percent}",
        now=now,
    )


def who_has(order: WorkOrder, *, now: datetime) -> list[User]:
    """Who can do something about an order: its crew when one was sent, else the dispatcher on duty."""
    if order.crew_id is not None and order.status in WITH_CREW:
        return list(User.objects.filter(crew_member__crew=order.crew_id).order_by("pk"))
    return everybody_on_duty(level=Level.BRANCH_DISPATCHER, branch_id=order.branch_id, now=now)


@command
def suspended_too_long(deadline: Deadline, now: datetime) -> None:
    """Tell the dispatcher that an order waits longer than its reason may last. It is no breach: no chain starts."""
    order = open_order_of(deadline)
    clock.settle(deadline.subject, [deadline.kind], now=now)
    if order is None or order.status != Status.SUSPENDED:
        return
    order.version += 1
    order.save(update_fields=["version"])
    events.suspended_too_long(order, since=deadline.started_at, actor=Actor.timer(deadline), now=now)
    telling.tell(
        users=everybody_on_duty(level=Level.BRANCH_DISPATCHER, branch_id=order.branch_id, now=now),
        topic=WAITS_LONG,
        subject=order.subject,
        link=f"/work-orders/{order.pk}/",
        params={"number": order.number, "reason": order.suspend_reason, "since": deadline.started_at},
        urgent=False,
        key=f"{WAITS_LONG}:{deadline.pk}",
        now=now,
    )
