"""Who really is at a post: their duties, without the hours they are on leave; and the gaps that leaves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..hours import ONE_DAY, Hours, thin, without
from .defaults import GAP_DAYS
from .models import DutyPost, Leave, LeaveState, Post
from .posts import LEVELS_OF_BRANCHES
from .rules import rule

Place: TypeAlias = tuple[str, int | None]
_SOON: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours in which fewer people are at a post than are needed."""

    post: Post
    hours: Hours

    @property
    def key(self) -> str:
        """Names it as long as it is there: told once, however often it is looked for."""
        return f"gap:{self.post.pk}:{self.hours.begin:%Y%m%d%H%M}"

    def is_soon(self, now: datetime) -> bool:
        """Whether it opens within a day."""
        return self.hours.begin < now + _SOON


def on_leave(moment: Any, user: str = "user") -> Exists:
    """Answer in a query whether the person of a row is on granted leave at a moment."""
    away = Leave.objects.filter(user=OuterRef(user), state=LeaveState.GRANTED, hours__contains=moment)
    return Exists(away.order_by())


def at(now: datetime) -> QuerySet[DutyPost]:
    """The duties of people who are there now."""
    standing = DutyPost.objects.filter(hours__contains=now, cancelled_at__isnull=True, user__is_active=True)
    return standing.exclude(on_leave(now))


def place_of(level: str, branch_id: int | None) -> Place:
    """Where a level is filled: at the branch, or for the group."""
    return (level, branch_id if level in LEVELS_OF_BRANCHES else None)


def duties_in(
    window: Hours, *, branch_ids: Sequence[int] | None = None, group: bool = True, former: bool = False
) -> list[DutyPost]:
    """Read the duties that touch a window, as they begin; each has ``parts``, the hours the person is there.

    :param branch_ids: of these branches; ``None`` is all
    :param group: whether the group's are among them
    :param former: people who have left the house since are named as well: for sheets of days that have passed
    """
    span = DateTimeTZRange(window.begin, window.end)
    duties = DutyPost.objects.filter(hours__overlap=span, cancelled_at__isnull=True)
    if not former:
        duties = duties.filter(user__is_active=True)
    duties = duties.filter(scope(branch_ids, group=group)).select_related("user", "branch")
    leaves = Leave.objects.filter(state=LeaveState.GRANTED, hours__overlap=span)
    away: dict[int, list[Hours]] = defaultdict(list)
    for user_id, hours in leaves.values_list("user_id", "hours"):
        away[user_id].append(Hours.of_range(hours))
    found = list(duties.order_by("hours__startswith", "id"))
    for duty in found:
        duty.parts = without(Hours.of_range(duty.hours), away.get(duty.user_id, ()))
    return found


def scope(branch_ids: Sequence[int] | None, *, group: bool = True) -> Q:
    """Narrow duties or posts to branches, with the group's or without."""
    if branch_ids is None:
        return Q() if group else Q(branch__isnull=False)
    return Q(branch_id__in=list(branch_ids)) | (Q(branch__isnull=True) if group else Q(pk__in=[]))


def present_at(post: Post, hours: Hours) -> list[Hours]:
    """The hours people are at one post, within these."""
    branches = [post.branch_id] if post.branch_id is not None else []
    duties = duties_in(hours, branch_ids=branches, group=post.branch_id is None)
    return [part for duty in duties if duty.level == post.level for part in duty.parts]


def needed(post: Post, window: Hours) -> Iterator[Hours]:
    """The hours a post must be filled, within a window."""
    here = timezone.get_current_timezone()
    day = window.begin.astimezone(here).date() - ONE_DAY
    while day <= window.end.astimezone(here).date():
        if day.isoweekday() in post.weekdays and (part := Hours.on(day, post.begins, post.ends).within(window)):
            yield part
        day += ONE_DAY


def gaps_in(
    window: Hours,
    *,
    branch_ids: Sequence[int] | None = None,
    group: bool = True,
    duties: Iterable[DutyPost] | None = None,
) -> list[Gap]:
    """Find the gaps in a window, by when they open.

    :param duties: those of the window, if they were read already
    """
    posts = Post.objects.filter(scope(branch_ids, group=group), people__gt=0).select_related("branch")
    there: dict[Place, list[Hours]] = defaultdict(list)
    for duty in duties_in(window, branch_ids=branch_ids, group=group) if duties is None else duties:
        there[(duty.level, duty.branch_id)] += duty.parts
    found = [
        Gap(post, hours)
        for post in posts
        for hours in thin(needed(post, window), there[(post.level, post.branch_id)], people=post.people)
    ]
    return sorted(found, key=lambda gap: (gap.hours, gap.post.pk))


def gaps_ahead(now: datetime, *, branch_ids: Sequence[int] | None = None, group: bool = True) -> list[Gap]:
    """Find the gaps of as many days ahead as the rule says (14)."""
    return gaps_in(Hours(now, now + timedelta(days=rule(GAP_DAYS))), branch_ids=branch_ids, group=group)
