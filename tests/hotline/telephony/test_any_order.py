"""Events come late, twice and in the wrong order: the ring ends up the same."""

from itertools import permutations

import pytest
from telephony_desk import CALLER, heard, second

from hotline.telephony.models import Owed, Ring, RingState

pytestmark = pytest.mark.django_db

TOLD = {"ringing": 0.0, "answered": 8.0, "ended": 95.0}


@pytest.mark.parametrize("order", list(permutations(TOLD)))
def test_an_answered_call_in_any_order(order: tuple[str, ...]) -> None:
    for kind in order:
        heard(kind, TOLD[kind])
    ring = Ring.objects.get()
    assert (ring.rang_at, ring.answered_at, ring.ended_at) == (second(0), second(8), second(95))
    assert (ring.state, ring.owed, ring.missed_at) == (RingState.ENDED, Owed.NOTHING, None)
    assert (ring.seconds_to_answer, ring.seconds_handled) == (8.0, 87.0)


@pytest.mark.parametrize("order", list(permutations(["ringing", "missed", "ended"])))
def test_a_missed_call_in_any_order_is_owed_a_call_back(order: tuple[str, ...]) -> None:
    for kind in order:
        heard(kind, {"ringing": 0, "missed": 30, "ended": 30}[kind])
    ring = Ring.objects.get()
    assert (ring.state, ring.owed, ring.is_open) == (RingState.MISSED, Owed.WAITING, True)


def test_ringing_twice_keeps_the_first_ring() -> None:
    heard("ringing", 5)
    heard("ringing", 0, number="", line="")
    heard("ringing", 9)
    ring = Ring.objects.get()
    assert (ring.rang_at, ring.number, ring.line, ring.state) == (second(0), CALLER, "2", RingState.RINGING)


def test_a_call_that_ended_unanswered_counts_as_missed_until_the_answer_is_heard() -> None:
    heard("ringing")
    assert heard("ended", 60).owed == Owed.WAITING
    ring = heard("answered", 10)
    assert (ring.state, ring.owed, ring.is_open) == (RingState.ENDED, Owed.NOTHING, False)


def test_a_connected_call_is_never_missed() -> None:
    heard("answered", 3)
    ring = heard("missed", 4)
    assert (ring.state, ring.missed_at) == (RingState.ANSWERED, None)


def test_a_number_that_comes_later_is_kept_and_a_withheld_one_stays_empty() -> None:
    assert heard("ringing", number="").number == ""
    assert heard("answered", 2).number == CALLER
    assert heard("ringing", call_id="x-2", number="").number == ""


def test_nobody_waits_less_than_nothing_when_clocks_differ() -> None:
    ring = Ring(rang_at=second(10), answered_at=second(3), ended_at=second(2))
    assert (ring.seconds_to_answer, ring.seconds_handled) == (0.0, 0.0)


def test_what_comes_after_the_end_opens_nothing_again() -> None:
    for kind, after in TOLD.items():
        heard(kind, after)
    ring = heard("ringing", 200)
    assert (ring.state, ring.is_open) == (RingState.ENDED, False)
