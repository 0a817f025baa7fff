"""In what order a person is told outside of the inbox: the plan's steps, as far as the person has these ways."""

from collections.abc import Collection
from dataclasses import dataclass

from .channels.models import Audience, Channel, ContactPoint, PlanStep, Until


@dataclass(frozen=True, slots=True)
class Step:
    """One try: where to, after how many seconds from the telling, and what makes it needless."""

    channel: Channel
    address: str
    after_s: int
    until: str


def steps_for(users: Collection[int], *, topic: str, urgent: bool) -> dict[int, list[Step]]:
    """The steps for each of these people, in two queries; people without any way outside are not in it."""
    plan = list(
        PlanStep.objects.filter(topic__in=(topic, ""), urgent=urgent, channel__enabled=True)
        .filter(channel__audience=Audience.STAFF)
        .select_related("channel")
        .order_by("place")
    )
    own = [step for step in plan if step.topic] or plan
    if not own:
        return {}
    points = ContactPoint.objects.filter(
        user__in=users, signed_out_at__isnull=True, channel__in={step.channel_id for step in own}
    )
    at = {(point.user_id, point.channel_id): point.address for point in points}
    return {user: steps for user in users if (steps := _of_one(user, own, at))}


def steps_through(channel: Channel, users: Collection[int]) -> dict[int, list[Step]]:
    """One channel and no other, for those who have an address in it."""
    points = ContactPoint.objects.filter(user__in=users, channel=channel, signed_out_at__isnull=True)
    return {point.user_id: [Step(channel, point.address, 0, Until.DELIVERED.value)] for point in points}


def _of_one(user: int, plan: list[PlanStep], at: dict[tuple[int, int], str]) -> list[Step]:
    """A channel the person does not have is passed over, and takes no time."""
    steps, after = [], 0
    for step in plan:
        address = at.get((user, step.channel_id))
        if address is not None:
            steps.append(Step(step.channel, address, after, step.until))
            after += step.wait_s
    return steps
