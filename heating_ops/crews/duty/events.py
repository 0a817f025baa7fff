"""One small typed function per thing that happens to the roster; people by id, no name and no number in any.

They stand on the board of the branch (or the group's), beside the orders whose escalation goes by them. They
have no card: a board shows work, the roster has a page of its own.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.recording import Fact, record

from .models import DutyPost, Leave, Pattern, Swap


def _about(duty: DutyPost) -> dict[str, Any]:
    return {"level": duty.level, "user": duty.user_id, "from": duty.hours.lower, "until": duty.hours.upper}


def entered(duty: DutyPost, *, actor: Actor, now: datetime) -> None:
    """Somebody was put on duty by hand."""
    record(Fact("duty.entered", duty.subject, duty.board_slugs, actor, now, data=_about(duty)))


def replaced(duty: DutyPost, *, by: DutyPost, reason: str, actor: Actor, now: datetime) -> None:
    """Somebody else is on duty instead."""
    data = _about(duty) | {"by": by.user_id, "new_duty": by.pk}
    record(Fact("duty.replaced", duty.subject, duty.board_slugs, actor, now, reason, data))


def taken_off(duty: DutyPost, *, reason: str, actor: Actor, now: datetime) -> None:
    """Somebody is not on duty, and nobody instead."""
    record(Fact("duty.taken_off", duty.subject, duty.board_slugs, actor, now, reason, _about(duty)))


def extended(drawn: int, *, until: date, actor: Actor, now: datetime) -> None:
    """The patterns were drawn further."""
    data = {"drawn": drawn, "until": until.isoformat()}
    record(Fact("roster.extended", "roster:all", [GROUP_BOARD], actor, now, data=data))


def pattern_begun(pattern: Pattern, *, drawn: int, actor: Actor, now: datetime) -> None:
    """Hours come again from a day on."""
    data = {"post": pattern.post_id, "crew": pattern.crew_id, "first_day": pattern.valid_from.isoformat()}
    record(Fact("pattern.begun", pattern.subject, _boards(pattern), actor, now, data={**data, "drawn": drawn}))


def pattern_ended(pattern: Pattern, *, taken_off: int, reason: str, actor: Actor, now: datetime) -> None:
    """A pattern has a last day."""
    last = pattern.valid_to.isoformat() if pattern.valid_to else None
    data = {"post": pattern.post_id, "crew": pattern.crew_id, "last_day": last, "taken_off": taken_off}
    record(Fact("pattern.ended", pattern.subject, _boards(pattern), actor, now, reason, data))


def leave_asked(leave: Leave, *, boards: list[str], actor: Actor, now: datetime) -> None:
    """Somebody asks to be away."""
    record(Fact("leave.asked", leave.subject, boards, actor, now, data=_away(leave)))


def leave_granted(leave: Leave, *, boards: list[str], duties: int, actor: Actor, now: datetime) -> None:
    """Somebody is away; so many of their duties lie in it."""
    record(Fact("leave.granted", leave.subject, boards, actor, now, data={**_away(leave), "duties": duties}))


def leave_refused(leave: Leave, *, boards: list[str], reason: str, actor: Actor, now: datetime) -> None:
    """Somebody is not to be away."""
    record(Fact("leave.refused", leave.subject, boards, actor, now, reason, _away(leave)))


def leave_withdrawn(leave: Leave, *, boards: list[str], actor: Actor, now: datetime) -> None:
    """Somebody will not be away after all, or is back sooner."""
    record(Fact("leave.withdrawn", leave.subject, boards, actor, now, data=_away(leave)))


def swap_asked(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """Somebody asks somebody to take a duty."""
    record(Fact("swap.asked", swap.subject, swap.duty.board_slugs, actor, now, data=_between(swap)))


def swap_accepted(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """The other would; the leader has the last word."""
    record(Fact("swap.accepted", swap.subject, swap.duty.board_slugs, actor, now, data=_between(swap)))


def swap_declined(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """The other would not."""
    record(Fact("swap.declined", swap.subject, swap.duty.board_slugs, actor, now, data=_between(swap)))


def swap_done(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """The hours changed hands."""
    record(Fact("swap.done", swap.subject, swap.duty.board_slugs, actor, now, data=_between(swap)))


def swap_refused(swap: Swap, *, reason: str, actor: Actor, now: datetime) -> None:
    """The leader would not have it."""
    record(Fact("swap.refused", swap.subject, swap.duty.board_slugs, actor, now, reason, _between(swap)))


def swap_withdrawn(swap: Swap, *, actor: Actor, now: datetime) -> None:
    """Whoever asked needs it no more."""
    record(Fact("swap.withdrawn", swap.subject, swap.duty.board_slugs, actor, now, data=_between(swap)))


def _away(leave: Leave) -> Mapping[str, Any]:
    return {"user": leave.user_id, "from": leave.hours.lower, "until": leave.hours.upper}


def _between(swap: Swap) -> Mapping[str, Any]:
    return {"duty": swap.duty_id, "counter": swap.counter_id, "asker": swap.asker_id, "other": swap.other_id}


def _boards(pattern: Pattern) -> list[str]:
    branch = pattern.post.branch_id if pattern.post else pattern.crew.branch_id if pattern.crew else None
    return [f"branch-{branch}" if branch else GROUP_BOARD]
