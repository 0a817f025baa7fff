"""Whose roster somebody may change: the branches of their right; and what of it is theirs."""

from django.db.models import Q

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter, may

from ..models import Crew
from .models import DutyPost, Leave, Pattern, Post, Swap
from .refusals import NotOnTheRoster


def edits(user: User, branch_id: int | None) -> bool:
    """Whether a person may change the roster of a branch (``None``: the group's)."""
    if not may(user, Action.ROSTER_EDIT):
        return False
    branches = branch_filter(user, Action.ROSTER_EDIT)
    return branches is None or branch_id in branches


def check_branch(user: User, branch_id: int | None) -> None:
    """Refuse what is another branch's as if it were not there.

    :raises NotOnTheRoster: the person may not change this branch's roster
    """
    if not edits(user, branch_id):
        raise NotOnTheRoster


def check_post(user: User, post_id: int) -> None:
    """:raises NotOnTheRoster: no such post within reach."""
    post = Post.objects.filter(pk=post_id).first()
    if post is None or not edits(user, post.branch_id):
        raise NotOnTheRoster


def check_duty(user: User, duty_id: int) -> None:
    """:raises NotOnTheRoster: no such duty within reach."""
    duty = DutyPost.objects.filter(pk=duty_id).first()
    if duty is None or not edits(user, duty.branch_id):
        raise NotOnTheRoster


def check_pattern(user: User, pattern_id: int) -> None:
    """:raises NotOnTheRoster: no such pattern within reach."""
    pattern = Pattern.objects.select_related("post", "crew").filter(pk=pattern_id).first()
    owner = pattern and (pattern.post or pattern.crew)
    if not owner or not edits(user, owner.branch_id):
        raise NotOnTheRoster


def leads(user: User, other: User) -> bool:
    """Whether a person decides about another's leave: of one of their branches, or of the group."""
    branches: list[int | None] = [*other.branch_ids] or [None]
    return any(edits(user, branch_id) for branch_id in branches)


def check_leave(user: User, leave_id: int, *, own: bool) -> None:
    """:raises NotOnTheRoster: no such leave of theirs (``own``) or of people they lead."""
    leave = Leave.objects.select_related("user").filter(pk=leave_id).first()
    if leave is None or not (leads(user, leave.user) or (own and leave.user_id == user.pk)):
        raise NotOnTheRoster


def check_swap(user: User, swap_id: int, *, own: bool) -> None:
    """:raises NotOnTheRoster: no such swap of theirs (``own``) or of posts they lead."""
    swap = Swap.objects.select_related("duty").filter(pk=swap_id).first()
    if swap is None:
        raise NotOnTheRoster
    is_theirs = user.pk in (swap.asker_id, swap.other_id)
    if not (is_theirs if own else edits(user, swap.duty.branch_id)):
        raise NotOnTheRoster


def check_crew(user: User, crew_id: int) -> None:
    """:raises NotOnTheRoster: no such crew within reach."""
    crew = Crew.objects.filter(pk=crew_id).first()
    if crew is None or not edits(user, crew.branch_id):
        raise NotOnTheRoster


def check_person(user: User, other_id: int) -> None:
    """:raises NotOnTheRoster: nobody of this id whom the person leads."""
    other = User.objects.filter(pk=other_id).first()
    if other is None or not leads(user, other):
        raise NotOnTheRoster


def swaps_seen(user: User) -> Q:
    """Narrow swaps to a person's own and those of the posts they lead."""
    own = Q(asker=user) | Q(other=user)
    if not may(user, Action.ROSTER_EDIT):
        return own
    branches = branch_filter(user, Action.ROSTER_EDIT)
    return Q() if branches is None else own | Q(duty__branch_id__in=branches)


def leaves_seen(user: User) -> Q:
    """Narrow leaves to a person's own and those of the people they lead."""
    own = Q(user=user)
    if not may(user, Action.ROSTER_EDIT):
        return own
    branches = branch_filter(user, Action.ROSTER_EDIT)
    return Q() if branches is None else own | Q(user__branch_ids__overlap=branches)
