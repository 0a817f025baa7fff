"""A ring the exchange forgets does not ring for ever: it becomes a missed caller, once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from telephony_desk import heard, second
from town import kinds_on

from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from hotline.telephony import commands
from hotline.telephony.forgotten import ring_forgotten
from hotline.telephony.models import HOTLINE_BOARD, Owed, Ring, RingState

pytestmark = pytest.mark.django_db
LATER = second(601)


def test_after_a_while_it_counts_as_missed() -> None:
    heard("ringing")
    heard("ringing", 5)
    fire_due(now=second(599))
    assert Ring.objects.get().state == RingState.RINGING
    fire_due(now=LATER)
    ring = Ring.objects.get()
    assert (ring.state, ring.owed, ring.missed_at) == (RingState.MISSED, Owed.WAITING, LATER)
    assert kinds_on(HOTLINE_BOARD)[-1] == "ring.forgotten"


@pytest.mark.parametrize("kind", ["answered", "ended", "missed"])
def test_news_stops_the_clock(kind: str) -> None:
    heard("ringing")
    heard(kind, 20)
    assert not Deadline.objects.filter(cancelled_at__isnull=True).exists()
    heard("ringing", 30)
    assert fire_due(now=LATER) == 0


def test_an_answer_by_key_stops_it_too(town: SimpleNamespace) -> None:
    ring = heard("ringing")
    commands.answer(ring_id=ring.pk, user=town.olga, now=second(5))
    assert fire_due(now=LATER) == 0
    assert Ring.objects.get().state == RingState.ANSWERED


def test_a_late_word_of_an_answer_still_counts() -> None:
    heard("ringing")
    fire_due(now=LATER)
    ring = heard("answered", 8)
    assert (ring.state, ring.owed, ring.missed_at) == (RingState.ANSWERED, Owed.NOTHING, None)


def test_the_truth_is_read_again(town: SimpleNamespace) -> None:
    ring = heard("ringing")
    deadline = Deadline.objects.get()
    commands.answer(ring_id=ring.pk, user=town.olga, now=second(5))
    ring_forgotten(deadline, LATER + timedelta(seconds=1))
    assert Ring.objects.get().state == RingState.ANSWERED
