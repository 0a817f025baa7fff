"""Many reports of one place in a short time wake the branch's leader at once, once while it lasts."""

from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from escalation_cast import fill_roster, notices, tick
from order_cast import MINUTE, decided, opened
from threads import raised, together
from town import MORNING, api_client, kinds_on

from heating_ops.access.models import User
from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from heating_ops.weather.conditions import Conditions
from workorders import commands
from workorders.catalogue import Category
from workorders.escalation import alarms, community
from workorders.escalation.models import CommunityAlarm, CommunityTally, Telling
from workorders.escalation.refusals import AlarmOver, AlarmTaken
from workorders.models import WorkOrder


def cold(town: SimpleNamespace, flat: int, *, after: timedelta = timedelta(), **how: Any) -> WorkOrder:
    return opened(town, Category.NO_HEAT, flat=str(flat), now=MORNING + after, **how)


def raised_kinds(town: SimpleNamespace) -> list[str]:
    return [kind for kind in kinds_on(f"branch-{town.east.pk}") if kind.startswith("community_alarm.")]


def test_the_fifth_flat_without_heat_reaches_the_duty_leader(town: SimpleNamespace) -> None:
    for flat in range(4):
        cold(town, flat, after=flat * 10 * MINUTE)
    assert not CommunityAlarm.objects.exists()
    cold(town, 4, after=50 * MINUTE, building=town.house_2)
    alarm = CommunityAlarm.objects.get()
    assert (alarm.community, alarm.kind, alarm.reports, alarm.minutes) == (town.sunshine, "no_heat", 5, 120)
    assert raised_kinds(town) == ["community_alarm.raised", "community_alarm.told"]
    assert [notice.params["reports"] for notice in notices(town.lena, "community_alarm")] == [5]


def test_reports_of_a_known_trouble_count_too_and_questions_about_it_do_not(town: SimpleNamespace) -> None:
    order = cold(town, 1)
    for minute in range(1, 4):
        commands.add_report(
            work_order_id=order.pk,
            decision=decided(Category.NO_HEAT),
            actor=town.actor("olga"),
            now=MORNING + minute * MINUTE,
        )
        commands.add_report(
            work_order_id=order.pk, chases=True, actor=town.actor("olga"), now=MORNING + minute * MINUTE
        )
    assert not CommunityAlarm.objects.exists()
    cold(town, 2, after=5 * MINUTE)
    assert CommunityAlarm.objects.count() == 1


def test_what_lies_longer_ago_is_not_counted(town: SimpleNamespace) -> None:
    for flat in range(4):
        cold(town, flat)
    cold(town, 4, after=121 * MINUTE)
    assert not CommunityAlarm.objects.exists()
    assert [len(one.recent) for one in CommunityTally.objects.all()] == [1], "and is forgotten"


def test_three_leaks_are_enough_and_are_counted_apart(town: SimpleNamespace) -> None:
    for flat in range(2):
        opened(town, Category.LEAK, flat=str(flat))
        cold(town, flat + 10)
    assert not CommunityAlarm.objects.exists()
    opened(town, Category.BURST, flat="3")
    assert list(CommunityAlarm.objects.values_list("kind", flat=True)) == ["leak"]


def test_other_troubles_and_unknown_places_cost_no_statement(
    town: SimpleNamespace, django_assert_num_queries: object
) -> None:
    order = opened(town)
    with django_assert_num_queries(0):  # type: ignore[operator]
        community.reported(order, Category.LOW_TEMPERATURE, actor=town.actor("olga"), now=MORNING)
        order.building_id = None
        community.reported(order, Category.NO_HEAT, actor=town.actor("olga"), now=MORNING)


def test_a_report_costs_one_statement(town: SimpleNamespace, django_assert_num_queries: object) -> None:
    order = cold(town, 1)
    with django_assert_num_queries(1):  # type: ignore[operator]
        community.reported(order, Category.NO_HEAT, actor=town.actor("olga"), now=MORNING)


def test_one_is_enough_in_a_controlled_area(town: SimpleNamespace) -> None:
    town.sunshine.controlled = True
    town.sunshine.save(update_fields=["controlled"])
    cold(town, 1)
    assert CommunityAlarm.objects.get().where == "controlled"


def test_one_is_enough_at_a_key_site(town: SimpleNamespace) -> None:
    order, _joined = commands.report_trouble(
        decision=decided(Category.NO_HEAT, key_site=True),
        place=commands.Place(building=town.hospital, key_site="东城医院"),
        join_key=None,
        reported_at=MORNING,
        actor=town.actor("olga"),
        now=MORNING,
    )
    alarm = CommunityAlarm.objects.get()
    assert (alarm.where, alarm.building_id, alarm.community) == ("key_site", order.building_id, None)


@pytest.mark.parametrize(("day", "alarms"), [(3, 0), (11, 1), (None, 1)])
def test_in_the_first_ten_days_of_the_season_more_are_needed(
    day: int | None, alarms: int, town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(community, "conditions", lambda now: Conditions(season_day=day))
    for flat in range(9):
        cold(town, flat)
    assert CommunityAlarm.objects.count() == alarms
    cold(town, 9)
    assert CommunityAlarm.objects.count() == 1


def test_it_is_raised_once_while_it_lasts_and_again_when_it_comes_back(town: SimpleNamespace) -> None:
    for flat in range(8):
        cold(town, flat)
    assert CommunityAlarm.objects.count() == 1
    cold(town, 8, after=60 * MINUTE)
    tick(MORNING + 179 * MINUTE, since=MORNING + 120 * MINUTE, every=10 * MINUTE)
    assert CommunityAlarm.objects.filter(ended_at=None).count() == 1, "the last report is not two hours old"
    tick(MORNING + 181 * MINUTE, since=MORNING + 180 * MINUTE)
    assert raised_kinds(town)[-1] == "community_alarm.ended"
    for flat in range(20, 25):
        cold(town, flat, after=200 * MINUTE)
    assert CommunityAlarm.objects.count() == 2


def test_an_alarm_nobody_takes_goes_one_level_up(town: SimpleNamespace) -> None:
    fill_roster(town)
    for flat in range(5):
        cold(town, flat)
    tick(MORNING + 31 * MINUTE, every=10 * MINUTE)
    fire_due(now=MORNING + 31 * MINUTE)
    assert list(Telling.objects.filter(alarm__isnull=False).order_by("id").values_list("level", flat=True)) == [
        "branch_duty_leader",
        "group_office",
    ]
    assert len(notices(town.kurt, "community_alarm")) == 1


def test_an_alarm_that_is_taken_stays_where_it_is(town: SimpleNamespace) -> None:
    fill_roster(town)
    for flat in range(5):
        cold(town, flat)
    alarm = CommunityAlarm.objects.get()
    address = f"/api/community-alarms/{alarm.pk}/acknowledgement/"
    assert api_client(town.wes).post(address, {}, format="json").status_code == 404
    answer = api_client(town.lena).post(address, {}, format="json")
    assert (answer.status_code, answer.json()["type"]) == (200, "community_alarm")
    with pytest.raises(AlarmTaken, match="lena has the alarm"):
        alarms.acknowledge_alarm(alarm_id=alarm.pk, actor=town.actor("dan"), now=MORNING + MINUTE)
    tick(MORNING + 300 * MINUTE, every=10 * MINUTE)
    assert Telling.objects.filter(alarm=alarm).count() == 1
    with pytest.raises(AlarmOver):
        alarms.acknowledge_alarm(alarm_id=alarm.pk, actor=town.actor("dan"), now=MORNING + 301 * MINUTE)


def test_of_five_calls_at_the_same_moment_one_raises_it(real_town: SimpleNamespace) -> None:
    for flat in range(2):
        cold(real_town, flat)
    at: datetime = MORNING + 10 * MINUTE

    def call(flat: int) -> WorkOrder:
        return opened(real_town, Category.NO_HEAT, flat=str(flat), now=at)

    answers = together(*(partial(call, flat) for flat in range(10, 15)))
    assert raised(answers) == []
    assert Event.objects.filter(kind="community_alarm.raised").count() == 1
    assert CommunityAlarm.objects.get().reports == 5, "none of the seven was overlooked"
    assert len(CommunityTally.objects.get().recent) == 7
    assert len(notices(User.objects.get(username="lena"), "community_alarm")) == 1
