"""Two beats are harmless: a periodic job runs once a period."""

from datetime import timedelta

import pytest
from town import MORNING

from heating_ops.timers.jobs import claim

FIVE_MINUTES = timedelta(minutes=5)


@pytest.mark.django_db
def test_a_job_is_claimed_once_a_period_and_again_in_the_next() -> None:
    assert claim("a job", every=FIVE_MINUTES, now=MORNING)
    assert not claim("a job", every=FIVE_MINUTES, now=MORNING + timedelta(minutes=4, seconds=59))
    assert claim("another job", every=FIVE_MINUTES, now=MORNING)
    assert claim("a job", every=FIVE_MINUTES, now=MORNING + FIVE_MINUTES)
