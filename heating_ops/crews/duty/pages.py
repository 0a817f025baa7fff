"""Who is on duty now, and a week of a branch."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in
from heating_ops.days import EARLIEST, LATEST, Day

from ..hours import ONE_DAY, Hours
from . import cards, frame
from .models import DutyPost, Level, Post
from .presence import Gap, duties_in, gaps_in, scope
from .sentences import changes_on

_DAYS = 7


@permits(Action.ROSTER_VIEW)
def now(request: HttpRequest) -> HttpResponse:
    """Who is on duty now, for a wall and a pocket: every level of the group and of all branches."""
    user, moment = signed_in(request), timezone.now()
    posts = cards.on_duty_now(moment)
    context = {
        "tabs": frame.tabs("now", user, moment),
        "branches": cards.by_branch(posts),
        "missing": sum(one.is_gap for one in posts),
        "own": set(user.branch_ids),
        "moment": moment,
    }
    return render(request, "roster/now.html", context)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in one day of one post: a person's hours, or a gap."""

    hours: Hours
    duty: DutyPost | None = None
    gap: Gap | None = None
    is_over: bool = False
    from_before: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A post and its seven days."""

    post: Post
    days: list[list[Part]]


@permits(Action.ROSTER_VIEW)
def week(request: HttpRequest) -> HttpResponse:
    """Seven days of a branch or the group, post by post, with the gaps."""
    user, moment = signed_in(request), timezone.now()
    at = frame.whose(request, user)
    first = _first_day(request.GET.get("first_day", ""))
    days = [first + place * ONE_DAY for place in range(_DAYS)]
    window = Hours(Day.of(days[0]).begins, Day.of(days[-1]).ends)
    duties = duties_in(window, **at.scope)
    gaps = gaps_in(window, **at.scope, duties=duties)
    edits = frame.may_edit(user, at)
    context = {
        "tabs": frame.tabs("week", user, moment, at=at),
        "at": at,
        "days": days,
        "today": timezone.localdate(),
        "rows": _rows(days, duties, gaps, at, moment),
        "previous": first - _DAYS * ONE_DAY,
        "following": first + _DAYS * ONE_DAY,
        "edits": edits,
        "people": frame.people_for(at.branch_id) if edits else [],
        "log": changes_on(at.branch_id) if edits else [],
    }
    return render(request, "roster/week.html", context)


def _first_day(said: str) -> date:
    """The day that was asked for, else today; a day outside the calendar is nobody's roster."""
    try:
        day = parse_date(said)
    except ValueError:
        day = None
    if day is None or not EARLIEST + timedelta(days=_DAYS) <= day <= LATEST - timedelta(days=2 * _DAYS):
        return timezone.localdate()
    return day


def _rows(days: list[date], duties: list[DutyPost], gaps: list[Gap], at: frame.Whose, moment: datetime) -> list[Row]:
    posts = Post.objects.filter(scope(**at.scope), people__gt=0)
    order: list[str] = list(reversed(Level.values))
    rows = []
    for post in sorted(posts, key=lambda one: order.index(one.level)):
        parts: list[list[Part]] = [[] for _day in days]
        for duty in duties:
            if duty.level != post.level:
                continue
            for hours in duty.parts:
                before = hours.begin < Day.of(days[0]).begins
                _place(parts, days, Part(hours, duty=duty, is_over=hours.end <= moment, from_before=before))
        for gap in gaps:
            if gap.post.pk == post.pk:
                _place_gap(parts, days, gap, moment)
        rows.append(Row(post, [sorted(cell, key=lambda part: part.hours) for cell in parts]))
    return rows


def _place(parts: list[list[Part]], days: list[date], part: Part) -> None:
    """Into the day it begins on; what began before the week into its first."""
    begins = timezone.localtime(part.hours.begin).date()
    parts[max((begins - days[0]).days, 0)].append(part)


def _place_gap(parts: list[list[Part]], days: list[date], gap: Gap, moment: datetime) -> None:
    """A gap of a day or less as one, a longer one cut by days: each is filled by itself."""
    if gap.hours.end - gap.hours.begin <= ONE_DAY:
        if gap.hours.end > moment:
            _place(parts, days, Part(Hours(max(gap.hours.begin, moment), gap.hours.end), gap=gap))
        return
    for place, day in enumerate(days):
        whole = Day.of(day)
        hours = gap.hours.within(Hours(whole.begins, whole.ends))
        if hours is not None and hours.end > moment:
            parts[place].append(Part(Hours(max(hours.begin, moment), hours.end), gap=gap))
