"""Who is on duty at a level, everybody who is, and whether one person is."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from town import MORNING

from heating_ops.crews.models import DutyPost, Level
from heating_ops.crews.queries import everybody_on_duty, is_on_duty, on_duty_at

pytestmark = pytest.mark.django_db
DAY = (MORNING, MORNING + timedelta(hours=12))


def test_everybody_on_duty_is_named_once_and_in_one_order(town: SimpleNamespace) -> None:
    DutyPost.objects.create(level=Level.GROUP_OFFICE, user=town.kurt, hours=DAY)
    DutyPost.objects.create(level=Level.GROUP_OFFICE, user=town.mona, hours=DAY)
    people = everybody_on_duty(level=Level.GROUP_OFFICE, branch_id=town.east.pk, now=MORNING)
    assert people == [town.kurt, town.mona]
    assert on_duty_at(level=Level.GROUP_OFFICE, branch_id=None, now=MORNING) == town.kurt
    assert everybody_on_duty(level=Level.GROUP_OFFICE, branch_id=None, now=MORNING + timedelta(hours=12)) == []


def test_a_person_is_on_duty_at_a_post_or_with_their_crew(town: SimpleNamespace) -> None:
    assert is_on_duty(town.lena.pk, MORNING)
    assert is_on_duty(town.carl.pk, MORNING)
    assert not is_on_duty(town.olga.pk, MORNING)
    town.red.shifts.all().delete()
    assert not is_on_duty(town.carl.pk, MORNING)
