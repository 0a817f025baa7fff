"""Which posts there are: every branch has the branch's, the group has the group's, until somebody says otherwise."""

from heating_ops.network.models import Branch

from .defaults import BRANCH_POSTS, GROUP_POSTS, PostRow
from .models import Level, Post

LEVELS_OF_BRANCHES = frozenset(Level(level) for level, *_rest in BRANCH_POSTS)


def complete_posts() -> None:
    """Add the posts that are missing, as the product ships them; those that are there stay as they were set."""
    there = {(post.level, post.branch_id) for post in Post.objects.only("level", "branch")}
    wanted: list[tuple[int | None, PostRow]] = [(None, row) for row in GROUP_POSTS]
    wanted += [(branch, row) for branch in Branch.objects.values_list("pk", flat=True) for row in BRANCH_POSTS]
    missing = [
        Post(level=level, branch_id=branch, people=people, swap_needs_leader=needs_leader, source=source)
        for branch, (level, people, needs_leader, source) in wanted
        if (level, branch) not in there
    ]
    Post.objects.bulk_create(missing, ignore_conflicts=True)
