"""Single duties: entered into a gap, given to somebody else, taken off; a person is on duty once at a time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from roster_cast import DAY, HOUR, dispatcher, on_duty, post_of
from town import MORNING, kinds_on

from heating_ops.crews.duty.commands import put_on_duty, replace_on_duty, take_off_duty
from heating_ops.crews.duty.presence import gaps_ahead
from heating_ops.crews.duty.refusals import DutyCancelled, DutyOver, NotOnTheRoster, PersonBusy, PostFilled, WhyMissing
from heating_ops.crews.models import DutyPost, Level, Post
from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(town: SimpleNamespace) -> Post:
    return post_of(Level.BRANCH_DISPATCHER, town.east)


def who(town: SimpleNamespace, at: object) -> str | None:
    person = on_duty_at(level=Level.BRANCH_DISPATCHER, branch_id=town.east.pk, now=at)  # type: ignore[arg-type]
    return person.username if person else None


def test_a_gap_is_filled_and_the_rest_of_it_stays(town: SimpleNamespace, post: Post) -> None:
    assert [gap.hours.end - gap.hours.begin for gap in gaps_ahead(MORNING)] == [14 * DAY]
    on_duty(town, post, town.dan, MORNING + DAY)
    gaps = gaps_ahead(MORNING)
    assert [gap.hours.begin for gap in gaps] == [MORNING, MORNING + DAY + 12 * HOUR]
    assert kinds_on(f"branch-{town.east.pk}") == ["duty.entered"]


def test_a_filled_post_takes_one_more_only_when_that_is_said(town: SimpleNamespace, post: Post) -> None:
    dora = dispatcher("dora", town.east)
    duty = on_duty(town, post, town.dan, MORNING)
    hours = {"begins_at": duty.hours.lower, "ends_at": duty.hours.upper, "actor": town.actor("lena"), "now": MORNING}
    with pytest.raises(PostFilled):
        put_on_duty(post_id=post.pk, user_id=dora.pk, **hours)
    put_on_duty(post_id=post.pk, user_id=dora.pk, one_more=True, **hours)
    assert who(town, MORNING + HOUR) == "dan"


def test_a_person_is_on_duty_once_at_a_time(town: SimpleNamespace, post: Post) -> None:
    west = post_of(Level.BRANCH_DISPATCHER, town.west)
    on_duty(town, post, town.dan, MORNING)
    with pytest.raises(PersonBusy) as refused:
        on_duty(town, west, town.dan, MORNING + 11 * HOUR)
    assert "dan is on duty at that time already" in str(refused.value)
    on_duty(town, west, town.dan, MORNING + 12 * HOUR)


def test_somebody_else_comes_instead(town: SimpleNamespace, post: Post) -> None:
    dora = dispatcher("dora", town.east)
    duty = on_duty(town, post, town.dan, MORNING + DAY)
    new = replace_on_duty(duty_id=duty.pk, user_id=dora.pk, actor=town.actor("lena"), now=MORNING)
    assert who(town, MORNING + DAY) == "dora"
    assert new.instead_of == duty
    with pytest.raises(DutyCancelled):
        replace_on_duty(duty_id=duty.pk, user_id=dora.pk, actor=town.actor("lena"), now=MORNING)
    told = Event.objects.get(kind="duty.replaced", board__slug=f"branch-{town.east.pk}")
    assert told.data["by"] == dora.pk
    assert "dora" not in str(told.data).lower()


def test_who_has_begun_was_there_until_now(town: SimpleNamespace, post: Post) -> None:
    dora = dispatcher("dora", town.east)
    duty = on_duty(town, post, town.dan, MORNING)
    noon = MORNING + 4 * HOUR
    replace_on_duty(duty_id=duty.pk, user_id=dora.pk, actor=town.actor("lena"), now=noon)
    assert who(town, noon - HOUR) == "dan"
    assert who(town, noon) == "dora"
    assert who(town, MORNING + 12 * HOUR) is None


def test_taken_off_a_duty_leaves_a_gap_and_says_why(town: SimpleNamespace, post: Post) -> None:
    duty = on_duty(town, post, town.dan, MORNING)
    with pytest.raises(WhyMissing):
        take_off_duty(duty_id=duty.pk, reason=" ", actor=town.actor("lena"), now=MORNING)
    take_off_duty(duty_id=duty.pk, reason="ill", actor=town.actor("lena"), now=MORNING + HOUR)
    assert who(town, MORNING) == "dan"
    assert who(town, MORNING + HOUR) is None
    assert DutyPost.objects.filter(pk=duty.pk, cancelled_at__isnull=False).exists()


def test_what_is_over_stays_as_it_was(town: SimpleNamespace, post: Post) -> None:
    duty = on_duty(town, post, town.dan, MORNING)
    with pytest.raises(DutyOver):
        take_off_duty(duty_id=duty.pk, reason="late", actor=town.actor("lena"), now=MORNING + 12 * HOUR)
    with pytest.raises(NotOnTheRoster):
        take_off_duty(duty_id=duty.pk + 1000, reason="who", actor=town.actor("lena"), now=MORNING)


@pytest.mark.parametrize(
    ("begin", "end"),
    [(timedelta(0), timedelta(0)), (-2 * DAY, -DAY), (timedelta(0), 8 * DAY)],
    ids=["empty", "past", "too long"],
)
def test_hours_that_make_no_sense_are_named(
    town: SimpleNamespace, post: Post, begin: timedelta, end: timedelta
) -> None:
    with pytest.raises(InvalidInput) as refused:
        put_on_duty(
            post_id=post.pk,
            user_id=town.dan.pk,
            begins_at=MORNING + begin,
            ends_at=MORNING + end,
            actor=town.actor("lena"),
            now=MORNING,
        )
    assert refused.value.field == "ends_at"
