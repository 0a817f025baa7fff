"""Nobody is forgotten: every order moves, or somebody higher knows why not.

The town: East has a station head (hank), a dispatcher (dan) and a duty leader (lena) on duty; the group has
its emergency office (kurt) and a leader (gina). It is ten o'clock on a winter morning.
"""

from datetime import timedelta
from types import SimpleNamespace

from escalation_cast import fill_roster, notices, on_duty, tick
from order_cast import MINUTE, brought, fresh, opened, order_in
from town import MORNING

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from workorders.catalogue import Category, Status
from workorders.escalation.commands import acknowledge
from workorders.escalation.supervising import supervise
from workorders.models import WorkOrder


def at(minutes: float) -> timedelta:
    """So long after the morning began."""
    return timedelta(minutes=minutes)


def levels_told(order: WorkOrder) -> list[tuple[str, float]]:
    """Which levels were told, each with the minute."""
    found = Event.objects.filter(subject=order.subject, kind="work_order.escalated").order_by("id")
    return [(event.data["level"], (event.at - MORNING) / MINUTE) for event in found]


def test_a_burst_nobody_sends_a_crew_to_climbs_to_the_top_of_the_house(town: SimpleNamespace) -> None:
    fill_roster(town)
    burst = opened(town, Category.BURST)

    # A crew should have been sent within a minute. Five minutes after that the station head is told,
    # then every level above in its own time, as long as nobody says a word.
    tick(MORNING + at(61))

    assert levels_told(burst) == [
        ("station_head", 6),
        ("branch_dispatcher", 11),
        ("branch_duty_leader", 21),
        ("group_office", 31),
        ("group_leader", 61),
    ]
    assert [notice.urgent for notice in notices(town.gina)] == [True]
    assert notices(town.gina)[0].link == f"/work-orders/{burst.pk}/"


def test_who_says_i_have_it_is_left_to_work(town: SimpleNamespace) -> None:
    fill_roster(town)
    burst = opened(town, Category.BURST)
    tick(MORNING + at(6))

    acknowledge(work_order_id=burst.pk, actor=Actor.user(town.hank), now=MORNING + at(7))
    brought(town, burst, "dispatch", "accept", "contact", now=MORNING + at(8))
    tick(MORNING + at(30), since=MORNING + at(9))

    assert levels_told(burst) == [("station_head", 6)], "nobody above was disturbed"


def test_an_order_somebody_has_and_nobody_moves_comes_back(town: SimpleNamespace) -> None:
    fill_roster(town)
    burst = opened(town, Category.BURST)
    tick(MORNING + at(31))
    assert levels_told(burst)[-1] == ("group_office", 31)

    # The office takes it, and forgets it. On a burst half an hour of silence is too long.
    acknowledge(work_order_id=burst.pk, actor=Actor.user(town.kurt), now=MORNING + at(32))
    tick(MORNING + at(61), since=MORNING + at(33))
    assert levels_told(burst)[-1] == ("group_office", 31)
    tick(MORNING + at(62), since=MORNING + at(62))

    assert levels_told(burst)[-1] == ("group_leader", 62), "the level above who had it"
    assert [notice.params["because"] for notice in notices(town.gina)] == ["silence"]
    assert fresh(burst).escalation_stage == "told"


def test_a_level_without_anybody_is_said_aloud_and_skipped(town: SimpleNamespace) -> None:
    # Tonight nobody heads the station and nobody dispatches in East: only lena is there.
    leak = opened(town, Category.LEAK)
    tick(MORNING + at(16))

    said = Event.objects.filter(subject=leak.subject, kind="work_order.nobody_on_duty").order_by("id")
    assert [event.data["level"] for event in said] == ["station_head", "branch_dispatcher"]
    assert levels_told(leak) == [("branch_duty_leader", 16)], "at once, not at the minute of a level that is there"
    assert len(notices(town.lena)) == 1


def test_everybody_on_duty_at_a_level_is_told(town: SimpleNamespace) -> None:
    fill_roster(town)
    on_duty(town, Level.STATION_HEAD, town.cleo)
    opened(town, Category.BURST)
    tick(MORNING + at(6))
    assert len(notices(town.hank)) == len(notices(town.cleo)) == 1


def test_an_order_that_comes_back_too_often_stays_in_red_and_the_office_hears_of_it_once(
    town: SimpleNamespace,
) -> None:
    fill_roster(town)
    burst = opened(town, Category.BURST)
    tick(MORNING + at(600), every=at(5))

    assert fresh(burst).escalation_stage == "capped"
    assert len(notices(town.kurt, "order_capped")) == 1
    assert len(notices(town.gina)) == 4, "told once by the chain and three times for its silence: not for ever"


def test_five_neighbours_without_heat_reach_the_duty_leader_before_any_clock_is_missed(town: SimpleNamespace) -> None:
    fill_roster(town)
    for minute, (house, flat) in enumerate([(1, "101"), (1, "502"), (2, "203"), (2, "601"), (1, "302")]):
        building = town.house_1 if house == 1 else town.house_2
        opened(town, Category.NO_HEAT, building=building, flat=flat, now=MORNING + at(minute / 10))

    (notice,) = notices(town.lena, "community_alarm")
    assert (notice.params["community"], notice.params["reports"]) == ("阳光花园", 5)
    assert not Event.objects.filter(kind="work_order.deadline_missed").exists()


def test_a_leaders_supervision_does_not_run_out_unseen(town: SimpleNamespace) -> None:
    fill_roster(town)
    order = order_in(town, Status.WORKING)
    supervise(
        work_order_id=order.pk, due_at=MORNING + at(120), reason="a newborn", actor=Actor.user(town.lena), now=MORNING
    )
    tick(MORNING + at(120), since=MORNING + at(120))

    assert len(notices(town.lena, "supervision_passed")) == 1, "who asked for it"
    assert levels_told(order) == [("station_head", 120)], "and the next level"


def test_nobody_on_duty_anywhere_is_on_record_and_asked_again(town: SimpleNamespace) -> None:
    DutyPost.objects.all().delete()
    burst = opened(town, Category.BURST)
    tick(MORNING + at(6))
    kinds = Event.objects.filter(subject=burst.subject, kind="work_order.nobody_on_duty")
    assert kinds.count() == 5

    # Half an hour later gina has come in: the highest level is asked again.
    town.gina = town.kurt
    on_duty(town, Level.GROUP_LEADER, town.gina)
    tick(MORNING + at(37), since=MORNING + at(7))
    assert [level for level, _minute in levels_told(burst)] == ["group_leader"]
