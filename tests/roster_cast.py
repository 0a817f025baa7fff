"""Posts and people of the town's roster, and what tests of it say often."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from town import MORNING

from heating_ops.access.models import Role, User
from heating_ops.crews.duty.commands import put_on_duty
from heating_ops.crews.models import DutyPost, Level, Post
from heating_ops.network.models import Branch

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def post_of(level: Level, branch: Branch | None, **changes: object) -> Post:
    """A post that must be filled, round the clock if nothing else is said."""
    return Post.objects.create(level=level, branch=branch, source="test", **changes)


def dispatcher(name: str, branch: Branch) -> User:
    """One more dispatcher of a branch."""
    return User.objects.create(username=name, first_name=name.title(), role=Role.DISPATCHER, branch_ids=[branch.pk])


def on_duty(
    town: SimpleNamespace, post: Post, user: User, begin: datetime, hours: float = 12, *, by: str = "lena"
) -> DutyPost:
    """Put somebody on duty by hand, entered in the morning."""
    return put_on_duty(
        post_id=post.pk,
        user_id=user.pk,
        begins_at=begin,
        ends_at=begin + hours * HOUR,
        actor=town.actor(by),
        now=MORNING,
    )
