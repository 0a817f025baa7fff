"""Dan is the only one on the pattern of East's nights, and asks for two days off, ten days from now.

The moment Lena grants it, the two nights stand on the list of gaps, ten days ahead. She is told the same hour. When
nobody has filled them by the day before, she is told again, and urgently. Dora takes the first one: it is a gap no
more.
"""

from datetime import time, timedelta
from types import SimpleNamespace

from roster_cast import DAY, dispatcher, post_of
from town import MORNING

from heating_ops.crews.duty.commands import begin_pattern, put_on_duty
from heating_ops.crews.duty.leaves import ask_leave, grant_leave
from heating_ops.crews.duty.presence import gaps_ahead
from heating_ops.crews.duty.watching import watch
from heating_ops.crews.models import Level, Post
from heating_ops.notify.inbox.models import Notice

# Eight in the evening of the tenth day from now, where the utility is.
TENTH_NIGHT = MORNING + 10 * DAY + timedelta(hours=11)


def told(post: Post) -> list[tuple[str, str, bool]]:
    """Who was told of gaps at a post, and how."""
    notices = Notice.objects.filter(topic__startswith="roster_gap", subject=f"post:{post.pk}").order_by("pk")
    return [(notice.user.username, notice.topic, notice.urgent) for notice in notices]


def test_two_nights_without_a_dispatcher(town: SimpleNamespace) -> None:
    # East needs a dispatcher from eight in the evening until eight in the morning; Dan is it, every night.
    nights = post_of(Level.BRANCH_DISPATCHER, town.east, begins=time(20), ends=time(8))
    begin_pattern(
        post_id=nights.pk,
        user_ids=[town.dan.pk],
        weekdays=[1, 2, 3, 4, 5, 6, 7],
        begins=time(20),
        ends=time(8),
        first_day=MORNING.date(),
        actor=town.actor("lena"),
        now=MORNING,
    )
    assert gaps_ahead(MORNING) == []

    # He asks, she grants: two nights are open, and seen at once.
    leave = ask_leave(
        user_id=town.dan.pk,
        begins_at=TENTH_NIGHT,
        ends_at=TENTH_NIGHT + 2 * DAY,
        kind="annual",
        actor=town.actor("dan"),
        now=MORNING,
    )
    assert gaps_ahead(MORNING) == []
    grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    assert [gap.hours.begin for gap in gaps_ahead(MORNING)] == [TENTH_NIGHT, TENTH_NIGHT + DAY]
    assert Notice.objects.get(topic="roster_leave_granted").user == town.dan

    # Within the hour the leader on duty hears of both, once.
    for hours in range(1, 4):
        watch(now=MORNING + timedelta(hours=hours))
    assert told(nights) == [("lena", "roster_gap", False)] * 2

    # The day before, the first night is still open: now it is urgent.
    watch(now=TENTH_NIGHT - timedelta(hours=23))
    assert told(nights)[2:] == [("lena", "roster_gap_soon", True)]

    # Dora takes it, and the second night alone is left.
    dora = dispatcher("dora", town.east)
    put_on_duty(
        post_id=nights.pk,
        user_id=dora.pk,
        begins_at=TENTH_NIGHT,
        ends_at=TENTH_NIGHT + timedelta(hours=12),
        actor=town.actor("lena"),
        now=TENTH_NIGHT - timedelta(hours=22),
    )
    left = [gap for gap in gaps_ahead(TENTH_NIGHT - timedelta(hours=22)) if gap.post == nights]
    assert [gap.hours.begin for gap in left] == [TENTH_NIGHT + DAY]
