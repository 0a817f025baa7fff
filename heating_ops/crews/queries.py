"""Who goes and who is told: one query each."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Expression, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from heating_ops.access.models import User

from .duty.posts import LEVELS_OF_BRANCHES
from .duty.presence import at, on_leave
from .models import Crew, CrewShift, DutyPost, Member


def crew_of(user: User) -> Crew | None:
    """Find the crew a person belongs to."""
    return Crew.objects.filter(members__user=user).first()


def on_duty_at(*, level: str, branch_id: int | None, now: datetime) -> User | None:
    """Find who is on duty at a level now; ``None`` when nobody is. Of several, who was entered first.

    :param branch_id: the branch of the order; group levels look at the group's posts
    """
    post = _on_duty(level, branch_id, now).first()
    return post.user if post else None


def everybody_on_duty(*, level: str, branch_id: int | None, now: datetime) -> list[User]:
    """Find everybody who is on duty at a level now, each once, in the order ``on_duty_at`` would ask them.

    :param branch_id: the branch of the order; group levels look at the group's posts
    """
    return list({post.user_id: post.user for post in _on_duty(level, branch_id, now)}.values())


def is_on_duty(user_id: int, now: datetime) -> bool:
    """Answer whether a person is on duty now, at any post or with their crew, and not on leave."""
    return bool(those_on_duty([user_id], now))


def those_on_duty(user_ids: Collection[int], now: datetime) -> set[int]:
    """Answer those of some people who are on duty now, at any post or with their crew, and not on leave."""
    posts = at(now).filter(user_id__in=user_ids).values_list("user_id", flat=True)
    shifts = CrewShift.objects.filter(crew__members__user_id__in=user_ids, hours__contains=now)
    with_crews = shifts.exclude(on_leave(now, "crew__members__user")).values_list("crew__members__user_id", flat=True)
    return {user_id for user_id in posts.union(with_crews) if user_id is not None}


def _on_duty(level: str, branch_id: int | None, now: datetime) -> QuerySet[DutyPost]:
    of_branch = level in LEVELS_OF_BRANCHES and branch_id is not None
    where = Q(branch_id=branch_id) if of_branch else Q(branch__isnull=True)
    return at(now).filter(where, level=level).select_related("user").order_by("id")


def crews_on_duty(*, branch_ids: list[int] | None, now: datetime) -> list[Crew]:
    """Read the crews on duty now, of these branches or (``None``) of all.

    Each has ``people`` (how many), ``leader`` (a name, or "") and ``until``, the end
    of its hours. How much work a crew has is not known here.
    """
    members = Member.objects.filter(crew=OuterRef("pk")).order_by()
    facts: dict[str, Expression | F] = {
        "until": F("shifts__hours__endswith"),
        "people": Coalesce(Subquery(members.values("crew").annotate(n=Count("pk")).values("n")), 0),
        "leader": Coalesce(Subquery(members.filter(is_leader=True).values("user__first_name")[:1]), Value("")),
    }
    crews = Crew.objects.filter(shifts__hours__contains=now).select_related("branch")
    if branch_ids is not None:
        crews = crews.filter(branch_id__in=branch_ids)
    return list(crews.annotate(**facts))
