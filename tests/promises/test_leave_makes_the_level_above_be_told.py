"""Dan heads the station, and is ill from eight o'clock: his leave is granted while he stands on the roster.

A leak that nobody sends a crew to is not told to an empty chair. That nobody heads the station is recorded and
shown, and the level above hears of the leak in the same minute. When he is back, it is he again who is told first.
"""

from types import SimpleNamespace

from order_cast import MINUTE, opened
from roster_cast import DAY, HOUR, on_duty, post_of
from town import MORNING

from heating_ops.crews.duty.leaves import ask_leave, grant_leave, withdraw_leave
from heating_ops.crews.models import Level
from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from workorders.catalogue import Category
from workorders.models import WorkOrder


def told(order: WorkOrder, kind: str) -> list[str]:
    """The levels an order's history names."""
    return [event.data["level"] for event in Event.objects.filter(subject=order.subject, kind=kind).order_by("id")]


def test_the_station_head_is_ill_when_a_leak_is_not_dispatched(town: SimpleNamespace) -> None:
    head = post_of(Level.STATION_HEAD, town.east)
    on_duty(town, head, town.dan, MORNING, 48)
    ill = ask_leave(
        user_id=town.dan.pk,
        begins_at=MORNING,
        ends_at=MORNING + DAY,
        kind="sick",
        actor=town.actor("dan"),
        now=MORNING,
    )
    grant_leave(leave_id=ill.pk, actor=town.actor("lena"), now=MORNING)

    # A leak comes in, and for twenty minutes nobody sends anybody.
    leak = opened(town, Category.LEAK)
    for minute in range(21):
        fire_due(now=MORNING + minute * MINUTE)

    # It was said that nobody heads the station, and who is above was told at once.
    assert told(leak, "work_order.nobody_on_duty")[0] == Level.STATION_HEAD
    assert told(leak, "work_order.escalated")[0] == Level.BRANCH_DUTY_LEADER

    # He is better at noon: from then on he is there again, without anybody drawing a roster.
    noon = MORNING + 4 * HOUR
    withdraw_leave(leave_id=ill.pk, actor=town.actor("dan"), now=noon)
    assert on_duty_at(level=Level.STATION_HEAD, branch_id=town.east.pk, now=noon) == town.dan
    assert on_duty_at(level=Level.STATION_HEAD, branch_id=town.east.pk, now=noon - MINUTE) is None
