"""Swaps: asked by one, accepted by the other, approved by a leader where the post says so."""

from types import SimpleNamespace

import pytest
from roster_cast import DAY, HOUR, dispatcher, on_duty, post_of
from town import MORNING, kinds_on

from heating_ops.crews.duty.commands import replace_on_duty
from heating_ops.crews.duty.refusals import DutyBegun, DutyCancelled, NotYours, PersonBusy, SwapAsked, SwapSettled
from heating_ops.crews.duty.swaps import accept_swap, approve_swap, ask_swap, decline_swap, refuse_swap, withdraw_swap
from heating_ops.crews.models import DutyPost, Level, SwapState
from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def shifts(town: SimpleNamespace) -> SimpleNamespace:
    """Tomorrow's day is Dan's, tomorrow's night is Dora's."""
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    dora = dispatcher("dora", town.east)
    day = on_duty(town, post, town.dan, MORNING + DAY)
    night = on_duty(town, post, dora, MORNING + DAY + 12 * HOUR)
    return SimpleNamespace(
        post=post, dora=dora, day=day, night=night, dan=town.actor("dan"), by_dora=Actor.user(dora), town=town
    )


def names(shifts: SimpleNamespace) -> list[str | None]:
    people = [
        on_duty_at(level=Level.BRANCH_DISPATCHER, branch_id=shifts.town.east.pk, now=MORNING + DAY + hours * HOUR)
        for hours in (0, 12)
    ]
    return [person.username if person else None for person in people]


def test_the_hours_change_hands_when_a_leader_agrees(shifts: SimpleNamespace) -> None:
    swap = ask_swap(
        duty_id=shifts.day.pk, other_id=shifts.dora.pk, counter_id=shifts.night.pk, actor=shifts.dan, now=MORNING
    )
    assert accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING).state == SwapState.ACCEPTED
    assert names(shifts) == ["dan", "dora"]
    approve_swap(swap_id=swap.pk, actor=shifts.town.actor("lena"), now=MORNING)
    assert names(shifts) == ["dora", "dan"]
    assert DutyPost.objects.filter(cancelled_at__isnull=True).exclude(user=shifts.town.lena).count() == 2
    assert kinds_on(f"branch-{shifts.town.east.pk}")[-3:] == ["swap.asked", "swap.accepted", "swap.done"]


def test_where_no_leader_is_needed_a_yes_is_enough(shifts: SimpleNamespace) -> None:
    shifts.post.swap_needs_leader = False
    shifts.post.save(update_fields=["swap_needs_leader"])
    swap = ask_swap(
        duty_id=shifts.day.pk, other_id=shifts.dora.pk, counter_id=shifts.night.pk, actor=shifts.dan, now=MORNING
    )
    assert accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING).state == SwapState.DONE
    assert names(shifts) == ["dora", "dan"]


def test_a_swap_in_the_past_is_refused(shifts: SimpleNamespace) -> None:
    begun = MORNING + DAY
    with pytest.raises(DutyBegun):
        ask_swap(duty_id=shifts.day.pk, other_id=shifts.dora.pk, actor=shifts.dan, now=begun)
    swap = ask_swap(duty_id=shifts.day.pk, other_id=shifts.dora.pk, actor=shifts.dan, now=MORNING)
    with pytest.raises(DutyBegun):
        accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=begun)


def test_one_gives_away_only_what_is_ones_own_and_answers_only_what_one_was_asked(shifts: SimpleNamespace) -> None:
    with pytest.raises(NotYours):
        ask_swap(duty_id=shifts.night.pk, other_id=shifts.town.wes.pk, actor=shifts.dan, now=MORNING)
    swap = ask_swap(duty_id=shifts.day.pk, other_id=shifts.dora.pk, actor=shifts.dan, now=MORNING)
    for answer in (accept_swap, decline_swap):
        with pytest.raises(NotYours):
            answer(swap_id=swap.pk, actor=shifts.dan, now=MORNING)
    with pytest.raises(NotYours):
        withdraw_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)
    accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)
    with pytest.raises(NotYours):
        approve_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)


def test_a_duty_is_offered_to_one_at_a_time(shifts: SimpleNamespace) -> None:
    swap = ask_swap(duty_id=shifts.day.pk, other_id=shifts.dora.pk, actor=shifts.dan, now=MORNING)
    with pytest.raises(SwapAsked):
        ask_swap(duty_id=shifts.day.pk, other_id=shifts.town.wes.pk, actor=shifts.dan, now=MORNING)
    decline_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)
    with pytest.raises(SwapSettled):
        accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)
    again = ask_swap(duty_id=shifts.day.pk, other_id=shifts.town.wes.pk, actor=shifts.dan, now=MORNING)
    withdraw_swap(swap_id=again.pk, actor=shifts.dan, now=MORNING)


def test_who_is_on_duty_elsewhere_cannot_take_it(shifts: SimpleNamespace) -> None:
    west = post_of(Level.BRANCH_DISPATCHER, shifts.town.west)
    on_duty(shifts.town, west, shifts.town.wes, MORNING + DAY + HOUR)
    swap = ask_swap(duty_id=shifts.day.pk, other_id=shifts.town.wes.pk, actor=shifts.dan, now=MORNING)
    accept_swap(swap_id=swap.pk, actor=shifts.town.actor("wes"), now=MORNING)
    with pytest.raises(PersonBusy):
        approve_swap(swap_id=swap.pk, actor=shifts.town.actor("lena"), now=MORNING)
    assert names(shifts) == ["dan", "dora"]
    refuse_swap(swap_id=swap.pk, reason="wes is in the west", actor=shifts.town.actor("lena"), now=MORNING)


def test_what_was_changed_meanwhile_is_not_swapped(shifts: SimpleNamespace) -> None:
    swap = ask_swap(duty_id=shifts.day.pk, other_id=shifts.dora.pk, actor=shifts.dan, now=MORNING)
    accept_swap(swap_id=swap.pk, actor=shifts.by_dora, now=MORNING)
    lena = shifts.town.actor("lena")
    replace_on_duty(duty_id=shifts.day.pk, user_id=shifts.town.wes.pk, actor=lena, now=MORNING)
    with pytest.raises(DutyCancelled):
        approve_swap(swap_id=swap.pk, actor=lena, now=MORNING)


def test_a_swap_that_makes_no_sense_names_the_field(shifts: SimpleNamespace) -> None:
    for field, said in (
        ("other", {"other_id": shifts.town.dan.pk}),
        ("counter", {"other_id": shifts.town.wes.pk, "counter_id": shifts.night.pk}),
        ("other", {"other_id": 10**9}),
    ):
        with pytest.raises(InvalidInput) as refused:
            ask_swap(duty_id=shifts.day.pk, actor=shifts.dan, now=MORNING, **said)
        assert refused.value.field == field
