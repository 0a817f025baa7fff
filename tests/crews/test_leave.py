"""Leave: asked, granted or refused, withdrawn; granted it takes a person off the roster for its hours."""

from types import SimpleNamespace

import pytest
from roster_cast import DAY, HOUR, on_duty, post_of
from town import MORNING

from heating_ops.crews.duty.leaves import ask_leave, grant_leave, refuse_leave, withdraw_leave
from heating_ops.crews.duty.presence import gaps_ahead
from heating_ops.crews.duty.refusals import LeaveOverlaps, LeaveSettled, NotOnTheRoster, PersonAway, WhyMissing
from heating_ops.crews.models import Leave, LeaveState, Level
from heating_ops.crews.queries import everybody_on_duty, is_on_duty, on_duty_at

pytestmark = pytest.mark.django_db


def asked(town: SimpleNamespace, name: str = "dan", *, after: object = DAY, days: int = 1) -> Leave:
    begin = MORNING + after  # type: ignore[operator]
    return ask_leave(
        user_id=getattr(town, name).pk,
        begins_at=begin,
        ends_at=begin + days * DAY,
        kind="sick",
        actor=town.actor(name),
        now=MORNING,
    )


def test_leave_that_is_asked_for_changes_nothing_until_it_is_granted(town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    on_duty(town, post, town.dan, MORNING, 7 * 24)
    before = [gap.hours for gap in gaps_ahead(MORNING)]
    leave = asked(town)
    assert [gap.hours for gap in gaps_ahead(MORNING)] == before
    grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    assert next(gap.hours for gap in gaps_ahead(MORNING)) == (MORNING + DAY, MORNING + 2 * DAY)
    at = MORNING + 30 * HOUR
    assert on_duty_at(level=Level.BRANCH_DISPATCHER, branch_id=town.east.pk, now=at) is None
    assert everybody_on_duty(level=Level.BRANCH_DISPATCHER, branch_id=town.east.pk, now=at) == []
    assert not is_on_duty(town.dan.pk, at)
    assert is_on_duty(town.dan.pk, MORNING + 49 * HOUR)


def test_a_crew_member_on_leave_is_not_on_duty_with_the_crew(town: SimpleNamespace) -> None:
    leave = asked(town, "carl")
    grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    assert not is_on_duty(town.carl.pk, MORNING + 30 * HOUR)
    assert is_on_duty(town.carl.pk, MORNING)


def test_who_is_on_leave_is_not_put_on_duty(town: SimpleNamespace) -> None:
    leave = asked(town)
    grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    with pytest.raises(PersonAway):
        on_duty(town, post_of(Level.BRANCH_DISPATCHER, town.east), town.dan, MORNING + 30 * HOUR)


def test_leave_is_decided_once_and_a_no_has_a_reason(town: SimpleNamespace) -> None:
    leave = asked(town)
    with pytest.raises(WhyMissing):
        refuse_leave(leave_id=leave.pk, reason="", actor=town.actor("lena"), now=MORNING)
    refuse_leave(leave_id=leave.pk, reason="nobody else", actor=town.actor("lena"), now=MORNING)
    with pytest.raises(LeaveSettled):
        grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    with pytest.raises(NotOnTheRoster):
        grant_leave(leave_id=leave.pk + 1000, actor=town.actor("lena"), now=MORNING)
    asked(town)  # what was refused can be asked for again


def test_the_same_days_are_asked_for_once(town: SimpleNamespace) -> None:
    asked(town, days=3)
    with pytest.raises(LeaveOverlaps):
        asked(town, after=2 * DAY)


def test_who_comes_back_sooner_is_on_duty_again(town: SimpleNamespace) -> None:
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    on_duty(town, post, town.dan, MORNING, 7 * 24)
    leave = asked(town, days=4)
    grant_leave(leave_id=leave.pk, actor=town.actor("lena"), now=MORNING)
    back = MORNING + 2 * DAY
    withdraw_leave(leave_id=leave.pk, actor=town.actor("dan"), now=back)
    assert is_on_duty(town.dan.pk, back)
    assert not is_on_duty(town.dan.pk, back - HOUR)
    with pytest.raises(LeaveSettled):
        withdraw_leave(leave_id=leave.pk, actor=town.actor("dan"), now=back + HOUR)


def test_leave_that_was_never_needed_is_withdrawn_whole(town: SimpleNamespace) -> None:
    leave = asked(town)
    withdraw_leave(leave_id=leave.pk, actor=town.actor("dan"), now=MORNING)
    leave.refresh_from_db()
    assert leave.state == LeaveState.WITHDRAWN
