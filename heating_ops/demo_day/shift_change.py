"""A change of shift in the demonstration: a line to watch, and a note that waits for the next name."""

from datetime import timedelta
from typing import Final

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.actor import Actor
from incidents.handover.commands import add_watch_item, write_note

from .stage import Stage

_HEARD: Final = timedelta(hours=2)


def hand_over(stage: Stage) -> None:
    """Let the dispatcher of the first branch who had the shift before hand over to whoever looks at it."""
    ended = DutyPost.objects.filter(
        level=Level.BRANCH_DISPATCHER, branch__isnull=False, cancelled_at__isnull=True, hours__endswith__lte=stage.ends
    )
    before = ended.filter(pattern__turns__gt=1).order_by("branch_id", "-hours__endswith", "pk").first()
    if before is None:
        return
    leaving = Actor.user(before.user)
    add_watch_item(
        branch_id=before.branch_id,
        text="2号循环泵振动偏大，每小时到站查看一次",
        added_by_id=before.user_id,
        actor=leaving,
        now=stage.ends - _HEARD,
    )
    write_note(branch_id=before.branch_id, remarks="夜间气温偏低，注意管网末端用户。", actor=leaving, now=stage.ends)
