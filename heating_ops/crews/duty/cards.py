"""The roster as screens and programs read it: one function makes each card, page and API use the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from ..hours import Hours
from .models import DutyPost, Leave, Level, Post, Swap
from .presence import Gap, needed

Card = dict[str, Any]
_ORDER: Final = {level: place for place, level in enumerate(reversed(Level.values))}
_NOW: Final = """
SELECT p.id, p.level, p.branch_id, coalesce(b.name, ''), p.people, p.weekdays, p.begins, p.ends,
    d.id, d.user_id, coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.username),
    coalesce(t.number, ''), lower(d.hours), upper(d.hours)
FROM crews_post p
LEFT JOIN network_branch b ON b.id = p.branch_id
LEFT JOIN (crews_dutypost d JOIN access_user u ON u.id = d.user_id AND u.is_active)
    ON d.level = p.level AND d.branch_id IS NOT DISTINCT FROM p.branch_id
    AND d.cancelled_at IS NULL AND d.hours @> %(now)s::timestamptz
    AND NOT EXISTS (
        SELECT 1 FROM crews_leave l
        WHERE l.user_id = d.user_id AND l.state = 'granted' AND l.hours @> %(now)s::timestamptz
    )
LEFT JOIN crews_dutyphone t ON t.user_id = d.user_id
WHERE p.people > 0
ORDER BY p.branch_id NULLS FIRST, d.id
"""


@dataclass(frozen=True, slots=True)
class OnPost:
    """A post and who is there now; ``is_gap`` when fewer are there than it needs at this hour."""

    level: Level
    branch_id: int | None
    branch_name: str
    people: list[Card]
    is_gap: bool


def on_duty_now(now: datetime) -> list[OnPost]:
    """Read who is on duty now, at every post of the group and of all branches, in one query; highest level first."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW, {"now": now})
        rows = cursor.fetchall()
    posts: dict[int, tuple[Post, str, list[Card]]] = {}
    for pk, level, branch_id, name, people, weekdays, begins, ends, *duty in rows:
        if pk not in posts:
            post = Post(pk, level, branch_id, people, weekdays, begins, ends)
            posts[pk] = (post, name, [])
        if duty[0] is not None:
            posts[pk][2].append(dict(zip(("duty", "user", "name", "phone", "from", "until"), duty, strict=True)))
    moment = Hours(now, now + timedelta(seconds=1))
    found = [
        OnPost(
            Level(post.level),
            post.branch_id,
            name,
            people,
            is_gap=len(people) < post.people and any(needed(post, moment)),
        )
        for post, name, people in posts.values()
    ]
    return sorted(found, key=lambda one: (one.branch_id or 0, _ORDER[one.level]))


def now_card(one: OnPost) -> Card:
    """A post now."""
    branch = {"branch": one.branch_id, "branch_name": one.branch_name}
    return {"level": one.level.value, **branch, "people": one.people, "gap": one.is_gap}


def duty_card(duty: DutyPost) -> Card:
    """A duty; ``parts`` are the hours the person is there, less than all while on leave."""
    return {
        "id": duty.pk,
        "level": duty.level,
        "branch": duty.branch_id,
        "user": duty.user_id,
        "name": str(duty.user),
        **hours_card(duty.hours),
        "origin": duty.origin,
        "parts": [{"from": part.begin, "until": part.end} for part in duty.parts],
    }


def gap_card(gap: Gap, now: datetime) -> Card:
    """Hours nobody fills."""
    return {
        "post": gap.post.pk,
        "level": gap.post.level,
        "branch": gap.post.branch_id,
        "branch_name": gap.post.branch.name if gap.post.branch else "",
        "from": gap.hours.begin,
        "until": gap.hours.end,
        "soon": gap.is_soon(now),
    }


def leave_card(leave: Leave) -> Card:
    """A leave."""
    who = {"user": leave.user_id, "name": str(leave.user)}
    return {"id": leave.pk, **who, **hours_card(leave.hours), "kind": leave.kind, "state": leave.state}


def swap_card(swap: Swap) -> Card:
    """A swap, with both duties."""
    return {
        "id": swap.pk,
        "state": swap.state,
        "asker": {"user": swap.asker_id, "name": str(swap.asker)},
        "other": {"user": swap.other_id, "name": str(swap.other)},
        "duty": _short(swap.duty),
        "counter": _short(swap.counter) if swap.counter else None,
    }


def _short(duty: DutyPost) -> Card:
    return {"id": duty.pk, "level": duty.level, "branch": duty.branch_id, **hours_card(duty.hours)}


def hours_card(held: Any) -> Card:
    """From and until, where the utility is."""
    here = timezone.get_current_timezone()
    hours = Hours.of_range(held)
    return {"from": hours.begin.astimezone(here), "until": hours.end.astimezone(here)}


def by_branch(posts: Sequence[OnPost]) -> list[tuple[str, list[OnPost]]]:
    """Posts by branch, the group's first."""
    found: dict[int | None, tuple[str, list[OnPost]]] = {}
    for one in posts:
        found.setdefault(one.branch_id, (one.branch_name, []))[1].append(one)
    return list(found.values())
