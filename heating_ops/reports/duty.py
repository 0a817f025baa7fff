"""Who answered for a day: the leader on duty (带班领导) and the dispatch of group and branches, and the gaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from heating_ops.crews.duty.presence import duties_in, gaps_in
from heating_ops.crews.hours import Hours
from heating_ops.crews.models import DutyPost, Level
from heating_ops.days import Day

Row = dict[str, Any]
_LEADERS: Final = (Level.GROUP_LEADER, Level.BRANCH_DUTY_LEADER)
_DISPATCH: Final = (Level.GROUP_OFFICE, Level.BRANCH_DISPATCHER)


def duty_of(day: Day, *, now: datetime, branch_ids: Sequence[int] | None) -> list[Row]:
    """Read who was on duty on a day: a row for the group, then one for each branch; nothing when nobody was.

    The leader of the group stands on every sheet; hours are cut to the day, and gaps also to what has passed.

    :param branch_ids: narrows to branches
    """
    window = Hours(day.begins, day.ends)
    duties = duties_in(window, branch_ids=branch_ids, former=True)
    if not duties:
        return []
    rows: dict[int | None, Row] = {None: _row(None, "")}
    for duty in sorted(duties, key=lambda one: (one.branch_id or 0, one.pk)):
        row = rows.setdefault(duty.branch_id, _row(duty.branch_id, duty.branch.name if duty.branch else ""))
        if duty.level in _LEADERS:
            row["leaders"] += _people(duty, window)
        elif duty.level in _DISPATCH:
            row["dispatch"] += _people(duty, window)
    for gap in gaps_in(window, branch_ids=branch_ids, duties=duties):
        post = gap.post
        row = rows.setdefault(post.branch_id, _row(post.branch_id, post.branch.name if post.branch else ""))
        if (hours := gap.hours.within(Hours(day.begins, max(now, day.begins)))) is not None:
            row["gaps"].append({"level": post.level, **_span(hours)})
    for row in rows.values():
        for people in (row["leaders"], row["dispatch"]):
            people.sort(key=lambda one: (one["from"], one["until"]))
    return list(rows.values())


def _row(branch: int | None, name: str) -> Row:
    return {"branch": branch, "name": name, "leaders": [], "dispatch": [], "gaps": []}


def _people(duty: DutyPost, window: Hours) -> list[Row]:
    parts = [part for part in (hours.within(window) for hours in duty.parts) if part is not None]
    return [{"name": str(duty.user), **_span(part)} for part in parts]


def _span(hours: Hours) -> Row:
    return {"from": timezone.localtime(hours.begin), "until": timezone.localtime(hours.end)}
