"""The lists of the roster: gaps ahead, one's own duties, what waits for a leader, patterns."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import permits, signed_in

from ..hours import Hours
from ..models import Crew, CrewShift
from . import frame
from .defaults import GAP_DAYS
from .models import OPEN_SWAPS, DutyPhone, DutyPost, Leave, LeaveKind, LeaveState, Pattern, Post, Swap, SwapState
from .presence import gaps_ahead, scope
from .reach import edits, leaves_seen, swaps_seen
from .rules import rule

_LISTED = 60
_SWAPS = ("asker", "other", "duty__branch", "counter__branch")


@permits(Action.ROSTER_VIEW)
def gaps(request: HttpRequest) -> HttpResponse:
    """The gaps of the next fortnight, by when they open."""
    user, now = signed_in(request), timezone.now()
    ahead = gaps_ahead(now)
    context = {
        "tabs": frame.tabs("gaps", user, now, gaps=ahead),
        "rows": [(gap, gap.is_soon(now), edits(user, gap.post.branch_id)) for gap in ahead],
        "days": rule(GAP_DAYS),
        "now": now,
    }
    return render(request, "roster/gaps.html", context)


@permits(Action.ROSTER_SWAP)
def mine(request: HttpRequest) -> HttpResponse:
    """One's own duties; asking for a swap or leave; what one was asked; one's duty telephone."""
    user, now = signed_in(request), timezone.now()
    duties = DutyPost.objects.filter(user=user, cancelled_at__isnull=True, hours__endswith__gt=now)
    listed = list(duties.select_related("branch").order_by("hours")[:_LISTED])
    swaps = Swap.objects.filter(Q(asker=user) | Q(other=user)).select_related(*_SWAPS)
    phone = DutyPhone.objects.filter(user=user).first()
    shifts = CrewShift.objects.filter(crew__members__user=user, hours__endswith__gt=now)
    context = {
        "tabs": frame.tabs("mine", user, now),
        "duties": [(duty, Hours.of_range(duty.hours).begin > now) for duty in listed],
        "shifts": shifts.select_related("crew").order_by("hours")[:_LISTED],
        "asked_of_me": swaps.filter(other=user, state=SwapState.ASKED).order_by("duty__hours"),
        "swaps": swaps.exclude(other=user, state=SwapState.ASKED).order_by("-pk")[:10],
        "open_swaps": OPEN_SWAPS,
        "leaves": Leave.objects.filter(user=user).order_by("-hours")[:10],
        "leave_kinds": LeaveKind.choices,
        "mates": _mates(user),
        "phone": phone.number if phone else "",
        "now": now,
    }
    return render(request, "roster/mine.html", context)


@permits(Action.ROSTER_EDIT)
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for a leader's word, and what was decided lately."""
    user, now = signed_in(request), timezone.now()
    swaps = Swap.objects.filter(swaps_seen(user)).select_related(*_SWAPS)
    own = Q(asker=user) | Q(other=user)
    leaves = Leave.objects.filter(leaves_seen(user)).select_related("user", "decided_by")
    waiting = list(leaves.filter(state=LeaveState.ASKED).order_by("hours"))
    context = {
        "tabs": frame.tabs("requests", user, now),
        "swaps": swaps.filter(state=SwapState.ACCEPTED).exclude(own).order_by("duty__hours")[:_LISTED],
        "leaves": [(leave, _duties_in(leave)) for leave in waiting[:_LISTED]],
        "decided_swaps": swaps.filter(decided_at__isnull=False).order_by("-decided_at")[:10],
        "decided_leaves": leaves.filter(decided_at__isnull=False).order_by("-decided_at")[:10],
        "away": leaves.filter(state=LeaveState.GRANTED, hours__endswith__gt=now).order_by("hours")[:_LISTED],
    }
    return render(request, "roster/requests.html", context)


@permits(Action.ROSTER_EDIT)
def patterns(request: HttpRequest) -> HttpResponse:
    """The patterns of a branch or the group, and the beginning of one."""
    user, now = signed_in(request), timezone.now()
    at = frame.whose(request, user)
    today = timezone.localdate()
    going = Pattern.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    posts = Post.objects.filter(scope(**at.scope), people__gt=0).order_by("pk")
    of_posts = going.filter(post__in=posts).select_related("post").prefetch_related("people__user")
    of_crews = going.filter(crew__branch=at.branch).select_related("crew") if at.branch else going.none()
    context = {
        "tabs": frame.tabs("patterns", user, now, at=at),
        "at": at,
        "edits": frame.may_edit(user, at),
        "posts": posts,
        "patterns": of_posts.order_by("post_id", "begins", "pk"),
        "crew_patterns": of_crews.order_by("crew_id", "begins", "pk"),
        "crews": Crew.objects.filter(branch=at.branch) if at.branch else [],
        "people": frame.people_for(at.branch_id),
        "today": today,
    }
    return render(request, "roster/patterns.html", context)


def _mates(user: User) -> Sequence[dict[str, Any]]:
    """Who could be asked to swap: those who stand on the same posts, with their duties ahead."""
    now = timezone.now()
    own = DutyPost.objects.filter(user=user, cancelled_at__isnull=True, hours__endswith__gt=now)
    places = {(duty.level, duty.branch_id) for duty in own[:_LISTED]}
    if not places:
        return []
    same = Q()
    for level, branch_id in places:
        same |= Q(level=level, branch_id=branch_id) if branch_id else Q(level=level, branch__isnull=True)
    theirs = DutyPost.objects.filter(same, cancelled_at__isnull=True, hours__startswith__gt=now)
    theirs = theirs.exclude(user=user).filter(user__is_active=True)
    found: dict[int, dict[str, Any]] = {}
    for duty in theirs.select_related("user").order_by("hours")[: 4 * _LISTED]:
        found.setdefault(duty.user_id, {"user": duty.user, "duties": []})["duties"].append(duty)
    return list(found.values())


def _duties_in(leave: Leave) -> int:
    duties = DutyPost.objects.filter(user_id=leave.user_id, cancelled_at__isnull=True, hours__overlap=leave.hours)
    return duties.count()
