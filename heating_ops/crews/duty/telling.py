"""Telling people about their own roster. Who carries the word is registered by a higher app: crews knows no channel."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.formats import date_format
from django.utils.timezone import localtime

from heating_ops.access.models import Role, User

from ..hours import Hours
from .models import Leave, Level, Swap
from .presence import Gap, at, scope

Teller = Callable[..., object]
_tellers: list[Teller] = []
_MINE: Final = "/roster/mine/"
_REQUESTS: Final = "/roster/requests/"


def register(teller: Teller) -> None:
    """Name who carries the word; called in ``AppConfig.ready()``.

    It is called with ``users``, ``topic``, ``subject``, ``link``, ``params``, ``urgent``, ``key`` and
    ``now``, inside the transaction of the change.
    """
    _tellers.append(teller)


def leaders_of(branch_id: int | None, now: datetime) -> list[int]:
    """Who answers for a branch (or the group) now: its leaders on duty; all its leaders when none is."""
    level = Level.GROUP_OFFICE if branch_id is None else Level.BRANCH_DUTY_LEADER
    there = at(now).filter(scope([] if branch_id is None else [branch_id], group=branch_id is None), level=level)
    on_duty = list(there.order_by("id").values_list("user_id", flat=True))
    if on_duty:
        return on_duty
    leaders = User.objects.filter(is_active=True, role=Role.COMMANDER if branch_id is None else Role.DUTY_LEADER)
    if branch_id is not None:
        leaders = leaders.filter(branch_ids__contains=[branch_id])
    return list(leaders.order_by("pk").values_list("pk", flat=True))


def swap_asked(swap: Swap, *, now: datetime) -> None:
    """Tell who was asked."""
    _tell([swap.other_id], "roster_swap_asked", swap.subject, _MINE, _of_swap(swap), now)


def swap_accepted(swap: Swap, *, now: datetime) -> None:
    """Tell who has the last word."""
    leaders = leaders_of(swap.duty.branch_id, now)
    _tell(leaders, "roster_swap_accepted", swap.subject, _REQUESTS, _of_swap(swap), now)


def swap_settled(swap: Swap, *, now: datetime) -> None:
    """Tell both how it ended."""
    both = [swap.asker_id, swap.other_id]
    _tell(both, f"roster_swap_{swap.state}", swap.subject, _MINE, _of_swap(swap), now)


def leave_asked(leave: Leave, *, now: datetime) -> None:
    """Tell who has to decide."""
    branches: list[int | None] = list(leave.user.branch_ids) or [None]
    leaders = {leader for branch in branches for leader in leaders_of(branch, now)} - {leave.user_id}
    _tell(sorted(leaders), "roster_leave_asked", leave.subject, _REQUESTS, _of_leave(leave), now)


def leave_decided(leave: Leave, *, now: datetime) -> None:
    """Tell who asked."""
    _tell([leave.user_id], f"roster_leave_{leave.state}", leave.subject, _MINE, _of_leave(leave), now)


def gap_found(gap: Gap, *, now: datetime) -> None:
    """Tell the leaders of a gap; urgent when it opens within a day."""
    branch = gap.post.branch.name if gap.post.branch else ""
    params = {"level": gap.post.level, "branch": branch, **_span(gap.hours)}
    users = leaders_of(gap.post.branch_id, now)
    soon = gap.is_soon(now)
    topic = "roster_gap_soon" if soon else "roster_gap"
    _tell(users, topic, f"post:{gap.post.pk}", "/roster/gaps/", params, now, key=f"{topic}:{gap.key}", urgent=soon)


def moment(at_: datetime) -> str:
    """A moment as the roster writes it."""
    return date_format(localtime(at_), "m-d H:i")


def _of_swap(swap: Swap) -> dict[str, Any]:
    return {"asker": str(swap.asker), "other": str(swap.other), "level": swap.duty.level, **_hours(swap.duty.hours)}


def _of_leave(leave: Leave) -> dict[str, Any]:
    return {"name": str(leave.user), **_hours(leave.hours)}


def _hours(held: DateTimeTZRange) -> dict[str, str]:
    return _span(Hours.of_range(held))


def _span(hours: Hours) -> dict[str, str]:
    return {"from": hours.begin.isoformat(), "until": hours.end.isoformat()}


def _tell(
    users: Sequence[int],
    topic: str,
    subject: str,
    link: str,
    params: dict[str, Any],
    now: datetime,
    *,
    key: str = "",
    urgent: bool = False,
) -> None:
    for teller in _tellers if users else ():
        teller(
            users=users,
            topic=topic,
            subject=subject,
            link=link,
            params=params,
            urgent=urgent,
            key=key or f"{topic}:{subject}",
            now=now,
        )
