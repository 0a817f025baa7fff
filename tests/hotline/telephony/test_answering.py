"""Answer, Take, end by hand: one gets the call, the others are told who."""

from types import SimpleNamespace
from typing import Any

import pytest
from telephony_desk import heard, second
from threads import raised, together
from town import api_client, kinds_on

from heating_ops.access.models import Role, User
from hotline.telephony import commands
from hotline.telephony.models import HOTLINE_BOARD, DeskStandard, Owed, Ring, RingState
from hotline.telephony.refusals import (
    AlreadyYours,
    AnsweredBySomebody,
    CallerIsGone,
    NoSuchRing,
    NotYours,
    StillRinging,
    TakeNeedsReason,
)


@pytest.fixture
def desk(town: SimpleNamespace) -> SimpleNamespace:
    """Olga and Oskar at their desks, and one call that rings."""
    return _desk(town)


@pytest.fixture
def real_desk(real_town: SimpleNamespace) -> SimpleNamespace:
    """The same, committed."""
    return _desk(real_town)


def _desk(town: SimpleNamespace) -> SimpleNamespace:
    oskar = User.objects.create(username="oskar", role=Role.OPERATOR)
    return SimpleNamespace(olga=town.olga, oskar=oskar, lena=town.lena, ring=heard("ringing"))


def answer(desk: SimpleNamespace, name: str = "olga", after: float = 6.0) -> Ring:
    return commands.answer(ring_id=desk.ring.pk, user=getattr(desk, name), now=second(after))


def take(desk: SimpleNamespace, name: str, after: float, reason: str = "") -> Ring:
    return commands.take(ring_id=desk.ring.pk, user=getattr(desk, name), reason=reason, now=second(after))


def test_who_answers_has_the_call(desk: SimpleNamespace) -> None:
    ring = answer(desk)
    assert (ring.state, ring.held_by_id, ring.seconds_to_answer) == (RingState.ANSWERED, desk.olga.pk, 6.0)
    assert kinds_on(HOTLINE_BOARD) == ["ring.rang", "ring.answered"]


def test_who_comes_second_is_told_who_was_first(desk: SimpleNamespace) -> None:
    answer(desk)
    with pytest.raises(AnsweredBySomebody, match="olga has answered this call"):
        answer(desk, "oskar")
    with pytest.raises(AlreadyYours):
        answer(desk)


@pytest.mark.parametrize("round_", range(5))
def test_of_two_who_press_at_the_same_moment_one_gets_it(real_desk: SimpleNamespace, round_: int) -> None:
    answers = together(lambda: answer(real_desk, "olga"), lambda: answer(real_desk, "oskar"))
    (refused,) = raised(answers)
    (got,) = (one for one in answers if isinstance(one, Ring))
    assert isinstance(refused, AnsweredBySomebody)
    assert refused.particulars["who"] == str(got.answered_by)
    assert Ring.objects.get().answered_by_id == got.answered_by_id
    assert kinds_on(HOTLINE_BOARD).count("ring.answered") == 1


def test_a_call_picked_up_at_a_desk_nobody_named_can_be_claimed(desk: SimpleNamespace) -> None:
    heard("answered", 4)
    ring = answer(desk, after=30)
    assert (ring.held_by_id, ring.seconds_to_answer) == (desk.olga.pk, 4.0)


def test_a_caller_who_hung_up_cannot_be_answered(desk: SimpleNamespace) -> None:
    heard("missed", 20)
    with pytest.raises(CallerIsGone):
        answer(desk, after=21)


def test_an_answer_into_a_dead_line_is_a_missed_call_of_the_one_who_pressed(desk: SimpleNamespace) -> None:
    answer(desk)
    ring = heard("missed", 7)
    assert (ring.owed, ring.called_by_id, ring.answered_at) == (Owed.WAITING, desk.olga.pk, None)


@pytest.mark.parametrize("after", [7, 26])
def test_in_its_first_seconds_a_call_is_taken_freely(desk: SimpleNamespace, after: int) -> None:
    answer(desk)
    ring = take(desk, "oskar", after)
    assert (ring.held_by_id, ring.answered_by_id, ring.take_reason) == (desk.oskar.pk, desk.olga.pk, "")


def test_later_it_is_taken_only_with_a_reason(desk: SimpleNamespace) -> None:
    answer(desk)
    with pytest.raises(TakeNeedsReason, match="olga has had this call for more than 20 s"):
        take(desk, "oskar", 27, reason="  ")
    ring = take(desk, "oskar", 27, reason="she asked me to")
    assert (ring.held_by_id, ring.take_reason) == (desk.oskar.pk, "she asked me to")


def test_the_seconds_are_data(desk: SimpleNamespace) -> None:
    DeskStandard.objects.filter(code="take_freely").update(seconds=3)
    answer(desk)
    with pytest.raises(TakeNeedsReason):
        take(desk, "oskar", 10)
    DeskStandard.objects.all().delete()
    assert take(desk, "oskar", 10).held_by_id == desk.oskar.pk


def test_what_still_rings_is_answered_and_not_taken(desk: SimpleNamespace) -> None:
    with pytest.raises(StillRinging):
        take(desk, "oskar", 1)
    with pytest.raises(StillRinging):
        commands.end(ring_id=desk.ring.pk, user=desk.olga, now=second(1))


def test_two_who_take_at_the_same_moment(real_desk: SimpleNamespace) -> None:
    """Both may, one after the other; the last one has it, and each was told the truth."""
    answer(real_desk)
    answers = together(lambda: take(real_desk, "oskar", 8), lambda: take(real_desk, "lena", 8))
    assert raised(answers) == []
    assert Ring.objects.get().held_by_id in (real_desk.oskar.pk, real_desk.lena.pk)
    assert kinds_on(HOTLINE_BOARD).count("ring.taken") == 2


def test_an_exchange_that_says_nothing_is_ended_by_hand(desk: SimpleNamespace) -> None:
    answer(desk)
    with pytest.raises(NotYours):
        commands.end(ring_id=desk.ring.pk, user=desk.oskar, now=second(50))
    ring = commands.end(ring_id=desk.ring.pk, user=desk.olga, now=second(66))
    assert (ring.state, ring.seconds_handled) == (RingState.ENDED, 60.0)
    with pytest.raises(CallerIsGone):
        commands.end(ring_id=desk.ring.pk, user=desk.olga, now=second(67))


def test_what_is_not_there_is_not_found(desk: SimpleNamespace) -> None:
    with pytest.raises(NoSuchRing):
        commands.answer(ring_id=desk.ring.pk + 999, user=desk.olga, now=second(1))


def test_over_the_api_the_second_one_is_told_who(desk: SimpleNamespace) -> None:
    first: Any = api_client(desk.olga).post(f"/api/telephony/rings/{desk.ring.pk}/answer/", {}, format="json")
    assert (first.status_code, first.json()["held_by"]) == (200, "olga")
    assert first.json()["form"] == f"/hotline/calls/new/?ring={desk.ring.pk}"
    late = api_client(desk.oskar).post(f"/api/telephony/rings/{desk.ring.pk}/answer/", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "answered_by_somebody")
    assert late.json()["message"] == "olga has answered this call."


def test_a_repeated_request_is_answered_the_same(desk: SimpleNamespace) -> None:
    said = {"request_id": "6b0f5c1e-4f9c-4a53-b6d0-1d8a3f5f2c11"}
    url = f"/api/telephony/rings/{desk.ring.pk}/answer/"
    answers = [api_client(desk.olga).post(url, said, format="json").status_code for _ in range(2)]
    assert answers == [200, 200]
    assert kinds_on(HOTLINE_BOARD).count("ring.answered") == 1
