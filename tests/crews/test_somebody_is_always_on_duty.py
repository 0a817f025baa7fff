"""The seeded roster: at any hour of the weeks it covers, every branch has a crew and every level a person."""

from datetime import datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from heating_ops.access.models import User
from heating_ops.crews.hours import Hours
from heating_ops.crews.models import Crew, CrewShift, DutyPost, Level, Member
from heating_ops.crews.queries import crew_of, crews_on_duty, on_duty_at
from heating_ops.network.models import Branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    call_command("seed_city", households=2000, verbosity=0, stdout=StringIO())
    return timezone.now()


def test_every_branch_has_a_crew_at_every_hour(now: datetime) -> None:
    branches = set(Branch.objects.values_list("id", flat=True))
    for hours in range(-48, 60 * 24, 7):
        crews = crews_on_duty(branch_ids=None, now=now + timedelta(hours=hours))
        assert {crew.branch_id for crew in crews} == branches, hours


def test_every_level_has_somebody_at_every_hour(now: datetime) -> None:
    branch = Branch.objects.order_by("id").last()
    assert branch is not None
    for hours in range(-48, 60 * 24, 31):
        for level in Level:
            person = on_duty_at(level=level, branch_id=branch.pk, now=now + timedelta(hours=hours))
            assert person is not None, (level, hours)


def test_nobody_is_said_to_be_on_duty_after_the_roster_ends(now: datetime) -> None:
    later = now + timedelta(days=90)
    assert crews_on_duty(branch_ids=None, now=later) == []
    assert on_duty_at(level=Level.GROUP_OFFICE, branch_id=None, now=later) is None


def test_the_facts_about_a_crew_come_in_one_query(now: datetime, django_assert_num_queries: object) -> None:
    branch = Branch.objects.order_by("id").first()
    assert branch is not None
    with django_assert_num_queries(1):  # type: ignore[operator]
        crews = crews_on_duty(branch_ids=[branch.pk], now=now)
        assert {crew.branch.name for crew in crews} == {branch.name}
    first = crews[0]
    assert first.people == first.members.count()
    leader = Member.objects.get(crew=first, is_leader=True)
    assert first.leader == leader.user.first_name
    assert now < first.until <= now + timedelta(hours=24)


def test_a_level_of_the_branch_asks_the_branch_and_a_level_of_the_group_does_not(now: datetime) -> None:
    first, last = Branch.objects.order_by("id")[:2]
    DutyPost.objects.filter(branch=first).delete()
    assert on_duty_at(level=Level.STATION_HEAD, branch_id=first.pk, now=now) is None
    assert on_duty_at(level=Level.STATION_HEAD, branch_id=last.pk, now=now) is not None
    assert on_duty_at(level=Level.GROUP_LEADER, branch_id=first.pk, now=now) is not None


def test_somebody_who_has_left_is_not_told(now: datetime) -> None:
    User.objects.update(is_active=False)
    assert on_duty_at(level=Level.GROUP_OFFICE, branch_id=None, now=now) is None


def test_the_demo_crew_is_out_round_the_clock_and_can_do_everything(now: datetime) -> None:
    crew = crew_of(User.objects.get(username="crew"))
    assert crew is not None
    assert len(crew.skills) == 5
    for hours in range(0, 48, 5):
        assert crew in crews_on_duty(branch_ids=[crew.branch_id], now=now + timedelta(hours=hours))


def test_an_operator_has_no_crew(now: datetime) -> None:
    assert crew_of(User.objects.get(username="operator")) is None


def test_a_night_is_followed_by_a_free_day(now: datetime) -> None:
    crew = Crew.objects.exclude(members__user__username="crew").first()
    assert crew is not None
    shifts = [Hours.of_range(shift.hours) for shift in crew.shifts.order_by("hours")]
    assert len(shifts) > 30
    assert all(later.begin - earlier.end >= timedelta(hours=12) for earlier, later in pairwise(shifts))


def test_no_crew_works_twice_at_once(now: datetime) -> None:
    shift = CrewShift.objects.select_related("crew").first()
    assert shift is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        CrewShift.objects.create(crew=shift.crew, hours=shift.hours)
    assert Crew.objects.filter(members=None).count() == 0
