"""What tests of the weather share: the words for hours, and weather that is known."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from town import MORNING

from heating_ops.journal.actor import Actor
from heating_ops.weather.commands import Taken, take_values
from heating_ops.weather.models import Source
from heating_ops.weather.values import Value

HOUR = timedelta(hours=1)
Measured = Callable[..., Taken]


@pytest.fixture
def measured(db: None) -> Measured:
    """Take observations that end at ``MORNING``, the last one last, one an hour."""

    def take(temperatures: Sequence[float], *, source: Source = Source.FEED) -> Taken:
        first = MORNING - (len(temperatures) - 1) * HOUR
        values = [Value(first + place * HOUR, each) for place, each in enumerate(temperatures)]
        return take_values(values, source=source, actor=Actor.system("station"), now=MORNING)

    return take


@pytest.fixture
def foretold(db: None) -> Measured:
    """Take a forecast issued at ``MORNING`` for the hours after it."""

    def take(temperatures: Sequence[float], *, source: Source = Source.FEED) -> Taken:
        values = [Value(MORNING + place * HOUR, each, None, MORNING) for place, each in enumerate(temperatures, 1)]
        return take_values(values, source=source, actor=Actor.system("station"), now=MORNING)

    return take
