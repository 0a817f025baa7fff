"""Patterns draw the roster ahead: by weekday, in turn, over midnight, once a day of the pattern."""

from datetime import date, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from roster_cast import dispatcher, post_of
from town import MORNING

from heating_ops.access.models import User
from heating_ops.crews.duty.commands import begin_pattern, end_pattern, take_off_duty
from heating_ops.crews.duty.drawing import extend_roster
from heating_ops.crews.duty.refusals import PatternOver
from heating_ops.crews.hours import Hours
from heating_ops.crews.models import Crew, CrewShift, DutyPost, Level, Pattern, Post
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 12)
NIGHT: dict[str, Any] = {"begins": time(20), "ends": time(8)}
BY = Actor.system("roster")


def nights(town: SimpleNamespace, people: list[User], **changes: Any) -> Pattern:
    post, _made = Post.objects.get_or_create(
        level=Level.BRANCH_DISPATCHER, branch=town.east, defaults={"source": "test"}
    )
    said = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "first_day": TODAY, **NIGHT} | changes
    return begin_pattern(
        post_id=post.pk, user_ids=[user.pk for user in people], actor=town.actor("lena"), now=MORNING, **said
    )


def test_a_night_is_drawn_over_midnight_and_as_far_as_the_rule_says(town: SimpleNamespace) -> None:
    pattern = nights(town, [town.dan])
    duties = list(pattern.duties.order_by("day"))
    assert len(duties) == 9 * 7 + 1
    first = Hours.of_range(duties[0].hours)
    # Eight in the evening in Beijing is noon UTC.
    assert (first.begin.hour, first.end.hour) == (12, 0)
    assert first.end - first.begin == timedelta(hours=12)


def test_people_take_turns_by_the_week(town: SimpleNamespace) -> None:
    dora = dispatcher("dora", town.east)
    pattern = nights(town, [town.dan, dora], turn_days=7)
    by_week = list(pattern.duties.order_by("day").values_list("user__username", flat=True))
    assert by_week[:7] == ["dan"] * 7
    assert by_week[7:14] == ["dora"] * 7
    assert by_week[14] == "dan"


def test_only_the_days_of_the_week_that_were_named(town: SimpleNamespace) -> None:
    pattern = nights(town, [town.dan], weekdays=[6, 7], last_day=TODAY + timedelta(days=13))
    assert [duty.day.isoweekday() for duty in pattern.duties.order_by("day") if duty.day] == [6, 7, 6, 7]


def test_a_crew_comes_again_every_third_day(town: SimpleNamespace) -> None:
    crew = Crew.objects.create(branch=town.east, name="Night crew")
    begin_pattern(
        crew_id=crew.pk,
        weekdays=[1, 2, 3, 4, 5, 6, 7],
        first_day=TODAY,
        turns=3,
        actor=town.actor("lena"),
        now=MORNING,
        **NIGHT,
    )
    days = [shift.day for shift in CrewShift.objects.filter(crew=crew).order_by("day")]
    assert days[:3] == [TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=6)]


def test_drawing_again_changes_nothing_and_what_was_taken_off_does_not_come_back(town: SimpleNamespace) -> None:
    pattern = nights(town, [town.dan])
    third = pattern.duties.order_by("day")[2]
    take_off_duty(duty_id=third.pk, reason="not needed", actor=town.actor("lena"), now=MORNING)
    assert extend_roster(actor=BY, now=MORNING) == 0
    assert extend_roster(actor=BY, now=MORNING + timedelta(days=7)) == 7
    assert extend_roster(actor=BY, now=MORNING + timedelta(days=7)) == 0
    assert DutyPost.objects.filter(pattern=pattern, day=third.day, cancelled_at__isnull=True).count() == 0


def test_every_branch_gets_its_posts_when_the_roster_is_drawn(town: SimpleNamespace) -> None:
    extend_roster(actor=BY, now=MORNING)
    assert Post.objects.filter(branch=town.west).count() == 3
    assert set(Post.objects.filter(branch=None).values_list("level", flat=True)) == {"group_office", "group_leader"}
    Post.objects.filter(branch=town.west).update(people=0)
    extend_roster(actor=BY, now=MORNING)
    assert list(Post.objects.filter(branch=town.west).values_list("people", flat=True)) == [0, 0, 0]


def test_a_person_who_is_on_duty_elsewhere_leaves_the_day_open(town: SimpleNamespace) -> None:
    nights(town, [town.dan])
    west = post_of(Level.BRANCH_DISPATCHER, town.west)
    twice = begin_pattern(
        post_id=west.pk,
        user_ids=[town.dan.pk],
        weekdays=[1, 2, 3, 4, 5, 6, 7],
        begins=time(19),
        ends=time(7),
        first_day=TODAY,
        actor=town.actor("lena"),
        now=MORNING,
    )
    assert twice.duties.count() == 0


def test_a_pattern_that_ends_takes_off_what_nobody_changed(town: SimpleNamespace) -> None:
    pattern = nights(town, [town.dan])
    last = TODAY + timedelta(days=9)
    end_pattern(pattern_id=pattern.pk, last_day=last, actor=town.actor("lena"), now=MORNING)
    left = DutyPost.objects.filter(pattern=pattern, cancelled_at__isnull=True)
    assert left.order_by("-day")[0].day == last
    assert extend_roster(actor=BY, now=MORNING + timedelta(days=30)) == 0
    with pytest.raises(PatternOver):
        end_pattern(pattern_id=pattern.pk, last_day=last, actor=town.actor("lena"), now=MORNING)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("first_day", {"first_day": TODAY - timedelta(days=1)}),
        ("last_day", {"last_day": TODAY - timedelta(days=1)}),
        ("weekdays", {"weekdays": []}),
        ("weekdays", {"weekdays": [8]}),
    ],
)
def test_what_makes_no_sense_is_named(town: SimpleNamespace, field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        nights(town, [town.dan], **wrong)
    assert refused.value.field == field


def test_a_pattern_needs_people(town: SimpleNamespace) -> None:
    with pytest.raises(InvalidInput) as refused:
        nights(town, [])
    assert refused.value.field == "users"
