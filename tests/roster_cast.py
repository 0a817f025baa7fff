"""Posts and people of the town's roster, and what tests of it say often."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from town import MORNING

from heating_ops.access.models import Role, User
from heating_ops.crews.duty.commands import put_on_duty
from heating_ops.crews.models import DutyPost, Leave, Level, Pattern, Post, Swap
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


def roster_of(branch: Branch, one: User, other: User) -> dict[str, int]:
    """A branch's roster with one of everything, in the year 2098: what it is called, and its id."""
    ahead = datetime(2098, 1, 2, tzinfo=UTC)
    post = post_of(Level.BRANCH_DISPATCHER, branch)
    duty = DutyPost.objects.create(level=post.level, branch=branch, user=one, hours=(ahead, ahead + DAY))
    pattern = Pattern.objects.create(post=post, begins=time(8), ends=time(20), valid_from=ahead.date())
    leave = Leave.objects.create(user=one, hours=(ahead, ahead + DAY), kind="sick", asked_at=MORNING)
    swap = Swap.objects.create(duty=duty, asker=one, other=other, asked_at=MORNING)
    return {"duty": duty.pk, "pattern": pattern.pk, "leave": leave.pk, "swap": swap.pk}
