"""Hours without hours, and where too few people are: checked against counting minute by minute."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from heating_ops.crews.hours import Hours, thin, without

START = datetime(2026, 1, 12, tzinfo=UTC)


def between(begin: int, end: int) -> Hours:
    return Hours(START + timedelta(minutes=begin), START + timedelta(minutes=end))


def minutes(some: list[Hours]) -> list[int]:
    return [
        minute
        for hours in some
        for minute in range(
            (hours.begin - START).seconds // 60, (hours.begin - START + (hours.end - hours.begin)).seconds // 60
        )
    ]


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda span: between(span[0], span[0] + span[1]))


@given(whole=SPANS, taken=st.lists(SPANS, max_size=5))
def test_what_is_left_is_what_was_not_taken(whole: Hours, taken: list[Hours]) -> None:
    gone = {minute for hours in taken for minute in minutes([hours])}
    assert minutes(without(whole, taken)) == [minute for minute in minutes([whole]) if minute not in gone]


@given(needed=st.lists(SPANS, max_size=3), present=st.lists(SPANS, max_size=6), people=st.integers(1, 2))
def test_a_gap_is_every_needed_minute_with_too_few_people(
    needed: list[Hours], present: list[Hours], people: int
) -> None:
    there = [minute for hours in present for minute in minutes([hours])]
    wanted = sorted({minute for hours in needed for minute in minutes([hours])})
    found = thin(needed, present, people=people)
    assert minutes(found) == [minute for minute in wanted if there.count(minute) < people]
    assert all(earlier.end < later.begin for earlier, later in itertools.pairwise(found))


def test_hours_that_end_before_they_begin_end_on_the_next_day() -> None:
    day = date(2026, 1, 12)
    night = Hours.on(day, time(20), time(8))
    assert night.end - night.begin == timedelta(hours=12)
    whole = Hours.on(day, time(8), time(8))
    assert whole.end - whole.begin == timedelta(hours=24)
