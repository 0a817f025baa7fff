"""What people are told on the way upward: topics, and one function for each thing told. Rows only, no network."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.notify import topics
from heating_ops.notify.telling import tell

from ..catalogue import Priority
from ..models import WorkOrder
from .models import Chase, CommunityAlarm, Escalation, Supervision

ORDER_ESCALATED: Final = "order_escalated"
ORDER_CAPPED: Final = "order_capped"
COMMUNITY_ALARM: Final = "community_alarm"
SUPERVISION_PASSED: Final = "supervision_passed"
SUPERVISION_DONE: Final = "supervision_done"
ORDER_CHASED: Final = "order_chased"
CHASE_ANSWERED: Final = "chase_answered"


def register() -> None:
    """Give the topics their words; called in ``AppConfig.ready()``."""
    what = {"what": "category", "level": "duty_level", "because": "escalated_because"}
    topics.register(
        ORDER_ESCALATED,
        title=_("%(number)s (%(priority)s) has come up to you: %(what)s"),
        body=_("%(place)s. %(because)s; late by %(late)s min. Say that you have it, or the next level is told."),
        codes=what,
    )
    topics.register(
        ORDER_CAPPED,
        title=_("%(number)s (%(priority)s) came back %(repeats)s times and nothing moves"),
        body=_("%(place)s: %(what)s. Nobody is told again by itself: somebody has to take it in hand."),
        codes=what,
    )
    topics.register(
        COMMUNITY_ALARM,
        title=_("%(community)s: %(reports)s reports within %(minutes)s min (%(what)s)"),
        body=_("Many reports of one place may be one fault. Look at them together, and say that you have it."),
        codes={"what": "alarm_kind"},
    )
    topics.register(
        SUPERVISION_PASSED,
        title=_("%(number)s is supervised and not done in time"),
        body=_("%(place)s: %(what)s. It was due at %(due_at)s."),
        codes=what,
        moments=("due_at",),
    )
    topics.register(
        SUPERVISION_DONE,
        title=_("%(number)s, which you supervise, is done"),
        body=_("%(place)s: %(what)s. It was due at %(due_at)s."),
        codes=what,
        moments=("due_at",),
    )
    topics.register(
        ORDER_CHASED,
        title=_("%(number)s: an answer is expected by %(due_at)s"),
        body=_("%(place)s: %(what)s. Asked: %(words)s"),
        codes=what,
        moments=("due_at",),
    )
    topics.register(
        CHASE_ANSWERED,
        title=_("%(number)s: your question was answered"),
        body=_("%(place)s: %(what)s. Answer: %(words)s"),
        codes=what,
    )


def key_of(order: WorkOrder) -> str:
    """Name one telling of an order: it is told once at each of its versions."""
    return f"order_escalated:{order.pk}:{order.version}"


def escalated(
    order: WorkOrder, row: Escalation, step: tuple[str, Sequence[User]], *, because: str, now: datetime
) -> None:
    """Tell everybody on duty at a level that an order has come up to them."""
    level, people = step
    late = max(int((now - row.breach_at).total_seconds() // 60), 0)
    _tell(order, people, ORDER_ESCALATED, key_of(order), now, urgent=True, level=level, because=because, late=late)


def capped(order: WorkOrder, row: Escalation, people: Sequence[User], *, now: datetime) -> None:
    """Tell the group office that an order comes back and nothing moves."""
    _tell(order, people, ORDER_CAPPED, f"order_capped:{row.pk}", now, urgent=True, repeats=row.repeats)


def supervision_passed(order: WorkOrder, supervision: Supervision, *, now: datetime) -> None:
    """Tell the leader that the time they gave is over."""
    key = f"supervision_passed:{supervision.pk}:{supervision.due_at.isoformat()}"
    _tell(order, [supervision.leader_id], SUPERVISION_PASSED, key, now, urgent=True, due_at=_at(supervision.due_at))


def supervision_done(order: WorkOrder, supervision: Supervision, *, now: datetime) -> None:
    """Tell the leader that what they supervise is done."""
    key = f"supervision_done:{supervision.pk}"
    _tell(order, [supervision.leader_id], SUPERVISION_DONE, key, now, due_at=_at(supervision.due_at))


def chased(order: WorkOrder, chase: Chase, people: Sequence[User | int], *, now: datetime) -> None:
    """Ask whoever has the order."""
    urgent = order.priority == Priority.P1
    said = {"words": chase.words, "due_at": _at(chase.due_at)}
    _tell(order, people, ORDER_CHASED, f"order_chased:{chase.pk}", now, urgent=urgent, **said)


def chase_answered(order: WorkOrder, chase: Chase, *, now: datetime) -> None:
    """Tell the answer to who asked."""
    key = f"chase_answered:{chase.pk}"
    _tell(order, [chase.asked_by_id], CHASE_ANSWERED, key, now, words=chase.answer)


def alarmed(alarm: CommunityAlarm, people: Sequence[User], *, now: datetime) -> None:
    """Tell everybody on duty at a level that a community raises an alarm."""
    tell(
        users=people,
        topic=COMMUNITY_ALARM,
        subject=alarm.subject,
        link=reverse("escalations"),
        params={
            "community": alarm.name,
            "reports": alarm.reports,
            "minutes": alarm.minutes,
            "what": alarm.kind,
        },
        urgent=True,
        key=f"community_alarm:{alarm.pk}:{alarm.rank}",
        now=now,
    )


def _tell(
    order: WorkOrder,
    people: Sequence[User | int],
    topic: str,
    key: str,
    now: datetime,
    *,
    urgent: bool = False,
    **said: Any,
) -> None:
    place = " ".join(part for part in (str(order.building or order.place_text), order.flat) if part)
    about = {"number": order.number, "priority": order.priority, "what": order.category, "place": place}
    tell(
        users=people,
        topic=topic,
        subject=order.subject,
        link=reverse("work-order", args=[order.pk]),
        params=about | said,
        urgent=urgent,
        key=key,
        now=now,
    )


def _at(moment: datetime) -> str:
    return moment.isoformat()
